using System.Text;
using System.Text.Json.Nodes;

namespace OiPayments.Server.Demo;

/// <summary>Speaks to the API as a program of somebody else's would: HTTP and JSON, nothing of the service's own types.</summary>
internal sealed class StoryApi(Uri api) : IDisposable
{
    private readonly HttpClient client = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new(api, "/api/v1/") };

    /// <summary>The answer, and whether it was a stored one.</summary>
    public async Task<(JsonNode Data, bool IsReplay)> SendAsync(
        HttpMethod method, string path, JsonNode? body, CancellationToken ct, params IEnumerable<(string Name, string Value)> headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        using var answer = await client.SendAsync(request, ct);

        var json = JsonNode.Parse(await answer.Content.ReadAsStringAsync(ct));
        if (!answer.IsSuccessStatusCode || json?["data"] is not { } data)
            throw new StoryBrokeException($"{method} {path} was refused with {(int)answer.StatusCode}: {json?["meta"]?["message"]}");
        return (data, answer.Headers.Contains("Idempotency-Replayed"));
    }

    public void Dispose() => client.Dispose();
}
