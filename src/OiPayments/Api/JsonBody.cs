using System.Text.Json;
using Microsoft.Net.Http.Headers;

namespace OiPayments.Api;

/// <summary>
/// A request's JSON object, read once: fields are taken from it with <see cref="JsonFields"/>, and the idempotency
/// fingerprint is made of it. An unreadable body is refused here, before any handler runs.
/// </summary>
internal sealed class JsonBody
{
    public const int MaxBytes = 64 * 1024;
    private const int MaxDepth = 16;
    private const int LongestType = 60;

    // Two values for one key would let two readers of the same request see two different amounts.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = MaxDepth };

    private JsonBody(JsonElement root) => Root = root;

    public JsonElement Root { get; }

    /// <summary>For a body that does not say that it is what is read here.</summary>
    public static Refusal WrongType(HttpRequest request) => new(
        ErrorCode.UnsupportedMediaType,
        $"{WhatCame(request)} Send JSON, with the header Content-Type: application/json; a picture, where one is uploaded, as image/png or "
            + "image/jpeg.");

    /// <summary>What the body asks for; when a field is missing, or of another type, a refusal that names all that is wrong.</summary>
    public Outcome<T> Read<T>()
        where T : IRequest<T>
    {
        var errors = new FieldErrors();
        var request = T.Read(new(Root, errors), errors);
        if (errors.Refusal is null) return request;

        request.Check(errors);
        return errors.Refusal;
    }

    /// <summary>As the other, of a request that may come without a body: that says as much as <c>{}</c>.</summary>
    public static async ValueTask<JsonBody> BindOptionalAsync(HttpContext context)
    {
        if (context.Request.ContentLength is > 0 || context.Request.Headers.TransferEncoding.Count > 0) return await BindAsync(context);
        using var nothing = JsonDocument.Parse("{}");
        var body = new JsonBody(nothing.RootElement.Clone());
        context.Features.Set(body);
        return body;
    }

    public static async ValueTask<JsonBody> BindAsync(HttpContext context)
    {
        if (IsEncoded(context.Request)) throw RefuseEncoding(context.Response);
        if (!context.Request.HasJsonContentType()) throw new RefusalException(WrongType(context.Request));
        if (context.Request.ContentLength > MaxBytes) throw Refuse(StatusCodes.Status413PayloadTooLarge);

        // As much as the caller announced, and one byte to see that it was no more; whoever announces nothing gets the most.
        var buffer = new byte[(context.Request.ContentLength ?? MaxBytes) + 1];
        var length = await context.Request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, context.RequestAborted);
        if (length > MaxBytes) throw Refuse(StatusCodes.Status413PayloadTooLarge);
        if (length == 0) throw Unreadable("The body is empty; send a JSON object.");

        try
        {
            using var document = JsonDocument.Parse(buffer.AsMemory(0, length), Strict);
            if (document.RootElement.ValueKind is not JsonValueKind.Object) throw Unreadable("Send a JSON object.");
            ReadNames(document.RootElement);
            var body = new JsonBody(document.RootElement.Clone());
            context.Features.Set(body);
            return body;
        }
        catch (InvalidOperationException)
        {
            throw Unreadable("A key is not valid Unicode text.");
        }
        catch (JsonException failure)
        {
            throw Unreadable(failure.Message.Contains("uplicate", StringComparison.Ordinal)
                ? "A key stands twice in the same object; send each once."
                : $"This is not JSON: line {failure.LineNumber + 1}, byte {failure.BytePositionInLine + 1}.");
        }
    }

    // Half of a surrogate pair is legal in JSON, and a name of it throws wherever it is read: better here than in a handler.
    private static void ReadNames(JsonElement element)
    {
        if (element.ValueKind is JsonValueKind.Array)
            foreach (var item in element.EnumerateArray()) ReadNames(item);
        if (element.ValueKind is not JsonValueKind.Object) return;
        foreach (var property in element.EnumerateObject())
        {
            _ = property.Name;
            ReadNames(property.Value);
        }
    }

    private static bool IsEncoded(HttpRequest request) =>
        request.Headers.ContentEncoding.Any(encoding => !string.IsNullOrEmpty(encoding)
            && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase));

    // RFC 9110: 415 answers an encoding that is not taken as well, and Accept-Encoding says which is.
    private static RefusalException RefuseEncoding(HttpResponse response)
    {
        response.Headers.AcceptEncoding = "identity";
        return new(new(ErrorCode.UnsupportedMediaType, "Send the body as it is, without Content-Encoding."));
    }

    private static string WhatCame(HttpRequest request)
    {
        if (request.HasFormContentType) return "A form was sent, as curl -d does by itself.";
        if (string.IsNullOrWhiteSpace(request.ContentType)) return "Content-Type is missing.";
        return MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType is { Length: > 0 and <= LongestType }
            ? $"The Content-Type is {type.MediaType}."
            : "The Content-Type cannot be read.";
    }

    private static RefusalException Refuse(int status) => new(ErrorCodes.ForBareStatus(status)!);

    private static RefusalException Unreadable(string message) =>
        new(new(ErrorCode.ValidationError, message, new Dictionary<string, string> { ["$"] = message }));
}
