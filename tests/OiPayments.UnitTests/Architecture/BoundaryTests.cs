using System.Reflection;
using OiPayments.Client.AspNetCore;
using OiPayments.Dashboard;
using OiPayments.Documents;
using OiPayments.Gateways;
using OiPayments.Gateways.SslCommerz;
using OiPayments.Ledger;
using OiPayments.Payments;
using OiPayments.Sandbox;
using OiPayments.Statements;
using OiPayments.Storage;

namespace OiPayments.UnitTests.Architecture;

/// <summary>The arrows between assemblies in docs/architecture.md, as they were compiled.</summary>
public class BoundaryTests
{
    [Fact]
    public void Primitives_know_nothing_of_ours() => AssertReferences(typeof(Money).Assembly);

    [Fact]
    public void Gateways_know_only_primitives() => AssertReferences(typeof(IPaymentGateway).Assembly, "OiPayments.Primitives");

    [Fact]
    public void Documents_know_only_primitives() => AssertReferences(typeof(DocumentPdf).Assembly, "OiPayments.Primitives");

    [Fact]
    public void Statements_know_only_primitives() => AssertReferences(typeof(SettlementRow).Assembly, "OiPayments.Primitives");

    [Fact]
    public void The_adapter_knows_only_the_contract() =>
        AssertReferences(typeof(SslCommerzRegistration).Assembly, "OiPayments.Gateways", "OiPayments.Primitives");

    [Fact]
    public void The_sandbox_shares_no_code_with_anything() => AssertReferences(typeof(SandboxApp).Assembly);

    [Fact]
    public void The_client_takes_nothing_of_ours_to_a_stranger_s_program() => AssertReferences(typeof(Client.OiPaymentsClient).Assembly);

    [Fact]
    public void The_client_leaves_ASP_NET_Core_to_those_who_have_it() => Assert.DoesNotContain(
        typeof(Client.OiPaymentsClient).Assembly.GetReferencedAssemblies(),
        name => name.Name!.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));

    [Fact]
    public void The_client_in_ASP_NET_Core_knows_only_the_client() =>
        AssertReferences(typeof(OiPaymentsWebhooks).Assembly, "OiPayments.Client");

    [Fact]
    public void The_developers_command_knows_only_the_client() =>
        AssertReferences(typeof(Cli.Commands.OiCommand).Assembly, "OiPayments.Client");

    [Fact]
    public void The_ledger_knows_only_primitives() => AssertReferences(typeof(Book).Assembly, "OiPayments.Primitives");

    [Fact]
    public void Features_do_not_know_which_database_or_gateway_they_use() => AssertReferences(
        typeof(Payment).Assembly, "OiPayments.Documents", "OiPayments.Gateways", "OiPayments.Ledger", "OiPayments.Primitives",
        "OiPayments.Statements");

    // The ledger, the primitives and the statements for the compiled models, which name every table's row and its words.
    [Fact]
    public void Storage_stands_on_the_product_and_knows_no_gateway_company() => AssertReferences(
        typeof(DatabaseProvider).Assembly, "OiPayments", "OiPayments.Ledger", "OiPayments.Primitives", "OiPayments.Statements");

    // The statements for the words of a mapping: what a column holds, and what a row is about.
    [Fact]
    public void The_dashboard_calls_use_cases_and_knows_no_database_or_gateway_company() => AssertReferences(
        typeof(DashboardRegistration).Assembly, "OiPayments", "OiPayments.Ledger", "OiPayments.Primitives", "OiPayments.Statements");

    [Theory]
    [InlineData("EntityFramework")]
    [InlineData("Sqlite")]
    [InlineData("Npgsql")]
    public void The_dashboard_cannot_query(string library) =>
        Assert.DoesNotContain(
            typeof(DashboardRegistration).Assembly.GetReferencedAssemblies(),
            name => name.Name!.Contains(library, StringComparison.OrdinalIgnoreCase));

    [Fact]
    public void Nobody_outside_the_ledger_can_name_a_ledger_row() =>
        Assert.DoesNotContain(typeof(Book).Assembly.GetExportedTypes(), type => type.Name.EndsWith("Row", StringComparison.Ordinal));

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Npgsql")]
    public void No_feature_can_ask_which_database_it_is(string provider) =>
        Assert.DoesNotContain(
            typeof(Payment).Assembly.GetReferencedAssemblies(), name => name.Name!.Contains(provider, StringComparison.OrdinalIgnoreCase));

    private static void AssertReferences(Assembly assembly, params string[] expected) =>
        Assert.Equal(expected, assembly.GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => name.StartsWith("OiPayments", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal));
}
