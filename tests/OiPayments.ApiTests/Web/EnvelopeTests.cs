using System.Net;
using System.Net.Http.Headers;
using System.Text;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Web;

public class EnvelopeTests(TestServer server) : IClassFixture<TestServer>
{
    private const string Payment = """{"amountMinor":125050,"customerReference":"customer-1"}""";

    [Fact]
    public async Task A_success_says_when_and_leaves_nulls_out()
    {
        var shop = await server.RegisterAsync();

        var answer = await shop.Test.SendAsync(HttpMethod.Post, "payments", Payment);

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal(["data", "meta"], answer.Json.AsObject().Select(field => field.Key));
        Assert.Equal("""{"success":true,"timestamp":"2026-01-15T09:00:00Z"}""", answer.Json["meta"]!.ToJsonString());
        Assert.True(answer.Headers.CacheControl?.NoStore);
    }

    [Fact]
    public async Task An_unknown_path_is_not_found_with_or_without_credentials()
    {
        var shop = await server.RegisterAsync();

        foreach (var client in new[] { server.Anonymous, shop.Test })
        {
            var answer = await client.ReadAsync("no/such/path");
            Refused(answer, HttpStatusCode.NotFound, "RESOURCE_NOT_FOUND");
            Assert.Null(answer.Json["data"]);
            Assert.True(answer.Json.AsObject().ContainsKey("data"));
        }
    }

    [Fact]
    public async Task A_wrong_method_is_told_the_right_ones()
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, "payments");
        using var response = await (await server.RegisterAsync()).Test.SendAsync(request);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["GET", "POST"], response.Content.Headers.Allow.Order());
        Assert.Contains("\"errorCode\":\"METHOD_NOT_ALLOWED\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"amountMinor":125050,"customerRef""")]
    [InlineData("amountMinor=1")]
    [InlineData("[]")]
    [InlineData("[{\"amountMinor\":125050}]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("""{"amountMinor":125050,"customerReference":"c",}""")]
    [InlineData("""{"amountMinor":125050,"customerReference":"c"} {}""")]
    [InlineData("""{"amountMinor":125050,"customerReference":"c","amountMinor":1}""")]
    [InlineData("""{"amountMinor":125050,"customerReference":"c","metadata":{"a":"1","a":"2"}}""")]
    public async Task A_body_that_is_no_JSON_object_is_refused(string body)
    {
        var shop = await server.RegisterAsync();

        var answer = await shop.Test.SendAsync(HttpMethod.Post, "payments", body);

        Refused(answer, HttpStatusCode.BadRequest, "VALIDATION_ERROR");
        Assert.Equal(["$"], answer.Json["data"]!.AsObject().Select(field => field.Key));
        Assert.Empty((await shop.Test.ReadAsync("payments")).Data().AsArray());
    }

    [Fact]
    public async Task A_body_nested_without_end_is_refused()
    {
        var shop = await server.RegisterAsync();
        var deep = string.Concat(Enumerable.Repeat("""{"a":""", 5000)) + "1" + new string('}', 5000);

        Refused(await shop.Test.SendAsync(HttpMethod.Post, "payments", deep), HttpStatusCode.BadRequest, "VALIDATION_ERROR");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/xml")]
    public async Task Another_content_type_is_unsupported(string contentType)
    {
        var shop = await server.RegisterAsync();
        using var content = new StringContent(Payment, Encoding.UTF8, contentType);

        Refused(await PostAsync(shop.Test, content), HttpStatusCode.UnsupportedMediaType, "UNSUPPORTED_MEDIA_TYPE");
    }

    [Fact]
    public async Task A_post_without_a_body_is_refused()
    {
        var shop = await server.RegisterAsync();

        Refused(await PostAsync(shop.Test, null), HttpStatusCode.UnsupportedMediaType, "UNSUPPORTED_MEDIA_TYPE");
    }

    [Theory]
    [InlineData(64 * 1024, false, HttpStatusCode.BadRequest)]
    [InlineData((64 * 1024) + 1, false, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData((64 * 1024) + 1, true, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(1024 * 1024, true, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_body_has_at_most_64_KiB_whether_it_says_its_length_or_not(int bytes, bool isChunked, HttpStatusCode expected)
    {
        var shop = await server.RegisterAsync();
        var filled = Encoding.UTF8.GetBytes("""{"productName":""" + "\"" + new string('x', bytes - 18) + "\"}");
        Assert.Equal(bytes, filled.Length);

        Refused(await SendAsync(triesLeft: 2), expected, expected is HttpStatusCode.BadRequest ? "VALIDATION_ERROR" : "PAYLOAD_TOO_LARGE");

        async Task<Answer> SendAsync(int triesLeft)
        {
            using HttpContent content = isChunked ? new StreamContent(new Unmeasured(filled)) : new ByteArrayContent(filled);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            try
            {
                return await PostAsync(shop.Test, content);
            }
            catch (HttpRequestException cutOff) when (cutOff.InnerException is IOException && triesLeft > 0)
            {
                // Who is refused while sending may find the connection closed before the answer is read.
                return await SendAsync(triesLeft - 1);
            }
        }
    }

    [Fact]
    public async Task Fields_nobody_asks_for_are_ignored()
    {
        var shop = await server.RegisterAsync();

        var answer = await shop.Test.SendAsync(
            HttpMethod.Post, "payments", """{"amountMinor":125050,"customerReference":"c","status":"SUCCEEDED","mode":"LIVE","id":7}""");

        Assert.Equal("PENDING", (string?)answer.Data()["status"]);
        Assert.Equal("TEST", (string?)answer.Data()["mode"]);
        Assert.NotEqual(7, (long)answer.Data()["id"]!);
    }

    [Fact]
    public async Task Neither_door_serves_what_belongs_to_the_other()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();
        var page = $"/checkout/{payment["reference"]}";

        using var pageAtTheApi = await server.Anonymous.GetAsync(new Uri(server.ApiUrl, page));
        using var apiAtThePages = await server.Browser.GetAsync(new Uri(server.WebUrl, $"/api/v1{page}"));
        using var apiAtTheApi = await server.Anonymous.GetAsync(new Uri(server.ApiUrl, $"/api/v1{page}"));
        using var pageAtThePages = await server.Browser.GetAsync(new Uri(server.WebUrl, page));

        Assert.Equal(HttpStatusCode.NotFound, pageAtTheApi.StatusCode);
        Assert.Equal("application/json", pageAtTheApi.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.NotFound, apiAtThePages.StatusCode);
        Assert.Equal("text/html", apiAtThePages.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.OK, apiAtTheApi.StatusCode);
        Assert.Equal(HttpStatusCode.OK, pageAtThePages.StatusCode);
    }

    [Fact]
    public async Task A_claimed_host_opens_no_door()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.WebUrl, "/api/v1/payments"))
        {
            Headers = { Host = server.ApiUrl.Authority }
        };
        using var answer = await server.Browser.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static void Refused(Answer answer, HttpStatusCode status, string errorCode)
    {
        Assert.Equal(status, answer.Status);
        Assert.Equal(errorCode, answer.ErrorCode);
        Assert.False((bool)answer.Json["meta"]!["success"]!);
        Assert.Equal("2026-01-15T09:00:00Z", (string?)answer.Json["meta"]!["timestamp"]);
        Assert.NotEmpty((string)answer.Json["meta"]!["message"]!);
        Assert.False(answer.Json.AsObject().ContainsKey("pagination"));
    }

    private static async Task<Answer> PostAsync(HttpClient client, HttpContent? content)
    {
        using var response = await client.PostAsync("payments", content);
        return new(response.StatusCode, response.Headers, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Bytes whose number nobody can ask for, so that they are sent in chunks.</summary>
    private sealed class Unmeasured(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
