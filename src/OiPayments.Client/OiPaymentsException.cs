using System.Collections.ObjectModel;
using System.Net;
using System.Text.Json;

namespace OiPayments.Client;

/// <summary>
/// A request was not done as asked: an <see cref="OiPaymentsRefusedException"/> where the service said no, an
/// <see cref="OiPaymentsUnavailableException"/> where it could not say. The message is for people and may change; programs branch on
/// <see cref="ErrorCode"/>.
/// </summary>
public abstract class OiPaymentsException : Exception
{
    private protected OiPaymentsException(string message, FailureDetails details, Exception? inner)
        : base(message, inner) =>
        (ErrorCode, Status, FieldErrors, Conflicts, RequestId, RetryAfter, OutcomeUnknown) = (
            details.ErrorCode, details.Status, details.FieldErrors, details.Conflicts, details.RequestId, details.RetryAfter,
            details.OutcomeUnknown);

    /// <summary>What programs branch on; null when no answer of the API came.</summary>
    public ErrorCode? ErrorCode { get; }

    /// <summary>The HTTP status of the last answer; null when none came.</summary>
    public HttpStatusCode? Status { get; }

    /// <summary>What is wrong with which field, by its path as it was sent, such as <c>lineItems[0].qty</c>.</summary>
    public IReadOnlyDictionary<string, string> FieldErrors { get; }

    /// <summary>What somebody else changed since you read it, for a change that named a version that is not the newest.</summary>
    public IReadOnlyDictionary<string, FieldConflict> Conflicts { get; }

    /// <summary>What the people who run the service find the request by in their log; null when they were told nothing.</summary>
    public string? RequestId { get; }

    /// <summary>How long the service asks to wait; null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>
    /// True when the request may have been done all the same. Repeat it with the same idempotency key; without a key, read the record first.
    /// False: nothing was done.
    /// </summary>
    public bool OutcomeUnknown { get; }
}

/// <summary>The service said no. The same request is refused again until something changes.</summary>
public sealed class OiPaymentsRefusedException : OiPaymentsException
{
    internal OiPaymentsRefusedException(string message, FailureDetails details)
        : base(message, details, inner: null)
    {
    }
}

/// <summary>The service did not answer in time, or answered that it cannot just now. Try again later.</summary>
public sealed class OiPaymentsUnavailableException : OiPaymentsException
{
    internal OiPaymentsUnavailableException(string message, FailureDetails details, Exception? inner = null)
        : base(message, details, inner)
    {
    }
}

/// <summary>A field that somebody else changed since you read it.</summary>
public sealed record FieldConflict
{
    /// <summary>What you sent.</summary>
    public required JsonElement Yours { get; init; }

    /// <summary>What it is now.</summary>
    public required JsonElement Current { get; init; }

    /// <summary>Who changed it, where that is known.</summary>
    public string? ChangedBy { get; init; }

    /// <summary>When, where that is known.</summary>
    public DateTimeOffset? ChangedAt { get; init; }
}

/// <summary>What is known of a request that was not done as asked.</summary>
internal sealed record FailureDetails
{
    public ErrorCode? ErrorCode { get; init; }

    public HttpStatusCode? Status { get; init; }

    public IReadOnlyDictionary<string, string> FieldErrors { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    public IReadOnlyDictionary<string, FieldConflict> Conflicts { get; init; } = ReadOnlyDictionary<string, FieldConflict>.Empty;

    public string? RequestId { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public bool OutcomeUnknown { get; init; }
}
