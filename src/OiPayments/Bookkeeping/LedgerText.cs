using OiPayments.Api;
using OiPayments.Ledger;

namespace OiPayments.Bookkeeping;

/// <summary>Writes books as text for a program of plain text accounting, entry by entry, oldest first, however many there are.</summary>
internal static class LedgerText
{
    private static readonly ILedgerSyntax Hledger = new HledgerText();
    private static readonly ILedgerSyntax Beancount = new BeancountText();

    public static async Task WriteAsync(
        TextWriter text, LedgerFacts books, Scope scope, ExportLedger.Request asked, CancellationToken ct)
    {
        var syntax = asked.Format == LedgerFormat.Beancount ? Beancount : Hledger;
        var (from, to, zone) = (asked.From, asked.To, asked.Zone);
        var entries = books.Transfers
            .Where(t => t.ApplicationId == scope.ApplicationId
                && t.Mode == scope.Mode
                && (from == null || t.PostedAt >= from)
                && (to == null || t.PostedAt < to));
        var currencies = await entries.Select(t => t.Currency).Distinct().ToListAsync(ct);

        await text.WriteAsync($"; OI Payments: the ledger of application {scope.ApplicationId}, {WireNames<Mode>.Of(scope.Mode)}\n");
        if (from is { } begin) await text.WriteAsync($"; posted at or after {IsoTime.SealedInstant(begin)}\n");
        if (to is { } end) await text.WriteAsync($"; posted before {IsoTime.SealedInstant(end)}\n");
        await text.WriteAsync($"; dated by the days of {zone.Id}\n\n");
        await text.WriteAsync(syntax.Declare([.. currencies.OrderBy(currency => currency.Code, StringComparer.Ordinal)]));

        var (journals, current) = (0L, 0L);
        var ordered = entries
            .Join(books.Journals, t => new { t.ApplicationId, Id = t.JournalId }, j => new { j.ApplicationId, j.Id },
                (t, j) => new { t.JournalId, t.Line, j.Cause, j.Kind, t.Debit, t.Credit, t.AmountMinor, t.Currency, t.PostedAt })
            .OrderBy(t => t.PostedAt).ThenBy(t => t.JournalId).ThenBy(t => t.Line);
        await foreach (var entry in ordered.AsAsyncEnumerable().WithCancellation(ct))
        {
            if (entry.JournalId.Value != current)
            {
                (journals, current) = (journals + 1, entry.JournalId.Value);
                var date = TimeZones.DayOf(zone, entry.PostedAt);
                await text.WriteAsync($"\n{syntax.Begin(date, current, (entry.Cause, entry.Kind, entry.PostedAt))}");
            }

            await text.WriteAsync(syntax.Move(entry.Debit, entry.Credit, new(entry.AmountMinor, entry.Currency)));
        }

        // A download that was cut off lacks this line.
        await text.WriteAsync($"\n; end of the ledger: {journals} journals\n");
    }

    /// <summary>
    /// A cause as one harmless word: what is not a letter, a digit or one of -_.~: is percent-encoded, so nothing in it is syntax.
    /// </summary>
    public static string Describe(string cause) => Uri.EscapeDataString(cause).Replace("%3A", ":", StringComparison.Ordinal);
}
