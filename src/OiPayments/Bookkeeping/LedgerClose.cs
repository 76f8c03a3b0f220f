using OiPayments.Api;
using OiPayments.Ledger;
using OiPayments.Lists;
using OiPayments.Persistence;

namespace OiPayments.Bookkeeping;

/// <summary>A month of one application's books of one mode that was closed: no journal is dated into it any more. Never changed.</summary>
internal sealed class LedgerClose : IScoped, IListed<LedgerClose>
{
    public required ApplicationId ApplicationId { get; init; }
    public required Id<LedgerClose> Id { get; init; }
    public required Mode Mode { get; init; }

    /// <summary>The first day of the month, in Dhaka.</summary>
    public required DateOnly Month { get; init; }

    /// <summary>Who closed it: <c>operator:7</c>.</summary>
    public required string CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>What an account had turned over when a closed month ended, in minor units. Never changed.</summary>
internal sealed class ClosingBalance : IScoped
{
    public required ApplicationId ApplicationId { get; init; }
    public required Id<LedgerClose> CloseId { get; init; }
    public required Mode Mode { get; init; }
    public required Currency Currency { get; init; }
    public required Account Account { get; init; }
    public required long DebitMinor { get; init; }
    public required long CreditMinor { get; init; }
}

/// <summary>
/// Up to which month the books of one application and mode are closed. Whoever closes a month, and whoever dates a journal by a day that
/// is past, changes its version: of two at once one begins again, and sees what the other did.
/// </summary>
internal sealed class BookDates : IScoped
{
    public required ApplicationId ApplicationId { get; init; }
    public required Mode Mode { get; init; }

    /// <summary>The first day of the last closed month, in Dhaka; null while none is. The months before it are closed too.</summary>
    public DateOnly? ClosedThrough { get; private set; }

    public int Version { get; private set; }

    public bool IsClosed(DateOnly day) => ClosedThrough is { } last && Month.Of(day).FirstDay <= last;

    /// <summary>Says that a journal is dated by a past day: nobody closes a month at the same time.</summary>
    public void Date() => Version++;

    public void Close(Month month) => (ClosedThrough, Version) = (month.FirstDay, Version + 1);
}
