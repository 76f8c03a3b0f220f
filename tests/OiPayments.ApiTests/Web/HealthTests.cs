using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Web;

/// <summary>What a balancer and whoever watches over the service ask.</summary>
public class HealthTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task A_node_is_ready_while_its_database_answers_with_this_versions_schema()
    {
        const string fine = """{"status":"ok","checks":{"clock":"ok","node":"ok","database":"ok","keys":"ok","lifetime":"ok"}}""";
        Assert.Equal((HttpStatusCode.OK, fine), await AskAsync("ready"));

        await ExecuteAsync(
            """
            UPDATE "__EFMigrationsHistory" SET migration_id = '9' || migration_id
            WHERE migration_id = (SELECT max(migration_id) FROM "__EFMigrationsHistory")
            """);
        var (lacking, what) = await AskAsync("ready");
        await ExecuteAsync(
            """
            UPDATE "__EFMigrationsHistory" SET migration_id = substr(migration_id, 2)
            WHERE migration_id = (SELECT max(migration_id) FROM "__EFMigrationsHistory")
            """);

        await ExecuteAsync("""ALTER TABLE "__EFMigrationsHistory" RENAME TO somewhere_else""");
        var (away, none) = await AskAsync("ready");
        var (live, _) = await AskAsync("live");
        await ExecuteAsync("""ALTER TABLE somewhere_else RENAME TO "__EFMigrationsHistory" """);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK), (lacking, away, live));
        Assert.Contains("It lacks 1 migrations", what, StringComparison.Ordinal);
        Assert.Equal("unavailable", (string?)JsonNode.Parse(none)!["status"]);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync("ready")).Status);
    }

    [Fact]
    public async Task Nobody_else_is_told_and_nothing_else_is_there()
    {
        foreach (var door in new[] { server.ApiUrl, server.WebUrl })
        {
            using var answer = await server.Browser.GetAsync(new Uri(door, "/health/ready"));
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        foreach (var path in (string[])["/api/v1/app/me", "/admin/sign-in", "/docs"])
        {
            using var answer = await server.Browser.GetAsync(new Uri(server.ManagementUrl, path));
            Assert.Equal((path, HttpStatusCode.NotFound), (path, answer.StatusCode));
        }
    }

    private async Task<(HttpStatusCode Status, string Body)> AskAsync(string what)
    {
        using var answer = await server.Browser.GetAsync(new Uri(server.ManagementUrl, $"/health/{what}"));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private Task<int> ExecuteAsync(string sql) => server.WithDbAsync(db => db.Database.ExecuteSqlRawAsync(sql));
}
