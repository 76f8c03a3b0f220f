using System.Net;
using System.Text;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Web;

/// <summary>Another port, another beginning of the path, a slash too many: each answer says where it is.</summary>
public class WrongAddressTests(TestServer server) : IClassFixture<TestServer>
{
    [Theory]
    [InlineData("/v1/payments", "Probably /api/v1/payments is meant.")]
    [InlineData("/api/payments", "Probably /api/v1/payments is meant.")]
    [InlineData("/payments", "Probably /api/v1/payments is meant.")]
    [InlineData("/api/v2/payments", "Probably /api/v1/payments is meant.")]
    [InlineData("/api/v1/api/v1/app/me", "Probably /api/v1/app/me is meant.")]
    [InlineData("/api/v1//payments", "Two slashes stand in a row in it: probably /api/v1/payments is meant.")]
    [InlineData("//api/v1/payments", "Two slashes stand in a row in it: probably /api/v1/payments is meant.")]
    [InlineData("/v1/refunds/rfd_4711", "Probably /api/v1/refunds/{id} is meant.")]
    [InlineData("/api/v1/nowhere", "There is nothing at this path. The paths are in /openapi/v1.json.")]
    [InlineData("/health/ready", "It belongs to the service's health, on a port of its own that Urls__Management names.")]
    public async Task On_the_API_the_right_path_is_named(string path, string named) =>
        Refused(await AskAsync(HttpMethod.Get, server.ApiUrl, path), HttpStatusCode.NotFound, "RESOURCE_NOT_FOUND", named);

    [Theory]
    [InlineData("/docs")]
    [InlineData("/checkout/pay_none/pay")]
    [InlineData("/pay/inv_none")]
    public async Task A_page_asked_of_the_API_is_sent_to_the_pages(string path) => Refused(
        await AskAsync(path.EndsWith("/pay", StringComparison.Ordinal) ? HttpMethod.Post : HttpMethod.Get, server.ApiUrl, path),
        HttpStatusCode.NotFound, "RESOURCE_NOT_FOUND", $"It belongs to the pages, at {server.WebUrl.GetLeftPart(UriPartial.Authority)};");

    [Theory]
    [InlineData("", "The API is not at this address. It is at ")]
    [InlineData("?lang=bn", "API এই ঠিকানায় নেই।")]
    public async Task The_API_asked_of_the_pages_is_named(string query, string named)
    {
        foreach (var path in new[] { "/api/v1/payments", "/api/v1/nowhere", "/api" })
        {
            using var answer = await server.Browser.GetAsync(path + query);
            var page = await answer.Content.ReadAsStringAsync();

            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Contains(named, page, StringComparison.Ordinal);
            Assert.Contains(server.ApiUrl.ToString().TrimEnd('/'), page, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/api/v1/payments", "It belongs to the API, at ")]
    [InlineData("/api/v1/nowhere", "This port is for whoever runs the service; the API is at ")]
    [InlineData("/docs", "It belongs to the pages, at ")]
    public async Task On_the_management_s_port_the_right_one_is_named(string path, string named) =>
        Refused(await AskAsync(HttpMethod.Get, server.ManagementUrl, path), HttpStatusCode.NotFound, "RESOURCE_NOT_FOUND", named);

    [Fact]
    public async Task The_sandbox_says_that_it_is_the_sandbox()
    {
        using var answer = await server.Anonymous.GetAsync(new Uri(server.SandboxUrl, "/api/v1/payments"));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("This is an SSLCOMMERZ sandbox", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slash_at_the_end_changes_nothing()
    {
        var shop = await server.RegisterAsync();

        Assert.Equal(HttpStatusCode.OK, (await shop.Test.ReadAsync("app/me/")).Status);
    }

    [Theory]
    [InlineData("DELETE", "payments", "It takes GET, POST.")]
    [InlineData("PUT", "app/me", "It takes GET.")]
    public async Task A_wrong_method_is_told_the_right_ones_in_words(string method, string path, string named) => Refused(
        await AskAsync(new(method), server.ApiUrl, "/api/v1/" + path), HttpStatusCode.MethodNotAllowed, "METHOD_NOT_ALLOWED", named);

    [Theory]
    [InlineData("application/x-www-form-urlencoded", "A form was sent, as curl -d does by itself.")]
    [InlineData("multipart/form-data; boundary=x", "A form was sent")]
    [InlineData("text/plain", "The Content-Type is text/plain.")]
    [InlineData(null, "Content-Type is missing.")]
    [InlineData("JSON please", "The Content-Type cannot be read.")]
    public async Task What_is_no_JSON_is_named(string? contentType, string named)
    {
        var shop = await server.RegisterAsync();
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes("""{"amountMinor":125050,"customerReference":"customer-1"}"""));
        if (contentType is not null) content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        using var response = await shop.Test.PostAsync("payments", content);
        var answer = new Answer(response.StatusCode, response.Headers, await response.Content.ReadAsStringAsync());

        Refused(answer, HttpStatusCode.UnsupportedMediaType, "UNSUPPORTED_MEDIA_TYPE", named);
        Assert.Contains(
            "Send JSON, with the header Content-Type: application/json;", (string)answer.Json["meta"]!["message"]!,
            StringComparison.Ordinal);
    }

    private async Task<Answer> AskAsync(HttpMethod method, Uri door, string path)
    {
        // As a string: a Uri would take two slashes at the beginning for a host.
        using var request = new HttpRequestMessage(method, door.GetLeftPart(UriPartial.Authority) + path);
        using var response = await server.Anonymous.SendAsync(request);
        return new(response.StatusCode, response.Headers, await response.Content.ReadAsStringAsync());
    }

    private static void Refused(Answer answer, HttpStatusCode status, string code, string named)
    {
        Assert.Equal((status, code), (answer.Status, answer.ErrorCode));
        Assert.Contains(named, (string)answer.Json["meta"]!["message"]!, StringComparison.Ordinal);
    }
}
