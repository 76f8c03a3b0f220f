using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace OiPayments.Client;

/// <summary>Makes exceptions of answers that are none of success, and of no answer at all.</summary>
internal static partial class Refusals
{
    private const string RequestId = "X-Request-Id";
    private const string NotOurs =
        "What answered is not OI Payments. Check OiPayments:BaseAddress, and what stands between: a proxy, a load balancer, a sign-in page.";

    /// <param name="request">What was asked.</param>
    /// <param name="message">As it was sent, with what is known of its tries.</param>
    /// <param name="response">The last answer.</param>
    /// <param name="envelope">Null when it was not the API that answered.</param>
    public static OiPaymentsException Read(
        ApiRequest request, HttpRequestMessage message, HttpResponseMessage response, Envelope? envelope)
    {
        var status = response.StatusCode;
        var code = envelope?.Meta?.ErrorCode;
        var text = envelope?.Meta?.Message ?? NotOurs;
        var (fields, conflicts) = Fields(envelope?.Data);

        // Whether an earlier try was done is settled by an answer that looked for it; these come before anything is looked for.
        var isUnsettled = status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests
            or >= HttpStatusCode.InternalServerError || response.IsSuccessStatusCode || code is null
            || code == Client.ErrorCode.IdempotencyInProgress;
        var details = new FailureDetails
        {
            ErrorCode = code,
            Status = status,
            FieldErrors = fields,
            Conflicts = conflicts,
            RequestId = response.Headers.TryGetValues(RequestId, out var ids) ? ids.FirstOrDefault()
                : code == Client.ErrorCode.InternalError && Trace().Match(text) is { Success: true } trace ? trace.Groups["id"].Value
                : null,
            RetryAfter = Retries.WaitAskedFor(response),
            OutcomeUnknown = !request.IsRead && (response.IsSuccessStatusCode || (isUnsettled && MayBeDone(message))),
        };
        var sentence = $"{(int)status}{(code is { } known ? $" {known}" : "")}: {text}{Describe(fields)}{Advice(request, details)}";
        return status >= HttpStatusCode.InternalServerError || response.IsSuccessStatusCode
            ? new OiPaymentsUnavailableException(sentence, details)
            : new OiPaymentsRefusedException(sentence, details);
    }

    public static OiPaymentsException Unanswered(ApiRequest request, HttpRequestMessage message, Exception failure)
    {
        var details = new FailureDetails { OutcomeUnknown = !request.IsRead && MayBeDone(message) };
        var why = failure is HttpRequestException ? failure.Message : "It took longer than OiPayments:Timeout or AttemptTimeout allow.";
        return new OiPaymentsUnavailableException(
            $"OI Payments did not answer {request.Method}. {why}{Advice(request, details)}", details, failure);
    }

    public static OiPaymentsException Unreadable(
        ApiRequest request, HttpRequestMessage message, HttpResponseMessage response, JsonException failure)
    {
        // It was done, and said so; only what came of it cannot be read.
        message.Options.Set(Attempt.MayBeDone, true);
        var details = new FailureDetails { Status = response.StatusCode, OutcomeUnknown = !request.IsRead };
        return new OiPaymentsUnavailableException(
            $"The answer of OI Payments to {request.Method} cannot be read. {failure.Message}{Advice(request, details)}", details, failure);
    }

    private static bool MayBeDone(HttpRequestMessage message) => message.Options.TryGetValue(Attempt.MayBeDone, out var done) && done;

    private static string Describe(Dictionary<string, string> fields) =>
        fields.Count == 0 ? "" : $" ({string.Join("; ", fields.Select(field => $"{field.Key}: {field.Value}"))})";

    private static string Advice(ApiRequest request, FailureDetails details) =>
        !details.OutcomeUnknown ? ""
        : request.IdempotencyKey is not null ? " It may have been done: repeat it with the same idempotency key."
        : " It may have been done: read the record before you repeat it.";

    private static (Dictionary<string, string> Fields, Dictionary<string, FieldConflict> Conflicts) Fields(JsonElement? data)
    {
        var (fields, conflicts) = (
            new Dictionary<string, string>(StringComparer.Ordinal), new Dictionary<string, FieldConflict>(StringComparer.Ordinal));
        if (data is not { ValueKind: JsonValueKind.Object } map) return (fields, conflicts);
        foreach (var field in map.EnumerateObject())
        {
            if (field.Value.ValueKind is JsonValueKind.String) fields[field.Name] = field.Value.GetString() ?? "";
            else if (field.Value.ValueKind is JsonValueKind.Object
                && field.Value.Deserialize(OiPaymentsJson.Default.FieldConflict) is { } conflict) conflicts[field.Name] = conflict;
        }

        return (fields, conflicts);
    }

    [GeneratedRegex("Trace (?<id>[0-9A-Za-z:-]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Trace();
}
