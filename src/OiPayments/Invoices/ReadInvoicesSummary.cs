using System.ComponentModel;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.DueWork;
using OiPayments.Lists;
using OiPayments.Persistence;

namespace OiPayments.Invoices;

/// <summary><c>GET /admin/invoices/summary</c>: how much is owed on invoices, and how much of that is overdue.</summary>
internal sealed class ReadInvoicesSummary(OiPaymentsDb db, IBusinessClock clock)
{
    public static void Map(RouteGroupBuilder invoices) => invoices.MapGet("/summary", HandleAsync)
        .WithName("readInvoicesSummary")
        .WithSummary("Read how much is owed on invoices")
        .WithDescription("What is owed now on the issued invoices of the applications you were granted, and on those of them with a day to "
            + "pay that has passed by. Counted up to 1,000 invoices each. Strongly consistent.")
        .Query<Mode>("mode", "TEST and LIVE are never added up.", isRequired: true)
        .Produces<Envelope<InvoicesSummary>>()
        .Needs(Permission.InvoiceRead)
        .Refuses(ErrorCode.ValidationError);

    /// <summary>Refused to who may see invoices nowhere; of those of everybody else's applications.</summary>
    public async Task<Outcome<InvoicesSummary>> RunAsync(SignedInOperator who, Mode mode, CancellationToken ct)
    {
        if (who.Lacks(Permission.InvoiceRead) is { } refusal) return refusal;

        // Each by an index that begins with application and mode.
        var now = clock.Now();
        var invoices = db.RecordsFor<Invoice>(who, Permission.InvoiceRead).Where(i => i.Mode == mode);
        var outstanding = await SumAsync(
            who, invoices.Where(i => i.Status == InvoiceStatus.Issued || i.Status == InvoiceStatus.PartiallyPaid), ct);
        var overdue = await SumAsync(who, invoices.Where(i => i.OverdueAt <= now), ct);
        return new InvoicesSummary(mode, outstanding, overdue, IsWhole(outstanding), IsWhole(overdue));
    }

    private static bool IsWhole(IReadOnlyList<OwedOnInvoices> sums) => sums.Sum(sum => sum.Invoices) <= Page.MaxCounted;

    /// <summary>Of so many at most as lists are counted to, and one more, which tells that there are more.</summary>
    private async Task<IReadOnlyList<OwedOnInvoices>> SumAsync(SignedInOperator who, IQueryable<Invoice> some, CancellationToken ct)
    {
        var sums = await db.ApplicationsFor(who, Permission.InvoiceRead).SelectMany(a => some.Where(i => i.ApplicationId == a.Id))
            .Take(Page.MaxCounted + 1)
            .GroupBy(i => i.Currency)
            .Select(g => new
            {
                g.Key,
                Invoices = g.LongCount(),
                AmountMinor = g.Sum(i => i.TotalMinor - i.CreditedMinor - i.WithheldMinor - i.PaidMinor),
            })
            .ToListAsync(ct);
        return
        [
            .. sums.Select(sum => new OwedOnInvoices(sum.Key.Code, sum.Invoices, sum.AmountMinor))
                .OrderBy(sum => sum.Currency, StringComparer.Ordinal),
        ];
    }

    private static async Task<Reply> HandleAsync(
        HttpRequest request, SignedInOperator who, ReadInvoicesSummary read, TimeProvider clock, CancellationToken ct) =>
        QueryFields.Read(request, (query, errors) =>
        {
            if (query.Enum<Mode>("mode") is { } mode) return mode;
            errors.Add("mode", $"Is needed: one of {string.Join(", ", WireNames<Mode>.All)}.");
            return default;
        }).IsRefused(out var unreadable, out var asked)
            ? Reply.Refused(unreadable, clock)
            : Reply.Ok(await read.RunAsync(who, asked, ct), InvoicesJson.Default.InvoicesSummary, clock);
}

/// <summary>How much is owed on invoices of one mode.</summary>
internal sealed record InvoicesSummary(
    [property: Description("The mode that was asked about.")] Mode Mode,
    [property: Description("Invoices on which something is owed, by currency.")] IReadOnlyList<OwedOnInvoices> Outstanding,
    [property: Description("Those of them with a day to pay that has passed by, by currency.")] IReadOnlyList<OwedOnInvoices> Overdue,
    [property: Description("false: there are more outstanding invoices than were counted, and more is owed.")] bool OutstandingIsExact,
    [property: Description("false: there are more overdue invoices than were counted, and more is owed.")] bool OverdueIsExact);

/// <summary>What is owed on invoices in one currency.</summary>
internal sealed record OwedOnInvoices(
    [property: Description("ISO 4217, in capitals.")] string Currency,
    [property: Description("How many invoices.")] long Invoices,
    [property: Description("What is owed on them, in minor units.")] long AmountMinor);
