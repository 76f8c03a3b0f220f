using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.Api;
using OiPayments.Documentation.OpenApi;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Web;

public class UnknownNamesTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task A_misspelt_field_is_named_with_the_one_that_was_meant_and_the_payment_is_made()
    {
        var shop = await server.RegisterAsync();

        var answer = await shop.Test.PostAsync("payments", new JsonObject
        {
            ["amountMinor"] = 10_000,
            ["customerReference"] = "x",
            ["return_url"] = "https://shop.example.com/",
            ["colour"] = "red",
            ["metadata"] = new JsonObject { ["anything"] = "goes" },
        });

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Null(answer.Data()["returnUrl"]);
        Assert.Equal(
            [
                "The field return_url is not known here and was ignored. Did you mean returnUrl?",
                $"The field colour is not known here and was ignored. Known are: {Fields}."
            ],
            Warnings(answer));
    }

    [Fact]
    public async Task A_refusal_names_them_too()
    {
        var shop = await server.RegisterAsync();

        var answer = await shop.Test.PostAsync("payments", new JsonObject { ["amount_minor"] = 10_000, ["customerReference"] = "x" });

        Assert.Equal(["amountMinor"], answer.Json["data"]!.AsObject().Select(field => field.Key));
        Assert.Equal(["The field amount_minor is not known here and was ignored. Did you mean amountMinor?"], Warnings(answer));
    }

    [Fact]
    public async Task A_replay_is_the_first_answer_to_the_byte()
    {
        var shop = await server.RegisterAsync();
        var wish = new JsonObject { ["amountMinor"] = 10_000, ["customerReference"] = "x", ["return_url"] = "https://shop.example.com/" };

        var first = await shop.Test.PostAsync("payments", wish, ("Idempotency-Key", "misspelt"));
        var again = await shop.Test.PostAsync("payments", wish, ("Idempotency-Key", "misspelt"));

        Assert.Single(Warnings(first));
        Assert.Equal(first.Text, again.Text);
        Assert.Equal(["true"], again.Headers.GetValues("Idempotency-Replayed"));
    }

    [Fact]
    public async Task A_misspelt_parameter_is_named_on_lists_on_records_and_beside_files()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();

        var list = await shop.Test.ReadAsync("payments?limit=5&stauts=PENDING");
        var record = await shop.Test.ReadAsync($"payments/{payment["id"]}?expand=refunds");
        using var file = await shop.Test.GetAsync("ledger/export?form=2026-01-01");

        Assert.Equal(20, (int)list.Json["pagination"]!["size"]!);
        Assert.Equal(
            [
                "The query parameter limit is not known here and was ignored. Did you mean size?",
                "The query parameter stauts is not known here and was ignored. Did you mean status?",
            ],
            Warnings(list));
        Assert.Equal(["The query parameter expand is not known here and was ignored. None is."], Warnings(record));
        Assert.Contains(
            "Did you mean from", Uri.UnescapeDataString(Assert.Single(file.Headers.GetValues("X-Warnings"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_inside_an_object_and_a_list_is_named_by_its_path()
    {
        var shop = await server.RegisterAsync();
        var invited = await server.Operator.PostAsync("admin/users", new JsonObject
        {
            ["email"] = "misspelt@example.com",
            ["name"] = "Somebody",
            ["roles"] = new JsonArray(new JsonObject { ["roleId"] = 999_999_999, ["application"] = 1 }),
        });
        var store = await server.Operator.SendAsync(HttpMethod.Put, $"admin/apps/{shop.Id}/gateway-override",
            """{"mode":"TEST","gateway":"SSLCOMMERZ","configuration":{"storeId":"","store_password":"x"}}""");

        Assert.Equal(
            ["The field roles[0].application is not known here and was ignored. Did you mean roles[0].applicationId?"], Warnings(invited));
        Assert.Equal(
            ["The field configuration.store_password is not known here and was ignored. Did you mean configuration.storePassword?"],
            Warnings(store));
    }

    [Fact]
    public async Task Strangers_are_told_nothing_and_what_is_known_is_not_mentioned()
    {
        var shop = await server.RegisterAsync();
        var hundred =
            new JsonObject([.. Enumerable.Range(0, 100).Select(number => KeyValuePair.Create($"unknown{number}", (JsonNode?)number))]);

        Assert.Empty(Warnings(await server.Anonymous.ReadAsync("payments?limit=5")));
        Assert.Empty(Warnings(await server.Anonymous.ReadAsync("no/such/path?limit=5")));
        Assert.Empty(Warnings(await shop.Test.ReadAsync("payments?size=5&order=ASC&from=2026-01-01&timeZone=UTC")));
        Assert.Equal(10, Warnings(await shop.Test.PostAsync("payments", hundred)).Count());
    }

    /// <summary>
    /// An endpoint knows what it describes: an example of its own that it did not know would be a field that is read and not described.
    /// </summary>
    [Fact]
    public void Every_example_of_a_body_is_known_to_its_endpoint()
    {
        var bodies = server.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .Select(endpoint => endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType)
            .OfType<Type>()
            .Where(type => Examples.Of(type) is not null)
            .Distinct()
            .ToList();

        Assert.True(bodies.Count >= 15, $"Only {bodies.Count} bodies.");
        Assert.All(
            bodies,
            type => Assert.Empty(Examples.Of(type)!.AsObject().Select(field => field.Key).Except(KnownFields.Of(type)?.Names ?? [])));
    }

    private const string Fields =
        "amountMinor, customerReference, currency, customerName, customerEmail, customerPhone, productName, description, invoiceId, "
            + "returnUrl, metadata";

    private static IEnumerable<string> Warnings(Answer answer) =>
        answer.Json["meta"]!["warnings"]?.AsArray().Select(warning => (string)warning!) ?? [];
}
