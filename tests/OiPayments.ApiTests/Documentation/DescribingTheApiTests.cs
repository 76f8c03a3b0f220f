using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.Api;
using OiPayments.ApiTests.Npm;
using OiPayments.ApiTests.Refunds;
using OiPayments.Documentation.OpenApi;
using OiPayments.TestSupport;
using OiPayments.Web;
using OiPayments.Webhooks;

namespace OiPayments.ApiTests.Documentation;

public class DescribingTheApiTests(TestServer server) : IClassFixture<TestServer>
{
    private static readonly string[] Public = ["signIn", "startPasskeySignIn", "signInWithPasskey", "readCheckout", "readPayableInvoice"];
    private static readonly Dictionary<string, string> Files = new()
    {
        ["exportLedger"] = "text/plain",
        ["exportAnyLedger"] = "text/plain",
        ["exportPayments"] = "text/csv",
        ["exportSettlementResults"] = "text/csv",
        ["downloadStatement"] = "text/csv",
        ["downloadAnyStatement"] = "application/pdf",
        ["downloadMonthlyStatement"] = "text/csv",
        ["downloadAnyMonthlyStatement"] = "application/pdf",
        ["streamEvents"] = "text/event-stream",
        ["readReceipt"] = "application/pdf",
        ["readInvoicePdf"] = "application/pdf",
        ["readAnyInvoicePdf"] = "application/pdf",
        ["readCreditNotePdf"] = "application/pdf",
        ["readAnyCreditNotePdf"] = "application/pdf",
    };

    [Fact]
    public async Task It_is_OpenAPI_3_1_on_both_doors_and_names_where_the_API_is()
    {
        var description = await ReadAsync();

        Assert.StartsWith("3.1.", (string?)description["openapi"], StringComparison.Ordinal);
        Assert.Equal(new Uri(server.ApiUrl, "/").ToString().TrimEnd('/'), (string?)description["servers"]![0]!["url"]);
        Assert.Equal(description.ToJsonString(), JsonNode.Parse(await server.Browser.GetStringAsync("/openapi/v1.json"))!.ToJsonString());
    }

    [Fact]
    public async Task Every_endpoint_of_the_API_is_described_and_nothing_else()
    {
        var description = await ReadAsync();

        var endpoints = server.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<DoorFeature>()?.Door is Door.Api)
            .Where(endpoint => endpoint.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>()?.ExcludeFromDescription is not true)
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Select(method =>
                $"{method} {endpoint.RoutePattern.RawText!.Replace(":long", "", StringComparison.Ordinal).TrimEnd('/')}"))
            .Order(StringComparer.Ordinal).ToList();
        var described = Operations(description)
            .Select(operation => $"{operation.Method} {operation.Path}")
            .Order(StringComparer.Ordinal)
            .ToList();

        Assert.True(endpoints.Count >= 15, string.Join('\n', endpoints));
        Assert.Equal(endpoints, described);
        Assert.All(described, operation => Assert.Contains(" /api/v1/", operation, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_operation_says_what_it_does_who_may_call_it_and_what_comes_back()
    {
        var description = await ReadAsync();
        var tags = description["tags"]!.AsArray().Select(tag => (string)tag!["name"]!).ToHashSet(StringComparer.Ordinal);

        Assert.All(Operations(description), operation =>
        {
            var it = operation.Json;
            var id = (string)it["operationId"]!;
            Assert.False(string.IsNullOrEmpty((string?)it["summary"]), id);
            Assert.False(string.IsNullOrEmpty((string?)it["description"]), id);
            Assert.Contains((string)Assert.Single(it["tags"]!.AsArray())!, tags);
            Assert.Equal(Public.Contains(id), it["security"]!.AsArray().Count == 0);
            Assert.All(
                it["parameters"]?.AsArray() ?? [],
                parameter => Assert.False(string.IsNullOrEmpty((string?)parameter!["description"]), $"{id} {parameter!["name"]}"));

            foreach (var (_, answered) in it["responses"]!.AsObject().Where(answer => answer.Key.StartsWith('2')))
            {
                var answers = answered!["content"]!;
                if (Files.TryGetValue(id, out var type)) Assert.NotNull(answers[type]!["schema"]);
                else if (answers["application/json"] is var success) Assert.True(
                    success?["schema"]!["$ref"] is not null && success["example"] is not null,
                    $"{id} lacks a schema or an example of its answer.");
            }

            Assert.Contains(it["responses"]!.AsObject(), answer => answer.Key.StartsWith('2'));
            if (it["requestBody"] is not { } body) return;
            if (id is "setInvoiceLogo" or "setAnyInvoiceLogo")
                Assert.Equal("binary", (string?)body["content"]!["image/png"]!["schema"]!["format"]);
            else if (id is "uploadSettlementStatement" or "uploadBankStatement")
                Assert.NotNull(body["content"]!["multipart/form-data"]!["schema"]);
            else Assert.NotNull(body["content"]!["application/json"]!["example"]);
        });
        Assert.Distinct(Operations(description).Select(operation => (string)operation.Json["operationId"]!));
    }

    [Fact]
    public async Task A_PDF_is_described_as_bytes()
    {
        var schema = (await ReadAsync())["paths"]!["/api/v1/invoices/{id}/pdf"]!["get"]!["responses"]!["200"]!["content"]![
            "application/pdf"]!["schema"]!;

        Assert.Equal(("string", "binary"), ((string?)schema["type"], (string?)schema["format"]));
    }

    [Fact]
    public async Task Key_and_secret_are_needed_together()
    {
        var security = (await ReadAsync())["paths"]!["/api/v1/payments"]!["post"]!["security"]!.AsArray();

        Assert.Equal(["ApiKey", "ApiSecret"], Assert.Single(security)!.AsObject().Select(scheme => scheme.Key));
    }

    [Fact]
    public async Task Every_field_is_described_and_amounts_say_their_unit()
    {
        var fields = (await ReadAsync())["components"]!["schemas"]!.AsObject()
            .SelectMany(schema => (schema.Value!["properties"]?.AsObject()
                ?? []).Select(field => (Name: $"{schema.Key}.{field.Key}", Field: field.Value!)))
            .ToList();

        Assert.True(fields.Count > 100, $"Only {fields.Count} fields.");
        Assert.All(
            fields, field => Assert.False(string.IsNullOrEmpty((string?)field.Field["description"]), $"{field.Name} is not described."));
        Assert.All(fields.Where(field => field.Name.EndsWith("Minor", StringComparison.Ordinal)), field =>
        {
            Assert.Contains("minor units", (string?)field.Field["description"] ?? "", StringComparison.OrdinalIgnoreCase);
            Assert.Contains("integer", field.Field["type"]!.ToJsonString(), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task What_must_be_sent_is_required_and_the_rest_is_not()
    {
        var schemas = (await ReadAsync())["components"]!["schemas"]!;

        Assert.Equal(
            ["amountMinor", "customerReference"],
            schemas["NewPayment"]!["required"]!.AsArray().Select(name => (string)name!).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["data", "meta"], schemas["PaymentAnswer"]!["required"]!.AsArray().Select(name => (string)name!).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["success", "timestamp"], schemas["Meta"]!["required"]!.AsArray().Select(name => (string)name!).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["PENDING", "SUCCEEDED", "FAILED", "EXPIRED", "CANCELLED"],
            schemas["PaymentStatus"]!["enum"]!.AsArray().Select(name => (string)name!));
        Assert.Equal("int64", (string?)schemas["Payment"]!["properties"]!["id"]!["format"]);
        Assert.Equal("integer", (string?)schemas["Payment"]!["properties"]!["id"]!["type"]);
    }

    [Fact]
    public async Task What_a_patch_may_leave_out_is_described_as_what_it_may_send()
    {
        var settings = (await ReadAsync())["components"]!["schemas"]!["ApplicationSettings"]!;

        Assert.Null(settings["required"]);
        Assert.Equal(["null", "boolean"], settings["properties"]!["receiptsEnabled"]!["type"]!.AsArray().Select(type => (string)type!));
        Assert.Equal(["null", "array"], settings["properties"]!["limits"]!["type"]!.AsArray().Select(type => (string)type!));
        Assert.Equal("uri", (string?)settings["properties"]!["webhookUrl"]!["format"]);
        Assert.Contains("null", settings["properties"]!["status"]!["oneOf"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_reference_leads_somewhere()
    {
        var description = await ReadAsync();

        var references = Everything(description)
            .OfType<JsonObject>()
            .Select(node => node["$ref"] as JsonValue)
            .OfType<JsonValue>()
            .Select(value => value.GetValue<string>())
            .Distinct()
            .ToList();
        Assert.NotEmpty(references);
        Assert.All(references, reference =>
        {
            Assert.StartsWith("#/components/", reference, StringComparison.Ordinal);
            Assert.NotNull(reference[2..].Split('/').Aggregate((JsonNode?)description, (node, step) => node?[step]));
        });
    }

    [Fact]
    public async Task Every_example_has_the_fields_its_schema_names_and_no_other()
    {
        var schemas = (await ReadAsync())["components"]!["schemas"]!.AsObject();
        var examples = schemas.Where(schema => schema.Value!["examples"] is not null).ToList();

        Assert.True(examples.Count >= 10, $"Only {examples.Count} examples.");
        Assert.All(examples, schema =>
        {
            var named = schema.Value!["properties"]!.AsObject().Select(field => field.Key).ToHashSet(StringComparer.Ordinal);
            var required = schema.Value["required"]?.AsArray().Select(name => (string)name!).ToHashSet(StringComparer.Ordinal) ?? [];
            var shown = schema.Value["examples"]![0]!.AsObject().Select(field => field.Key).ToHashSet(StringComparer.Ordinal);
            Assert.True(shown.IsSubsetOf(named), $"{schema.Key} shows {string.Join(", ", shown.Except(named))}");
            Assert.True(shown.IsSupersetOf(required), $"{schema.Key} does not show {string.Join(", ", required.Except(shown))}");
        });
    }

    [Fact]
    public async Task Refusals_are_described_by_their_codes_under_the_status_they_have()
    {
        Assert.All(Operations(await ReadAsync()), operation => Assert.All(
            operation.Json["responses"]!.AsObject().Where(answer => answer.Key[0] is '4' or '5'), answer =>
            {
                var examples = answer.Value!["content"]!["application/json"]!["examples"]!.AsObject();
                Assert.NotEmpty(examples);
                Assert.All(examples, example =>
                {
                    Assert.True(WireNames<ErrorCode>.TryParse(example.Key, out var code), example.Key);
                    Assert.Equal(int.Parse(answer.Key, System.Globalization.CultureInfo.InvariantCulture), ErrorCodes.StatusOf(code));
                });
            }));
    }

    [Fact]
    public async Task Creating_a_payment_tells_of_idempotency()
    {
        var create = (await ReadAsync())["paths"]!["/api/v1/payments"]!["post"]!;

        Assert.Equal(["Idempotency-Key", "Prefer"], create["parameters"]!.AsArray()
            .Where(parameter => (string?)parameter!["in"] == "header")
            .Select(parameter => (string)parameter!["name"]!));
        Assert.NotNull(create["responses"]!["201"]!["headers"]!["Idempotency-Replayed"]);
        Assert.Contains("IDEMPOTENCY_KEY_CONFLICT", create["responses"]!["409"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_has_the_fields_that_were_described()
    {
        var schemas = (await ReadAsync())["components"]!["schemas"]!;
        var payment = await (await server.RegisterAsync()).OpenPaymentAsync();

        Assert.Equal(
            schemas["Payment"]!["properties"]!.AsObject().Select(field => field.Key).Order(StringComparer.Ordinal),
            payment.AsObject().Select(field => field.Key).Order(StringComparer.Ordinal));
    }

    /// <summary>ASP.NET gives two types of one name one description, and does not say so.</summary>
    [Fact]
    public void No_two_types_have_one_name()
    {
        var seen = new HashSet<Type>();
        foreach (var metadata in server.Services.GetRequiredService<EndpointDataSource>().Endpoints.Select(endpoint => endpoint.Metadata))
        {
            foreach (var type in metadata.OfType<IProducesResponseTypeMetadata>().Select(answer => answer.Type)
                .Append(metadata.GetMetadata<IAcceptsMetadata>()?.RequestType)
                .Concat(metadata.OfType<QueryParameterMetadata>().Select(parameter => (Type?)parameter.Type)))
                Walk(type);
        }

        var named = seen.Where(type => SchemaNames.Of(type) is not null)
            .GroupBy(type => SchemaNames.Of(type)!, StringComparer.Ordinal)
            .ToList();
        Assert.True(named.Count > 80, $"Only {named.Count} names.");
        Assert.Empty(named.Where(name => name.Count() > 1)
            .Select(name => $"{name.Key}: {string.Join(" and ", name.Select(type => type.FullName))}"));

        void Walk(Type? type)
        {
            if (type is null) return;
            var plain = Nullable.GetUnderlyingType(type) ?? type;
            // A number, whatever it is the number of.
            if (plain.IsGenericType && plain.GetGenericTypeDefinition() == typeof(Id<>)) return;
            foreach (var argument in plain.IsGenericType ? plain.GenericTypeArguments : []) Walk(argument);
            if (plain.Namespace?.StartsWith(nameof(OiPayments), StringComparison.Ordinal) is not true || !seen.Add(plain) || plain.IsEnum)
                return;
            foreach (var property in plain.GetProperties()) Walk(property.PropertyType);
        }
    }

    [Fact]
    public async Task The_linters_that_makers_of_clients_use_find_nothing()
    {
        // They take half a minute, and no database has a part in it.
        Assert.SkipUnless(TestDatabase.Kind == "sqlite", "Asked once, on SQLite.");
        Assert.Equal("", await DescriptionLinters.FindingsAsync((await ReadAsync()).ToJsonString()));
    }

    [Fact]
    public async Task What_must_be_in_a_query_is_required_and_what_an_answer_lacks_is_not()
    {
        var description = await ReadAsync();

        foreach (var (method, path, operation) in Operations(description))
        {
            var required = (operation["parameters"]?.AsArray() ?? [])
                .Where(parameter => (string?)parameter!["in"] == "query" && (bool?)parameter["required"] is true)
                .Select(parameter => (string)parameter!["name"]!).Order(StringComparer.Ordinal);
            string[] expected = path.Contains("/admin/reports/", StringComparison.Ordinal) ? ["mode"]
                : path.EndsWith("/admin/ledger/monthly-statement", StringComparison.Ordinal) ? ["applicationId", "mode", "month"]
                : path.EndsWith("/ledger/monthly-statement", StringComparison.Ordinal) ? ["month"]
                : path.Contains("/admin/ledger/", StringComparison.Ordinal) && !NamesItsBooks(path) ? ["applicationId", "mode"]
                : path.EndsWith("/admin/invoices/summary", StringComparison.Ordinal) ? ["mode"]
                : path.Contains("/admin/invoices/template", StringComparison.Ordinal) ? ["applicationId"]
                : path.EndsWith("/admin/reconciliation/runs", StringComparison.Ordinal) ? ["period"]
                : path.EndsWith("/admin/reconciliation/statements/fetch", StringComparison.Ordinal) ? ["day"]
                : path.EndsWith("/admin/reconciliation/calendar", StringComparison.Ordinal) ? ["month"]
                : [];
            Assert.Equal(expected, required);

            // What is marked is what is refused without.
            if (expected.Length == 0) continue;
            var one = path["/api/v1/".Length..].Replace("{id}", "1", StringComparison.Ordinal)
                .Replace("{position}", "1", StringComparison.Ordinal)
                .Replace("{code}", "BANK", StringComparison.Ordinal);
            var answer = (method.ToUpperInvariant(), one) is ("PUT", "admin/invoices/template/logo")
                ? await server.Operator.PutPictureAsync(one, [])
                : await (one.StartsWith("admin/", StringComparison.Ordinal) ? server.Operator : (await server.RegisterAsync()).Test)
                    .SendAsync(new(method.ToUpperInvariant()), one, method == "GET" ? null : "{}");
            Assert.Equal(expected, answer.Json["data"]!.AsObject().Select(field => field.Key).Order(StringComparer.Ordinal));
        }

        Assert.All(
            description["components"]!["schemas"]!.AsObject().Where(schema => schema.Value!["properties"] is not null
                && schema.Value["required"] is not null),
            schema => Assert.Subset(
                schema.Value!["properties"]!.AsObject().Select(field => field.Key).ToHashSet(StringComparer.Ordinal),
                schema.Value["required"]!.AsArray().Select(name => (string)name!).ToHashSet(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task The_example_of_a_creation_is_what_a_creation_answers()
    {
        var shop = await server.RegisterAsync();
        var paths = (await ReadAsync())["paths"]!;

        var payment = (await shop.Test.PostAsync("payments", Sent("/api/v1/payments"))).Data();
        SameShape(paths["/api/v1/payments"]!["post"]!, payment);

        var paid = await server.PaidPaymentAsync(shop);
        var refund = (await shop.Test.PostAsync($"payments/{paid["id"]}/refunds", Sent("/api/v1/payments/{id}/refunds"))).Data();
        SameShape(paths["/api/v1/payments/{id}/refunds"]!["post"]!, refund);

        JsonNode Sent(string path) => paths[path]!["post"]!["requestBody"]!["content"]!["application/json"]!["example"]!.DeepClone();

        static void SameShape(JsonNode operation, JsonNode answered)
        {
            var example = operation["responses"]!["201"]!["content"]!["application/json"]!["example"]!["data"]!.AsObject();
            Assert.Equal(
                answered.AsObject().Select(field => (field.Key, field.Value?.GetValueKind())).Order(),
                example.Select(field => (field.Key, field.Value?.GetValueKind())).Order());
            Assert.Equal("PENDING", (string?)answered["status"]);
            foreach (var field in new[] { "status", "amountMinor", "currency", "refundableMinor", "refundedMinor" })
                Assert.Equal(answered[field]?.ToJsonString(), example[field]?.ToJsonString());
        }
    }

    [Fact]
    public async Task Operators_calls_stand_in_groups_of_their_own_and_no_group_has_the_name_of_the_webhooks()
    {
        var description = await ReadAsync();
        var groups = Operations(description).GroupBy(operation => (string)operation.Json["tags"]![0]!, StringComparer.Ordinal);

        Assert.All(
            groups,
            group => Assert.Single(group.Select(operation => operation.Path.Contains("/admin/", StringComparison.Ordinal)).Distinct()));
        Assert.DoesNotContain(description["tags"]!.AsArray(), tag => (string?)tag!["name"] == "Webhooks");
    }

    [Fact]
    public async Task Events_are_described_as_webhooks()
    {
        var description = await ReadAsync();
        Assert.Equal(EventTypes.All.Select(type => type.Name), description["webhooks"]!.AsObject().Select(webhook => webhook.Key));
        Assert.All(description["webhooks"]!.AsObject(), webhook =>
        {
            var operation = webhook.Value!["post"]!;
            Assert.Empty(operation["security"]!.AsArray());
            Assert.Equal(webhook.Key, (string?)operation["requestBody"]!["content"]!["application/json"]!["example"]!["type"]);
        });

        Assert.NotNull(description["webhooks"]!["payment.succeeded"]!["post"]);
        Assert.NotNull(description["components"]!["schemas"]!["PaymentEvent"]);
    }

    private async Task<JsonNode> ReadAsync() =>
        JsonNode.Parse(await server.Anonymous.GetStringAsync(new Uri(server.ApiUrl, "/openapi/v1.json")))!;

    private static List<(string Method, string Path, JsonNode Json)> Operations(JsonNode description) =>
    [
        .. description["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()
            .Select(operation => (operation.Key.ToUpperInvariant(), path.Key, operation.Value!))),
    ];

    /// <summary>Lists over all books, and records whose number tells whose books they are of.</summary>
    private static bool NamesItsBooks(string path) => path.EndsWith("/admin/ledger/closes", StringComparison.Ordinal)
        || path.EndsWith("/admin/ledger/journals", StringComparison.Ordinal)
        || path.Contains("/admin/ledger/journals/{id}/", StringComparison.Ordinal);

    private static IEnumerable<JsonNode?> Everything(JsonNode? node) => node switch
    {
        JsonObject container => container.SelectMany(field => Everything(field.Value)).Prepend(container),
        JsonArray list => list.SelectMany(Everything),
        _ => [node],
    };
}
