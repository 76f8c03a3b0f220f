using OiPayments.Api;
using OiPayments.Ledger;

namespace OiPayments.Bookkeeping;

/// <summary>
/// Writes books as a journal that hledger and ledger, the plain text accounting programs, both read in their strictest mode, entry by
/// entry: every account with its type, every commodity with its digits, every transfer as two postings that add up to nothing.
/// </summary>
internal static class HledgerText
{
    public static async Task WriteAsync(
        TextWriter text, LedgerFacts books, Scope scope, DateTimeOffset? from, DateTimeOffset? to, TimeZoneInfo zone, CancellationToken ct)
    {
        var entries = books.Transfers
            .Where(t => t.ApplicationId == scope.ApplicationId
                && t.Mode == scope.Mode
                && (from == null || t.PostedAt >= from)
                && (to == null || t.PostedAt < to));
        var currencies = await entries.Select(t => t.Currency).Distinct().ToListAsync(ct);

        await text.WriteAsync($"; OI Payments: the ledger of application {scope.ApplicationId}, {WireNames<Mode>.Of(scope.Mode)}\n");
        if (from is { } begin) await text.WriteAsync($"; posted at or after {IsoTime.SealedInstant(begin)}\n");
        if (to is { } end) await text.WriteAsync($"; posted before {IsoTime.SealedInstant(end)}\n");
        await text.WriteAsync($"; dated by the days of {zone.Id}\n\ndecimal-mark .\n");
        foreach (var currency in currencies.OrderBy(currency => currency.Code, StringComparer.Ordinal))
        {
            // Without digits the two programs want different formats, and each takes none.
            await text.WriteAsync(
                $"commodity {currency}\n{(currency.Digits == 0 ? "" : $"    format 1000.{new string('0', currency.Digits)} {currency}\n")}");
        }

        // On the account's own line ledger would take the comment for a part of the name.
        foreach (var account in Enum.GetValues<Account>())
            await text.WriteAsync($"account {WireNames<Account>.Of(account)}\n    ; type:{TypeOf(account)}\n");

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
                var date = IsoTime.Day(TimeZones.DayOf(zone, entry.PostedAt));
                await text.WriteAsync(
                    $"\n{date} ({current}) {Describe(entry.Cause)}  ; kind:{WireNames<JournalKind>.Of(entry.Kind)}, "
                        + $"posted:{IsoTime.SealedInstant(entry.PostedAt)}\n");
            }

            var amount = new Money(entry.AmountMinor, entry.Currency).ToMajorUnits();
            await text.WriteAsync(
                $"    {WireNames<Account>.Of(entry.Debit)}  {amount} {entry.Currency}\n    {WireNames<Account>.Of(entry.Credit)}  "
                    + $"-{amount} {entry.Currency}\n");
        }

        // A download that was cut off lacks this line.
        await text.WriteAsync($"\n; end of the ledger: {journals} journals\n");
    }

    /// <summary>
    /// The cause as one harmless word: what is not a letter, a digit or one of -_.~: is percent-encoded, so nothing in it is syntax.
    /// </summary>
    public static string Describe(string cause) => Uri.EscapeDataString(cause).Replace("%3A", ":", StringComparison.Ordinal);

    private static char TypeOf(Account account) => account.Type switch
    {
        AccountType.Asset => 'A',
        AccountType.Liability => 'L',
        AccountType.Income => 'R',
        AccountType.Expense => 'X',
    };
}
