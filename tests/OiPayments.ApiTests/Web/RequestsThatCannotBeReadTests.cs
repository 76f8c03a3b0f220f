using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Web;

/// <summary>What the server refuses before the pipeline sees it, spoken over a bare socket: no client library would send it.</summary>
public class RequestsThatCannotBeReadTests(TestServer server) : IClassFixture<TestServer>
{
    public static TheoryData<string, int> Requests => new()
    {
        { "GET /api/v1/app/me HTTP/1.1\r\n\r\n", 400 },
        { "GET /api/v1/app/me HTTP/1.1\r\nHost: x\r\nA header: with a space in its name\r\n\r\n", 400 },
        { "GET /api/v1/app/me HTTP/1.1\r\nHost: x\r\nContent-Length: twelve\r\n\r\n", 400 },
        { "GET /api/v1/app/me HTTP/1.1\r\nHost: x\r\nX-Api-Secret: with the end of its line in a file\r\r\n\r\n", 400 },
        { $"GET /api/v1/{new string('a', 9000)} HTTP/1.1\r\nHost: x\r\n\r\n", 414 },
        { $"GET /api/v1/app/me HTTP/1.1\r\nHost: x\r\nX-Long: {new string('a', 33_000)}\r\n\r\n", 431 },
        { "GET /api/v1/app/me HTTP/1.1\r\nHost: "
            + $"x\r\n{string.Concat(Enumerable.Range(0, 101).Select(number => $"X-{number}: 1\r\n"))}\r\n", 431 },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task On_the_API_the_answer_is_the_envelope_with_the_status_that_fits(string request, int status)
    {
        var (head, body) = await AskAsync(server.ApiUrl, request);

        Assert.StartsWith($"HTTP/1.1 {status} ", head, StringComparison.Ordinal);
        Assert.Contains("Content-Type: application/json; charset=utf-8", head, StringComparison.Ordinal);
        Assert.Contains("Connection: close", head, StringComparison.Ordinal);
        Assert.Matches("X-Request-Id: [0-9A-Z]+:[0-9A-F]{8}\r\n", head);
        var meta = JsonNode.Parse(body)!["meta"]!;
        Assert.Equal((false, "VALIDATION_ERROR"), ((bool)meta["success"]!, (string)meta["errorCode"]!));
        Assert.Contains("Nothing was done", (string)meta["message"]!, StringComparison.Ordinal);
        Assert.Equal("2026-01-15T09:00:00Z", (string?)meta["timestamp"]);
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task On_the_pages_it_is_a_sentence_for_a_person_in_both_languages(string request, int status)
    {
        var (head, body) = await AskAsync(server.WebUrl, request);

        Assert.StartsWith($"HTTP/1.1 {status} ", head, StringComparison.Ordinal);
        Assert.Contains("If you were paying, nothing is lost", body, StringComparison.Ordinal);
        Assert.Contains("কিছু হারায়নি", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_before_it_on_the_same_connection_are_whole()
    {
        var (_, rest) = await AskAsync(
            server.ApiUrl, "GET /api/v1 HTTP/1.1\r\nHost: x\r\n\r\nGET /api/v1 HTTP/1.1\r\nHost: x\r\n\r\nGET /api/v1 HTTP/1.1\r\n\r\n");

        Assert.Equal(3, rest.Split("\"meta\"").Length - 1);
        Assert.Equal(2, rest.Split("\"success\":true").Length - 1);
        Assert.Contains("HTTP/1.1 400 Bad Request", rest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_in_another_encoding_is_no_JSON_that_could_be_wrong()
    {
        var shop = await server.RegisterAsync();

        var packed = await shop.Test.PostAsync("payments", new JsonObject(), ("Content-Encoding", "gzip"));
        using var request = new HttpRequestMessage(HttpMethod.Post, "payments") { Content = new ByteArrayContent([0x1f, 0x8b, 8, 0]) };
        request.Content.Headers.ContentType = new("application/json");
        request.Content.Headers.ContentEncoding.Add("gzip");
        using var answer = await shop.Test.SendAsync(request);

        Assert.Equal(415, (int)answer.StatusCode);
        Assert.Equal("UNSUPPORTED_MEDIA_TYPE", (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["meta"]!["errorCode"]);
        Assert.Equal(["identity"], answer.Headers.GetValues("Accept-Encoding"));
        Assert.NotNull(packed);
    }

    private static async Task<(string Head, string Body)> AskAsync(Uri where, string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(where.Host, where.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        var answer = await new StreamReader(stream, Encoding.UTF8).ReadToEndAsync();
        var end = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return (answer[..end], answer[(end + 4)..]);
    }
}
