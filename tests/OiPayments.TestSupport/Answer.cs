using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace OiPayments.TestSupport;

/// <summary>An answer of the API: its status, its headers and its JSON as it came over the wire.</summary>
public sealed record Answer(HttpStatusCode Status, HttpResponseHeaders Headers, string Text)
{
    public JsonNode Json => JsonNode.Parse(Text) ?? throw new InvalidOperationException("The answer is null.");

    /// <summary>Null when it was not refused, or is no envelope: a few answers are plain text.</summary>
    public string? ErrorCode => Text.StartsWith('{') ? (string?)Json["meta"]?["errorCode"] : null;

    /// <summary>What was asked for; fails with the whole answer when it was refused.</summary>
    public JsonNode Data() => (int)Status is >= 200 and < 300 && Json["data"] is { } data
        ? data
        : throw new InvalidOperationException($"Refused with {(int)Status}: {Text}");
}

public static class Http
{
    extension(HttpClient client)
    {
        public Task<Answer> PostAsync(string path, JsonNode body, params (string Name, string Value)[] headers) =>
            client.SendAsync(HttpMethod.Post, path, body.ToJsonString(), headers);

        public Task<Answer> PatchAsync(string path, JsonNode body) => client.SendAsync(HttpMethod.Patch, path, body.ToJsonString());

        public Task<Answer> ReadAsync(string path) => client.SendAsync(HttpMethod.Get, path, null);

        /// <summary>Sends exactly this text as JSON; null sends no body.</summary>
        public async Task<Answer> SendAsync(HttpMethod method, string path, string? json, params (string Name, string Value)[] headers)
        {
            using var request = new HttpRequestMessage(method, path);
            if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, "application/json");
            foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
            using var response = await client.SendAsync(request);
            return new(response.StatusCode, response.Headers, await response.Content.ReadAsStringAsync());
        }

        /// <summary>Puts a picture, of a type that it has or has not.</summary>
        public async Task<Answer> PutPictureAsync(string path, byte[] picture, string? type = "image/png")
        {
            using var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = new ByteArrayContent(picture) };
            if (type is not null) request.Content.Headers.ContentType = new(type);

            // So that a body which nobody wants is not sent.
            request.Headers.ExpectContinue = true;
            using var response = await client.SendAsync(request);
            return new(response.StatusCode, response.Headers, await response.Content.ReadAsStringAsync());
        }
    }
}
