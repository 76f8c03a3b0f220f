using System.Text.Json.Serialization;

namespace OiPayments.Client;

/// <summary>Why the API refused a request: what programs branch on. Its spelling never changes. Values that are newer than this client are kept as they came.</summary>
[JsonConverter(typeof(WireNameConverter<ErrorCode>))]
public readonly record struct ErrorCode : IWireName<ErrorCode>
{
    /// <summary>Fields are not valid; the exception names each.</summary>
    public static readonly ErrorCode ValidationError = new("VALIDATION_ERROR");

    /// <summary>The credentials are missing, wrong, expired, revoked, or not allowed from this address.</summary>
    public static readonly ErrorCode Unauthorized = new("UNAUTHORIZED");

    /// <summary>The service knows you, and you may not do this.</summary>
    public static readonly ErrorCode Forbidden = new("FORBIDDEN");

    /// <summary>There is no such record in your application and mode.</summary>
    public static readonly ErrorCode ResourceNotFound = new("RESOURCE_NOT_FOUND");

    /// <summary>The path does not take this method: the service is older or newer than this client.</summary>
    public static readonly ErrorCode MethodNotAllowed = new("METHOD_NOT_ALLOWED");

    /// <summary>Another record has this name already.</summary>
    public static readonly ErrorCode ResourceAlreadyExists = new("RESOURCE_ALREADY_EXISTS");

    /// <summary>Not possible in the record's present state. Read it again.</summary>
    public static readonly ErrorCode InvalidOperationState = new("INVALID_OPERATION_STATE");

    /// <summary>The key was used for a different request.</summary>
    public static readonly ErrorCode IdempotencyKeyConflict = new("IDEMPOTENCY_KEY_CONFLICT");

    /// <summary>The first request with this key is still running.</summary>
    public static readonly ErrorCode IdempotencyInProgress = new("IDEMPOTENCY_IN_PROGRESS");

    /// <summary>The body is too large.</summary>
    public static readonly ErrorCode PayloadTooLarge = new("PAYLOAD_TOO_LARGE");

    /// <summary>The body is of a type that is not taken.</summary>
    public static readonly ErrorCode UnsupportedMediaType = new("UNSUPPORTED_MEDIA_TYPE");

    /// <summary>More than what can still be refunded.</summary>
    public static readonly ErrorCode RefundExceedsBalance = new("REFUND_EXCEEDS_BALANCE");

    /// <summary>Outside your application's or the gateway's limits.</summary>
    public static readonly ErrorCode AmountOutOfBounds = new("AMOUNT_OUT_OF_BOUNDS");

    /// <summary>Too many requests. Nothing was done.</summary>
    public static readonly ErrorCode RateLimited = new("RATE_LIMITED");

    /// <summary>The gateway did not answer, or there is no store yet. Nothing was lost.</summary>
    public static readonly ErrorCode GatewayUnavailable = new("GATEWAY_UNAVAILABLE");

    /// <summary>The service cannot use its database just now.</summary>
    public static readonly ErrorCode ServiceUnavailable = new("SERVICE_UNAVAILABLE");

    /// <summary>A bug of the service.</summary>
    public static readonly ErrorCode InternalError = new("INTERNAL_ERROR");

    private readonly string? value;

    /// <summary>As the API spells it.</summary>
    public ErrorCode(string value) => this.value = value;

    /// <summary>As the API spells it; empty when none was read.</summary>
    public string Value => value ?? "";

    static ErrorCode IWireName<ErrorCode>.Of(string value) => new(value);

    /// <summary>As the API spells it.</summary>
    public override string ToString() => Value;
}
