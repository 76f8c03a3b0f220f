using System.Net.Security;
using System.Text.Json.Nodes;

namespace OiPayments.CarefulClient;

/// <summary>A client of the API, as an application has it: kept-alive connections, and a limit on waiting.</summary>
internal static class Connection
{
    /// <param name="api">With <c>/api/v1/</c> at its end.</param>
    /// <param name="credentials">The file that <c>register</c> wrote; null for none.</param>
    public static HttpClient Open(Uri api, string? credentials = null)
    {
        var handler = new SocketsHttpHandler
        {
            // The drill made that certificate itself, a minute ago on this machine.
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, _, _, _) => true },
            UseProxy = false,
        };
        var client = new HttpClient(handler) { BaseAddress = api, Timeout = TimeSpan.FromSeconds(30) };
        if (credentials is null) return client;

        var lines = File.ReadAllLines(credentials);
        client.DefaultRequestHeaders.Add("X-Api-Key", lines[0]);
        client.DefaultRequestHeaders.Add("X-Api-Secret", lines[1]);
        return client;
    }

    /// <summary>The data of an answer that has to succeed.</summary>
    public static async Task<JsonNode> DataAsync(this HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode && JsonNode.Parse(text)?["data"] is { } data
            ? data
            : throw new InvalidOperationException($"{(int)answer.StatusCode}: {text}");
    }
}
