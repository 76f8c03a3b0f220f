using OiPayments.Api;

namespace OiPayments.Bookkeeping;

/// <summary>Which manual journals an operator means. What is null is not asked about; everything else must hold.</summary>
internal sealed record ManualJournalFilter
{
    public ApplicationId? ApplicationId { get; init; }
    public Mode? Mode { get; init; }
    public ManualJournalStatus? Status { get; init; }

    /// <summary>Asked for at or after this instant.</summary>
    public DateTimeOffset? FromTime { get; init; }

    /// <summary>Asked for before this instant.</summary>
    public DateTimeOffset? ToTime { get; init; }

    public static ManualJournalFilter From(QueryFields query)
    {
        var (from, to) = query.Period();
        return new()
        {
            ApplicationId = query.Application("applicationId"),
            Mode = query.Enum<Mode>("mode"),
            Status = query.Enum<ManualJournalStatus>("status"),
            FromTime = from,
            ToTime = to,
        };
    }

    /// <summary>What must hold beside application and mode.</summary>
    public IQueryable<ManualJournal> Narrow(IQueryable<ManualJournal> journals)
    {
        if (Status is { } status) journals = journals.Where(j => j.Status == status);
        if (FromTime is { } from) journals = journals.Where(j => j.CreatedAt >= from);
        if (ToTime is { } to) journals = journals.Where(j => j.CreatedAt < to);
        return journals;
    }
}
