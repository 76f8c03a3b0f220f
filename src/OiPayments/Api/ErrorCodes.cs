
namespace OiPayments.Api;

/// <summary>The one place where a refusal's code becomes an HTTP status, and a bare status becomes a code.</summary>
internal static class ErrorCodes
{
    public static int StatusOf(ErrorCode code) => code switch
    {
        ErrorCode.ValidationError => StatusCodes.Status400BadRequest,
        ErrorCode.Unauthorized or ErrorCode.TokenExpired or ErrorCode.SessionExpired or ErrorCode.ReauthRequired
            or ErrorCode.InvalidCredentials => StatusCodes.Status401Unauthorized,
        ErrorCode.Forbidden => StatusCodes.Status403Forbidden,
        ErrorCode.ResourceNotFound => StatusCodes.Status404NotFound,
        ErrorCode.MethodNotAllowed => StatusCodes.Status405MethodNotAllowed,
        ErrorCode.ResourceAlreadyExists or ErrorCode.InvalidOperationState or ErrorCode.IdempotencyKeyConflict
            or ErrorCode.IdempotencyInProgress => StatusCodes.Status409Conflict,
        ErrorCode.PayloadTooLarge => StatusCodes.Status413PayloadTooLarge,
        ErrorCode.UnsupportedMediaType => StatusCodes.Status415UnsupportedMediaType,
        ErrorCode.RefundExceedsBalance or ErrorCode.AmountOutOfBounds => StatusCodes.Status422UnprocessableEntity,
        ErrorCode.AccountLocked => StatusCodes.Status423Locked,
        ErrorCode.RateLimited => StatusCodes.Status429TooManyRequests,
        ErrorCode.GatewayUnavailable or ErrorCode.ServiceUnavailable => StatusCodes.Status503ServiceUnavailable,
        ErrorCode.InternalError => StatusCodes.Status500InternalServerError,
    };

    /// <summary>What a status without a body means, for answers that routing or the server gave on their own.</summary>
    public static Refusal? ForBareStatus(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => new(ErrorCode.Unauthorized, "Credentials are missing or not valid."),
        StatusCodes.Status403Forbidden => new(ErrorCode.Forbidden, "You are not permitted to do this."),
        StatusCodes.Status404NotFound =>
            new(ErrorCode.ResourceNotFound, "There is nothing at this path. The paths are in /openapi/v1.json."),
        StatusCodes.Status405MethodNotAllowed =>
            new(ErrorCode.MethodNotAllowed, "This path does not take this method; the Allow header names those it does."),
        StatusCodes.Status413PayloadTooLarge => new(ErrorCode.PayloadTooLarge, $"The body is larger than {JsonBody.MaxBytes / 1024} KiB."),
        StatusCodes.Status429TooManyRequests =>
            new(ErrorCode.RateLimited, "Too many requests; the Retry-After header says when to come back."),
        >= 400 and < 500 => new(ErrorCode.ValidationError, "The request could not be read."),
        >= 500 => new(ErrorCode.InternalError, "Something went wrong on our side."),
        _ => null,
    };
}
