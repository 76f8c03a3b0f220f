using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using OiPayments.Documentation.OpenApi;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Documentation;

/// <summary>
/// The description of the API changes together with its version. <c>described.txt</c> is what was described last;
/// <c>build/api-description</c> writes it again, and raises the version as far as the change asks for.
/// </summary>
public class VersioningTheDescriptionTests(TestServer server) : IClassFixture<TestServer>
{
    private const int MostShown = 20;

    private static string Surface => InRepository("tests/OiPayments.ApiTests/Documentation/described.txt");

    private static string VersionFile => InRepository("src/OiPayments/Documentation/OpenApi/version.txt");

    [Fact]
    public async Task A_changed_description_has_a_changed_version()
    {
        var now = DescribedSurface.Of(JsonNode.Parse(
            await server.Anonymous.GetStringAsync(new Uri(server.ApiUrl, ApiDescription.Path)))!);
        if (Environment.GetEnvironmentVariable("WRITE_DESCRIPTION") is { Length: > 0 })
        {
            await WriteAsync(now);
            return;
        }

        var before = DescribedSurface.Read(await File.ReadAllTextAsync(Surface));
        var (version, why) = now.After(before);

        Assert.True(
            why.Count == 0,
            $"/openapi/v1.json is not what it was in version {before.Version}. Run build/api-description, which makes it {version}:\n"
                + string.Join('\n', why.Take(MostShown)) + (why.Count > MostShown ? $"\nand {why.Count - MostShown} more" : ""));
        Assert.Equal(before.Version, now.Version);
    }

    [Theory]
    [InlineData("GET /a", "GET /a", "same", "1.4.2")]
    [InlineData("GET /a", "GET /a", "other", "1.4.3")]
    [InlineData("GET /a", "GET /a|GET /b|GET /b takes query q {} required", "other", "1.5.0")]
    [InlineData("gives A.x {}", "gives A.x {}|gives A.y {} required", "other", "1.5.0")]
    [InlineData("takes A.x {}", "takes A.x {}|takes A.y {}", "other", "1.5.0")]
    [InlineData("GET /a", "GET /b", "other", "2.0.0")]
    [InlineData("GET /a", "GET /a|GET /a takes query q {} required", "other", "2.0.0")]
    [InlineData("takes A.x {}", "takes A.x {}|takes A.y {} required", "other", "2.0.0")]
    [InlineData("takes A.x {}", "takes A.x {}|takes B.y {} required", "other", "1.5.0")]
    [InlineData("gives A.x {\"type\":\"integer\"}", "gives A.x {\"type\":\"string\"}", "other", "2.0.0")]
    [InlineData("GET /a|GET /a takes query q {\"enum\":[\"A\"]}", "GET /a|GET /a takes query q {\"enum\":[\"B\",\"A\"]}", "other", "1.5.0")]
    [InlineData(
        "GET /a|GET /a takes query q {\"enum\":[\"A\"]} required", "GET /a|GET /a takes query q {\"enum\":[\"A\",\"B\"]} required", "other",
        "1.5.0")]
    [InlineData("GET /a|GET /a takes query q {\"enum\":[\"A\",\"B\"]}", "GET /a|GET /a takes query q {\"enum\":[\"A\"]}", "other", "2.0.0")]
    [InlineData("GET /a|GET /a takes query q {\"enum\":[\"A\"]}", "GET /a|GET /a takes query r {\"enum\":[\"A\"]}", "other", "2.0.0")]
    public void What_changed_says_how_far_the_version_goes_up(string before, string now, string words, string version) => Assert.Equal(
        version,
        new DescribedSurface("1.4.2", words, now.Split('|')).After(new("1.4.2", "same", before.Split('|'))).Version);

    [Fact]
    public void Words_do_not_change_what_a_program_notices_and_fields_with_the_names_of_words_do()
    {
        var first = Describe("""{ "type": "string", "description": "One" }""", "summary");

        Assert.Equal(first.Lines, Describe("""{ "type": "string", "description": "Two" }""", "summary").Lines);
        Assert.NotEqual(first.Words, Describe("""{ "type": "string", "description": "Two" }""", "summary").Words);
        Assert.NotEqual(first.Lines, Describe("""{ "type": "integer", "description": "One" }""", "summary").Lines);
        Assert.NotEqual(first.Lines, Describe("""{ "type": "string", "description": "One" }""", "title").Lines);

        static DescribedSurface Describe(string schema, string field) => DescribedSurface.Of(JsonNode.Parse($$"""
            { "info": { "version": "1.0.0" },
              "paths": { "/a": { "get": { "responses": { "200": { "content": { "application/json": { "schema":
                { "type": "object", "properties": { "{{field}}": {{schema}} } } } } } } } } },
              "components": { "schemas": {} } }
            """)!);
    }

    [Fact]
    public void What_a_merge_left_undecided_can_be_read()
    {
        var merged = DescribedSurface.Read(
            "<<<<<<< HEAD\nversion 1.3.0\nwords a\n=======\nversion 1.10.0\nwords b\n>>>>>>> other\nGET /a\n");

        Assert.Equal(("1.10.0", "GET /a"), (merged.Version, Assert.Single(merged.Lines)));
    }

    // Further up than asked for is for whoever wrote it there to know.
    private static async Task WriteAsync(DescribedSurface now)
    {
        var written = (await File.ReadAllTextAsync(VersionFile)).Trim();
        var version = File.Exists(Surface)
            ? now.After(DescribedSurface.Read(await File.ReadAllTextAsync(Surface))).Version
            : written;
        if (Version.TryParse(written, out var own) && own > Version.Parse(version)) version = written;
        await File.WriteAllTextAsync(VersionFile, $"{version}\n");
        await File.WriteAllTextAsync(Surface, (now with { Version = version }).Write());
    }

    private static string InRepository(string path, [CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../..", path));
}
