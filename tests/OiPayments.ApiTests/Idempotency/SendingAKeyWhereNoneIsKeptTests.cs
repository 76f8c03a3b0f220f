using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Idempotency;

public partial class SendingAKeyWhereNoneIsKeptTests(TestServer server) : IClassFixture<TestServer>
{
    [Theory]
    [InlineData("a-good-one")]
    [InlineData("two words")]
    public async Task It_changes_nothing(string key)
    {
        var shop = await server.RegisterAsync();
        var description = JsonNode.Parse(await server.Anonymous.GetStringAsync(new Uri(server.ApiUrl, "/openapi/v1.json")))!;
        var others = description["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject()
                .Select(operation => (Path: path.Key, Method: operation.Key.ToUpperInvariant(), Json: operation.Value!)))
            .Where(operation =>
                operation.Json["parameters"]?.AsArray().Any(parameter => (string?)parameter!["name"] == "Idempotency-Key") is not true)
            .Where(operation => (string?)operation.Json["tags"]![0] != "Operators")

            // Its answer has no end.
            .Where(operation => (string?)operation.Json["operationId"] != "streamEvents").ToList();

        Assert.True(others.Count > 10);
        foreach (var (path, method, json) in others)
        {
            var isForApplications = json["security"]!.AsArray().Any(scheme => scheme!["ApiKey"] is not null);
            var (client, url) = (
                isForApplications ? shop.Test : server.Operator, new Uri(server.ApiUrl, InBraces().Replace(path, "999999")).ToString());
            var body = method == "GET" ? null : """{"mode":"TEST"}""";

            var without = await client.SendAsync(new(method), url, body);
            var first = await client.SendAsync(new(method), url, body, ("Idempotency-Key", key));
            var again = await client.SendAsync(new(method), url, body, ("Idempotency-Key", key));

            Assert.Equal((without.Status, without.ErrorCode), (first.Status, first.ErrorCode));
            Assert.Equal((without.Status, without.ErrorCode), (again.Status, again.ErrorCode));
            Assert.False(again.Headers.Contains("Idempotency-Replayed"), $"{method} {path}");
        }
    }

    [GeneratedRegex(@"\{\w+\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex InBraces();
}
