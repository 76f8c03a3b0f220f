using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using OiPayments.TestSupport.Contract;

namespace OiPayments.ApiTests.Documentation;

/// <summary>What every server under test is watched by notices each way in which an answer can differ from its description.</summary>
public class HoldingAnswersToTheirDescriptionTests
{
    private const string Description = """
        {
          "paths": { "/things/{id}": {
            "get": {
              "parameters": [ { "name": "id", "in": "path", "required": true, "schema": { "type": "integer" } }, {
                "name": "size", "in": "query", "required": true, "schema": { "type": "integer", "minimum": 1, "maximum": 200 } } ],
              "responses": {
                "200": {
                  "headers": { "X-Request-Id": { "$ref": "#/components/headers/Id" } },
                  "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Thing" } } } },
                "404": {
                  "headers": { "Retry-After": { "schema": { "type": "integer", "minimum": 1 } } },
                  "content": { "application/json": {
                    "schema": { "$ref": "#/components/schemas/RefusedAnswer" }, "examples": { "RESOURCE_NOT_FOUND": {} } } } } } },
            "put": {
              "requestBody": { "required": true, "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Change" } } } },
              "responses": { "204": { "description": "Done" } } } } },
          "components": {
            "headers": { "Id": { "required": true, "schema": { "type": "string" } } },
            "schemas": {
              "Thing": {
                "type": "object", "required": [ "name" ],
                "properties": {
                  "name": { "type": "string" }, "at": { "type": "string", "format": "date-time" },
                  "inner": { "oneOf": [ { "type": "null" }, { "$ref": "#/components/schemas/Inner" } ] } } },
              "Inner": { "type": "object", "properties": { "word": { "type": "string", "enum": [ "ONE" ] } } },
              "Change": { "type": "object", "properties": { "name": { "type": "string" } } },
              "RefusedAnswer": {
                "type": "object", "required": [ "meta" ], "properties": {
                  "meta": { "type": "object", "properties": { "errorCode": { "type": "string" } } } } } } }
        }
        """;

    private static readonly Dictionary<string, string> Headers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Content-Type"] = "application/json; charset=utf-8",
        ["X-Request-Id"] = "1",
        ["Date"] = "today",
    };

    public static readonly TheoryData<string, string?> Bodies = new()
    {
        { """{ "name": "a", "at": "2026-01-15T09:00:00Z", "inner": null }""", null },
        { """{ "name": "a", "inner": { "word": "ONE" } }""", null },
        { """{ "at": "2026-01-15T09:00:00Z" }""", "name" },
        { """{ "name": null }""", "/name" },
        { """{ "name": "a", "at": "yesterday" }""", "/at" },
        { """{ "name": "a", "more": 1 }""", "more" },
        { """{ "name": "a", "inner": { "word": "TWO" } }""", "/inner/word" },
        { """{ "name": "a", "inner": { "more": 1 } }""", "/inner" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public void A_body_is_held_to_its_schema_and_to_no_field_more(string body, string? fault)
    {
        var found = Compare(new("GET", "/things/7", Size("20"), null, HttpStatusCode.OK, Headers, Json(body)));

        if (fault is null) Assert.Empty(found);
        else Assert.Contains(found, one => one.Contains(fault, StringComparison.Ordinal));
    }

    [Fact]
    public void A_status_a_type_and_a_code_must_be_described()
    {
        const string forbidden = """{ "meta": { "errorCode": "FORBIDDEN" } }""";
        var plain = new Dictionary<string, string>(Headers) { ["Content-Type"] = "text/plain" };

        Assert.Contains("status", Single("GET", HttpStatusCode.Conflict, Headers, """{ "meta": {} }"""), StringComparison.Ordinal);
        Assert.Contains("text/plain", Single("GET", HttpStatusCode.OK, plain, null), StringComparison.Ordinal);
        Assert.Contains("FORBIDDEN", Single("GET", HttpStatusCode.NotFound, Without("X-Request-Id"), forbidden), StringComparison.Ordinal);
        Assert.Empty(Compare(new("GET", "/things/7", [], null, HttpStatusCode.NotFound, Without("X-Request-Id"),
            Json("""{ "meta": { "errorCode": "RESOURCE_NOT_FOUND" } }"""))));
    }

    [Fact]
    public void A_header_must_be_described_as_it_is_and_a_required_one_must_be_there()
    {
        const string body = """{ "name": "a" }""";
        const string refused = """{ "meta": { "errorCode": "RESOURCE_NOT_FOUND" } }""";
        var late = new Dictionary<string, string>(Without("X-Request-Id")) { ["retry-after"] = "soon" };

        Assert.Contains(
            "X-Request-Id is missing", Single("GET", HttpStatusCode.OK, Without("X-Request-Id"), body), StringComparison.Ordinal);
        Assert.Contains("X-More is not described",
            Single("GET", HttpStatusCode.OK, new Dictionary<string, string>(Headers) { ["X-More"] = "1" }, body), StringComparison.Ordinal);
        Assert.Contains("'soon'", Single("GET", HttpStatusCode.NotFound, late, refused), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_accepted_must_be_described()
    {
        const string body = """{ "name": "a" }""";

        Assert.Contains("'0'", Single("GET", HttpStatusCode.OK, Headers, body, "0"), StringComparison.Ordinal);
        Assert.Contains("'x'", Single("GET", HttpStatusCode.OK, Headers, body, "x"), StringComparison.Ordinal);
        Assert.Contains("without size", Single("GET", HttpStatusCode.OK, Headers, body, null), StringComparison.Ordinal);
        Assert.Contains("/name", Assert.Single(Put("""{ "name": 1 }""")), StringComparison.Ordinal);
        Assert.Empty(Put("""{ "name": "a", "unknown": 1 }"""));
        Assert.Contains("without a body", Assert.Single(Put(null)), StringComparison.Ordinal);
        Assert.Contains("seven", Assert.Single(Compare(new(
            "GET", "/things/seven", Size("20"), null, HttpStatusCode.OK, Headers, Json(body)))), StringComparison.Ordinal);

        static IReadOnlyList<string> Put(string? sent) => Compare(new(
            "PUT", "/things/7", [], sent is null ? null : Json(sent), HttpStatusCode.NoContent, new Dictionary<string, string>(), null));
    }

    [Fact]
    public void A_refusal_without_an_operation_has_its_shape_too()
    {
        var found = Compare(new("DELETE", "/things/7", [], null, HttpStatusCode.MethodNotAllowed, Headers, Json("{}")));

        Assert.Contains("meta", Assert.Single(found), StringComparison.Ordinal);
    }

    private static string Single(
        string method, HttpStatusCode status, Dictionary<string, string> headers, string? body, string? size = "20") =>
        Assert.Single(Compare(new(method, "/things/7", Size(size), null, status, headers, body is null ? null : Json(body))));

    private static IReadOnlyList<string> Compare(Exchange exchange) => ApiContract.Read(JsonNode.Parse(Description)!).Compare(exchange);

    private static KeyValuePair<string, string>[] Size(string? size) => size is null ? [] : [new("size", size)];

    private static Dictionary<string, string> Without(string header) =>
        Headers.Where(one => one.Key != header).ToDictionary(StringComparer.OrdinalIgnoreCase);

    private static JsonElement Json(string text) => JsonElement.Parse(text);
}
