namespace OiPayments.Documentation.OpenApi;

/// <summary>What each code says to the one who called.</summary>
internal static class ErrorMeanings
{
    public static string Of(ErrorCode code) => code switch
    {
        ErrorCode.ValidationError => "Something in the request is not valid; `data` names every bad field.",
        ErrorCode.Unauthorized => "Credentials are missing, wrong, expired or revoked; it is never said which.",
        ErrorCode.TokenExpired => "The token is no longer valid; sign in again.",
        ErrorCode.SessionExpired => "The operator's session is over; sign in again.",
        ErrorCode.ReauthRequired => "The password or a passkey was given more than five minutes ago; `POST /auth/reauth`, then repeat.",
        ErrorCode.InvalidCredentials => "Wrong e-mail or password.",
        ErrorCode.AccountLocked => "Too many wrong tries to sign in; `Retry-After` says when to try again.",
        ErrorCode.Forbidden => "You are known, and not permitted to do this.",
        ErrorCode.ResourceNotFound => "There is no such record in your application and mode.",
        ErrorCode.MethodNotAllowed => "The path exists and does not take this method.",
        ErrorCode.PayloadTooLarge => "The body is larger than 64 KiB.",
        ErrorCode.UnsupportedMediaType => "The body is not `application/json`.",
        ErrorCode.ResourceAlreadyExists => "Another record has this name already.",
        ErrorCode.InvalidOperationState => "Not possible in the record's present state.",
        ErrorCode.IdempotencyKeyConflict => "This `Idempotency-Key` was used for a different request. Nothing was done.",
        ErrorCode.IdempotencyInProgress =>
            "The first request with this `Idempotency-Key` is still running. Come back, or send `Prefer: wait=5`.",
        ErrorCode.RefundExceedsBalance => "More than what can still be refunded.",
        ErrorCode.AmountOutOfBounds => "Outside the limits of the application or of the gateway. Nothing was created.",
        ErrorCode.RateLimited => "Too many requests; `Retry-After` says when to come back.",
        ErrorCode.GatewayUnavailable =>
            "The gateway did not answer, or, for a new LIVE payment, there is no store yet that could collect it. Nothing was lost; "
                + "`Retry-After` says when to come back.",
        ErrorCode.ServiceUnavailable =>
            "The service cannot use its database, or the database did not confirm what was written; `message` says which. Repeat it with "
                + "the same `Idempotency-Key` after `Retry-After`.",
        ErrorCode.InternalError => "A bug on our side. The message carries a trace id to report, and nothing else.",
    };
}
