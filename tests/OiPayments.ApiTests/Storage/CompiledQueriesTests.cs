using System.Text.Json.Nodes;
using OiPayments.Payments;
using OiPayments.Persistence;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Storage;

/// <summary>Queries that Entity Framework takes apart once, and that stand behind the same fence between tenants as every other.</summary>
public class CompiledQueriesTests(TestServer server) : IClassFixture<TestServer>
{
    private static readonly Func<OiPaymentsDb, ApplicationId, string, CancellationToken, Task<int>> CountOfCustomerAsync =
        OiPaymentsDb.Compile((db, application, customer) =>
        db.Of<Payment>(application).Count(payment => payment.CustomerReference == customer));

    [Fact]
    public async Task One_finds_the_records_of_the_application_that_it_is_asked_about_and_of_no_other()
    {
        var (one, other) = (await server.RegisterAsync(), await server.RegisterAsync());
        foreach (var shop in (TestApplication[])[one, one, other])
            (await shop.Test.PostAsync("payments", new JsonObject { ["amountMinor"] = 100_000, ["customerReference"] = "of both" })).Data();

        Assert.Equal(2, await CountAsync(one));
        Assert.Equal(1, await CountAsync(other));

        Task<int> CountAsync(TestApplication shop) =>
            server.WithDbAsync(db => CountOfCustomerAsync(db, new((uint)shop.Id), "of both", CancellationToken.None));
    }

    [Fact]
    public void One_that_begins_with_everybodys_records_is_refused() =>
        Assert.Throws<NotSupportedException>(() => OiPaymentsDb.Compile((
            db, application, customer) => db.AcrossApplications<Payment>().Count(payment => payment.CustomerReference == customer)));
}
