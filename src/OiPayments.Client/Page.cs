namespace OiPayments.Client;

/// <summary>One page of a list.</summary>
/// <typeparam name="T">What it is a list of.</typeparam>
/// <param name="Items">What is on the page.</param>
/// <param name="NextCursor">Asks for the page after it; null on the last.</param>
/// <param name="TotalElements">How many there are, counted up to 1,000; null on a page that was asked for by cursor.</param>
/// <param name="IsTotalExact">False when there are more than were counted.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor, long? TotalElements, bool IsTotalExact);

/// <summary>Which end of a list comes first, and how much of it is asked for at once.</summary>
public record ListFilter
{
    /// <summary>As many as the API answers at once.</summary>
    public const int MaxPageSize = 200;

    /// <summary>The oldest first; the newest otherwise.</summary>
    public bool OldestFirst { get; init; }

    /// <summary>How many a page holds, from 1 to <see cref="MaxPageSize"/>; it changes nothing about what a whole list holds.</summary>
    public int PageSize { get; init; } = 100;

    /// <summary>Only what happened at this instant or after.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only what happened before this instant.</summary>
    public DateTimeOffset? To { get; init; }

    internal virtual void AddTo(QueryText query)
    {
        query.Add("size", PageSize);
        if (OldestFirst) query.Add("order", "ASC");
        query.Add("from", From);
        query.Add("to", To);
    }
}
