using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace OiPayments;

/// <summary>The stable codes of the wire contract; each has one HTTP status, given in one place.</summary>
public enum ErrorCode
{
    ValidationError,
    Unauthorized,
    TokenExpired,
    SessionExpired,
    ReauthRequired,
    InvalidCredentials,
    AccountLocked,
    Forbidden,
    ResourceNotFound,
    MethodNotAllowed,
    PayloadTooLarge,
    UnsupportedMediaType,
    ResourceAlreadyExists,
    InvalidOperationState,
    IdempotencyKeyConflict,
    IdempotencyInProgress,
    RefundExceedsBalance,
    AmountOutOfBounds,
    RateLimited,
    GatewayUnavailable,
    ServiceUnavailable,
    InternalError,
}

/// <summary>
/// Why a request was turned down. Callers branch on <paramref name="Code"/>; <paramref name="Message"/> is for a person:
/// what happened, what was kept, what to do next. <paramref name="Fields"/> names every bad field by its JSON path.
/// </summary>
public sealed record Refusal(ErrorCode Code, string Message, IReadOnlyDictionary<string, string>? Fields = null)
{
    /// <summary>When asking again may help, where that is known.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>For a change of something that was changed since it was read: what differs, by its JSON name.</summary>
    public IReadOnlyDictionary<string, FieldConflict>? Conflicts { get; init; }

    public static Refusal NotFound(string what) => new(ErrorCode.ResourceNotFound, $"There is no such {what} in your scope.");
}

/// <summary>A field that two people changed: what was sent, and what stands there by now.</summary>
public sealed record FieldConflict(JsonElement Yours, JsonElement Current)
{
    /// <summary>Who changed it last; null when nobody did lately.</summary>
    public string? ChangedBy { get; init; }

    public DateTimeOffset? ChangedAt { get; init; }
}

/// <summary>Makes an outcome of what C# converts no other way: an interface.</summary>
public static class Outcome
{
    public static Outcome<T> Of<T>(T value)
        where T : notnull => Outcome<T>.Of(value);
}

/// <summary>A value, or the reason there is none. For answers a caller is expected to handle; bugs and outages throw.</summary>
public readonly record struct Outcome<T>
    where T : notnull
{
    private readonly T? value;
    private readonly Refusal? refusal;

    private Outcome(T? value, Refusal? refusal) => (this.value, this.refusal) = (value, refusal);

    internal static Outcome<T> Of(T value) => new(value, null);

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);

    public bool IsRefused([NotNullWhen(true)] out Refusal? refusal, [NotNullWhen(false)] out T? value)
    {
        (refusal, value) = (this.refusal, this.value);
        return refusal is not null;
    }
}
