using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using OiPayments.Gateways;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Web;

/// <summary>A gateway that cannot even be asked about an amount.</summary>
public sealed class BrokenGateway : IPaymentGateway
{
    public Exception Failure { get; set; } = new InvalidOperationException();

    public string Name => "SSLCOMMERZ";

    public IReadOnlyList<ChangedDetail> ChangesTo(GatewayCustomer customer) => [];

    public string? WhyNotReady(Mode mode) => null;

    public IReadOnlyList<string> PaymentPages => [];

    public Refusal? RefuseAmount(Money amount) => throw Failure;

    public Currency ChargesIn(Currency asked) => asked;

    public Task<string?> CheckAsync(GatewayAccount account, CancellationToken ct) => throw Failure;

    public Task<Outcome<GatewaySession>> OpenSessionAsync(GatewayAccount account, GatewayCharge charge, CancellationToken ct) =>
        throw Failure;

    public GatewayNotice ReadNotice(IReadOnlyList<KeyValuePair<string, string>> form) => throw Failure;

    public bool IsSigned(GatewayAccount account, GatewayNotice notice) => throw Failure;

    public Task<GatewayAnswer> ValidateAsync(GatewayAccount account, string validationId, CancellationToken ct) => throw Failure;

    public Task<GatewayAnswer> QueryAsync(GatewayAccount account, string transactionId, CancellationToken ct) => throw Failure;
}

public class ServerWithABrokenGateway : TestServer
{
    private readonly BrokenGateway gateway;

    public ServerWithABrokenGateway()
        : this(new())
    {
    }

    private ServerWithABrokenGateway(BrokenGateway gateway)
        : base([], builder => builder.Host.UseServiceProviderFactory(new Replacing(gateway))) => this.gateway = gateway;

    public Exception Failure
    {
        get => gateway.Failure;
        set => gateway.Failure = value;
    }

    private sealed class Replacing(IPaymentGateway gateway) : IServiceProviderFactory<IServiceCollection>
    {
        public IServiceCollection CreateBuilder(IServiceCollection services) => services.RemoveAll<IPaymentGateway>().AddSingleton(gateway);

        public IServiceProvider CreateServiceProvider(IServiceCollection containerBuilder) =>
            containerBuilder.BuildServiceProvider(validateScopes: true);
    }
}

public class FailingInsideTests(ServerWithABrokenGateway server) : IClassFixture<ServerWithABrokenGateway>
{
    [Fact]
    public async Task A_bug_leaves_nothing_but_a_trace_that_the_log_knows()
    {
        var shop = await server.RegisterAsync();
        server.Failure = new InvalidOperationException("the secret ingredient");

        var answer = await shop.Test.PostAsync("payments", new JsonObject { ["amountMinor"] = 125050, ["customerReference"] = "c" });

        Assert.Equal(HttpStatusCode.InternalServerError, answer.Status);
        Assert.Equal("INTERNAL_ERROR", answer.ErrorCode);
        Assert.Null(answer.Json["data"]);
        Assert.DoesNotContain("ingredient", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", answer.Text, StringComparison.Ordinal);

        var traceId = ((string)answer.Json["meta"]!["message"]!).Split(' ')[^1];
        Assert.Matches("^[0-9a-f]{32}$", traceId);
        var lines = server.Log.Text.Split('\n').Where(line => line.Contains("the secret ingredient", StringComparison.Ordinal));
        Assert.Contains(traceId, Assert.Single(lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gateway_that_is_away_is_a_reason_to_come_back_not_a_bug()
    {
        var shop = await server.RegisterAsync();
        server.Failure = new GatewayUnavailableException("SSLCOMMERZ", "its firewall said qwerty");

        var answer = await shop.Test.PostAsync("payments", new JsonObject { ["amountMinor"] = 125050, ["customerReference"] = "c" });

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Equal("GATEWAY_UNAVAILABLE", answer.ErrorCode);
        Assert.Equal(TimeSpan.FromSeconds(30), answer.Headers.RetryAfter?.Delta);
        Assert.DoesNotContain("firewall", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(TroublesOfTheDatabase))]
    public async Task A_database_in_trouble_is_a_reason_to_come_back_not_a_bug(string what)
    {
        var shop = await server.RegisterAsync();
        server.Failure = TroubleOf(what);

        var answer = await shop.Test.PostAsync("payments", new JsonObject { ["amountMinor"] = 125050, ["customerReference"] = "c" });

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Equal("SERVICE_UNAVAILABLE", answer.ErrorCode);
        Assert.Equal(TimeSpan.FromSeconds(5), answer.Headers.RetryAfter?.Delta);
        Assert.DoesNotContain("said the server", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Trace", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("22001", 1)]
    [InlineData("42703", 19)]
    public async Task A_statement_that_is_wrong_is_a_bug(string state, int code)
    {
        var shop = await server.RegisterAsync();
        server.Failure = IsPostgreSql
            ? new PostgresException("said the server", "ERROR", "ERROR", state)
            : new SqliteException("said the server", code);

        var answer = await shop.Test.PostAsync("payments", new JsonObject { ["amountMinor"] = 125050, ["customerReference"] = "c" });

        Assert.Equal("INTERNAL_ERROR", answer.ErrorCode);
    }

    public static TheoryData<string> TroublesOfTheDatabase() => IsPostgreSql
        ? new(
            "08006", "25006", "28P01", "3D000", "40P01", "53100", "53300", "55P03", "57014", "57P01", "57P02", "57P03", "58030",
            "no connection", "wrapped")
        : new("5", "6", "8", "10", "13", "14", "wrapped");

    private static bool IsPostgreSql => TestDatabase.Kind == "postgresql";

    private static Exception TroubleOf(string what)
    {
        if (what == "no connection") return new NpgsqlException("said the server", new SocketException());
        if (what != "wrapped") return IsPostgreSql
            ? new PostgresException("said the server", "FATAL", "FATAL", what)
            : new SqliteException("said the server", int.Parse(what, CultureInfo.InvariantCulture));

        // As Entity Framework wraps what it thinks may go well another time.
        return new InvalidOperationException(
            "likely transient", new DbUpdateException("not saved", TroubleOf(IsPostgreSql ? "57P01" : "13")));
    }

    [Fact]
    public async Task A_failure_keeps_nothing_under_the_idempotency_key()
    {
        var shop = await server.RegisterAsync();
        var body = new JsonObject { ["amountMinor"] = 125050, ["customerReference"] = "c" };

        server.Failure = new InvalidOperationException("first");
        Assert.Equal("INTERNAL_ERROR", (await shop.Test.PostAsync("payments", body, ("Idempotency-Key", "k"))).ErrorCode);
        server.Failure = new GatewayUnavailableException("SSLCOMMERZ", "second");
        var again = await shop.Test.PostAsync("payments", body, ("Idempotency-Key", "k"));

        Assert.Equal("GATEWAY_UNAVAILABLE", again.ErrorCode);
        Assert.False(again.Headers.Contains("Idempotency-Replayed"));
    }
}
