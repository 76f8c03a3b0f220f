using System.Net;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Web;

public class HeadAndOptionsTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task Head_is_answered_as_get_is_without_a_body_on_the_API_on_pages_and_in_the_docs()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();

        foreach (var (who, path) in new[]
        {
            (shop.Test, "app/me"), (shop.Test, $"payments/{payment["id"]}"), (shop.Test, "payments"), (shop.Test, "payments/0"),
            (shop.Test, "ledger/export"),
            (server.Anonymous, ""), (server.Operator, "admin/payments"), (server.Operator, "admin/payments/export"),
            (server.Browser, "/docs"), (server.Browser, "/docs/errors"),
            (server.Browser, $"/checkout/{payment["reference"]}"), (server.Browser, "/checkout/none"), (server.Browser, "/"),
            (server.Browser, "/nowhere"), (server.Browser, "/admin/sign-in"),
        })
        {
            using var got = await who.GetAsync(path);
            using var head = await who.SendAsync(new(HttpMethod.Head, path));

            Assert.Equal((path, got.StatusCode), (path, head.StatusCode));
            Assert.Equal((path, got.Content.Headers.ContentType?.ToString()), (path, head.Content.Headers.ContentType?.ToString()));
            Assert.Equal(Names(got), Names(head));
            Assert.Equal("", await head.Content.ReadAsStringAsync());
            Assert.NotEqual("", path.EndsWith("export", StringComparison.Ordinal) ? "a file" : await got.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task Who_only_looks_starts_and_ends_nothing()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();

        foreach (var method in new[] { HttpMethod.Head, HttpMethod.Options })
        {
            foreach (var end in new[] { "", "/pay", "/cancel", "/result" })
            {
                using var answer = await server.Browser.SendAsync(new(method, $"/checkout/{payment["reference"]}{end}"));
                Assert.True((int)answer.StatusCode < 400, $"{method} {end}: {(int)answer.StatusCode}");
            }
        }

        Assert.Equal(payment.ToJsonString(), (await shop.Test.ReadAsync($"payments/{payment["id"]}")).Data().ToJsonString());
        using var head = await server.Operator.SendAsync(new(HttpMethod.Head, "auth/logout"));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, head.StatusCode);
    }

    [Theory]
    [InlineData("payments", "GET, HEAD, POST, OPTIONS")]
    [InlineData("admin/refunds/1/approve", "POST, OPTIONS")]
    [InlineData("app/me", "GET, HEAD, OPTIONS")]
    public async Task Options_answers_with_the_methods_of_a_path(string path, string methods)
    {
        using var answer = await server.Anonymous.SendAsync(new(HttpMethod.Options, path));

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(methods, string.Join(
            ", ", answer.Content.Headers.Allow.OrderBy(method => method == "OPTIONS").ThenBy(method => method, StringComparer.Ordinal)));
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Options_of_a_path_that_is_not_there_is_not_found()
    {
        Assert.Equal("RESOURCE_NOT_FOUND", (await server.Anonymous.SendAsync(HttpMethod.Options, "no/such/path", null)).ErrorCode);
    }

    private static IEnumerable<string> Names(HttpResponseMessage answer) => answer.Headers.Select(header => header.Key)
        .Where(name => name is not ("Transfer-Encoding" or "RateLimit-Remaining" or "RateLimit-Limit" or "RateLimit-Reset"))
        .Order(StringComparer.Ordinal);
}
