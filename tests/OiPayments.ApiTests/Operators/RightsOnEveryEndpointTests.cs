using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.Access;
using OiPayments.ApiTests.Invoices;
using OiPayments.ApiTests.Ledger;
using OiPayments.ApiTests.Reconciliation;
using OiPayments.ApiTests.Refunds;
using OiPayments.Applications;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Operators;

/// <summary>
/// Every operators' endpoint there is, tried with every role: everywhere, on an application the role was given for, and on another's.
/// An endpoint added later is in here by itself, and fails until it says which permission it needs.
/// </summary>
public sealed class RightsOnEveryEndpointTests(TestServer server) : IClassFixture<TestServer>
{
    /// <summary>What is no application's is for those alone who have the permission everywhere.</summary>
    private static readonly string[] OfTheService =
        [
            "admin/users", "admin/roles", "admin/permissions", "admin/verify", "admin/audit-logs/verify", "POST admin/apps",
            "POST admin/reconciliation/statements", "PUT admin/reconciliation/mappings", "POST admin/reconciliation/bank-statements",
            "PUT admin/reconciliation/bank-accounts", "POST admin/reconciliation/statements/fetch",
        ];

    /// <summary>Operators' endpoints for whoever is signed in, about themselves.</summary>
    private static readonly string[] OnesOwn = ["auth/"];

    /// <summary>Whoever may ask for refunds takes their own back; all of these are somebody else's.</summary>
    private const Permission RejectingAnothers = Permission.RefundApprove;

    private const string RejectingARefund = "admin/refunds/{id}/reject";

    /// <summary>Lists over all applications, beside the books of one.</summary>
    private const string ManualJournals = "admin/ledger/journals";
    private const string Closes = "admin/ledger/closes";

    public static TheoryData<string> Roles => [.. BuiltInRoles.All.Select(role => role.Name), "nothing"];

    [Fact]
    public void Every_endpoint_of_operators_says_which_permission_it_needs() =>
        Assert.Empty(Endpoints().Where(endpoint => endpoint.Needs is null).Select(endpoint => endpoint.ToString()));

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task A_role_does_what_it_allows_and_where_it_was_given(string role)
    {
        var (mine, others) = (await SomethingOfEverythingAsync(), await SomethingOfEverythingAsync());
        var permissions = BuiltInRoles.All.SingleOrDefault(known => known.Name == role).Permissions ?? [];
        var isSuper = role == BuiltInRoles.SuperAdmin;
        using var everywhere = isSuper ? await server.SecondOperatorAsync() : await server.OperatorWithAsync(permissions);
        using var here = isSuper ? null : await server.OperatorWithAsync(permissions, mine.Application);
        List<string> wrong = [];

        // Reading first: what is changed on the way may be gone afterwards.
        foreach (var endpoint in Endpoints().OrderBy(endpoint => endpoint.Method switch { "GET" => 0, "DELETE" => 2, _ => 1 }))
        {
            var allows = isSuper || permissions.Contains(endpoint.Needs!.Value);
            var isOfService = OfTheService.Any(path => $"{endpoint.Method} {endpoint.Path}".EndsWith(path, StringComparison.Ordinal)
                || endpoint.Path.StartsWith(path + "/", StringComparison.Ordinal));
            if (here is not null)
            {
                Check("elsewhere", await SendAsync(here, endpoint, others), answer => !allows || isOfService
                    ? answer.ErrorCode == "FORBIDDEN" || (endpoint.IsRejection && answer.ErrorCode == "RESOURCE_NOT_FOUND")
                    : NamesARecord(endpoint) ? answer.ErrorCode == "RESOURCE_NOT_FOUND"
                    : answer.Status == HttpStatusCode.OK && !SpeaksOf(answer, others));
                Check("here", await SendAsync(here, endpoint, mine), answer => !allows || isOfService
                    ? answer.ErrorCode == "FORBIDDEN"
                    : answer.ErrorCode is not ("FORBIDDEN" or "RESOURCE_NOT_FOUND"));
            }

            Check("everywhere", await SendAsync(everywhere, endpoint, others), answer => allows == (answer.ErrorCode != "FORBIDDEN"));

            void Check(string where, Answer answer, Func<Answer, bool> isRight)
            {
                if (!isRight(answer) || (int)answer.Status >= 500)
                    wrong.Add($"{role} {where}: {endpoint} was answered {(int)answer.Status} {answer.ErrorCode}");
            }
        }

        Assert.Empty(wrong);
    }

    private static bool NamesARecord(OperatorsEndpoint endpoint) =>
        endpoint.Path.Contains('{', StringComparison.Ordinal)
        || (endpoint.Path.Contains("admin/ledger", StringComparison.Ordinal)
            && endpoint is not { Method: "GET", Path: ManualJournals or Closes })
        || endpoint.Path.StartsWith("admin/invoices/template", StringComparison.Ordinal)
        || endpoint is { Method: "POST", Path: "admin/invoices" };

    private static bool SpeaksOf(Answer answer, Belongings others) =>
        answer.Text.Contains($"\"applicationId\":{others.Application.Id},", StringComparison.Ordinal)
            || answer.Text.Contains(others.PaymentReference, StringComparison.Ordinal);

    private static async Task<Answer> SendAsync(HttpClient who, OperatorsEndpoint endpoint, Belongings of)
    {
        var id = endpoint.Path switch
        {
            var known when known.StartsWith("admin/apps", StringComparison.Ordinal) => $"{of.Application.Id}",
            var known when known.StartsWith("admin/refunds", StringComparison.Ordinal) => of.Refund,
            var known when known.StartsWith("admin/invoices", StringComparison.Ordinal) => of.Invoice,
            var known when known.StartsWith("admin/credit-notes", StringComparison.Ordinal) => of.CreditNote,
            var known when known.StartsWith("admin/setting-changes", StringComparison.Ordinal) => of.Proposal,
            var known when known.StartsWith("admin/webhooks", StringComparison.Ordinal) => of.Event,
            "admin/ledger/journals/{id:long}" => of.Journal,
            var known when known.StartsWith(ManualJournals, StringComparison.Ordinal) => of.ManualJournal,
            var known when known.StartsWith("admin/reconciliation/statements", StringComparison.Ordinal) => of.Statement,
            var known when known.StartsWith("admin/reconciliation/results", StringComparison.Ordinal) => of.Result,
            var known when known.StartsWith("admin/reconciliation/bank-entries", StringComparison.Ordinal) => of.BankEntry,
            var known when known.StartsWith("admin/users", StringComparison.Ordinal) => of.Person,
            var known when known.StartsWith("admin/roles", StringComparison.Ordinal) => of.Role,
            _ => of.Payment,
        };
        var path = endpoint.Path
            .Replace("{credentialId:long}", of.Credential, StringComparison.Ordinal)
            .Replace("{id:long}", id, StringComparison.Ordinal).Replace("{id}", id, StringComparison.Ordinal)
            .Replace("{mode}", "TEST", StringComparison.Ordinal)
            .Replace("{code}", "GATEWAY_CLEARING", StringComparison.Ordinal).Replace("{position:long}", "1", StringComparison.Ordinal);
        Assert.DoesNotContain('{', path);
        if (path.StartsWith("admin/ledger", StringComparison.Ordinal)) path += $"?applicationId={of.Application.Id}&mode=TEST";
        if (path.StartsWith("admin/ledger/monthly-statement", StringComparison.Ordinal)) path += "&month=2026-01";
        if (path.StartsWith("admin/reports", StringComparison.Ordinal)) path += "?mode=TEST&from=2026-01-01&to=2026-01-31";

        if (path.StartsWith("admin/invoices/template", StringComparison.Ordinal)) path += $"?applicationId={of.Application.Id}";
        if (path == "admin/invoices/summary") path += "?mode=TEST";

        if (path == "admin/reconciliation/runs") path += "?mode=TEST&period=2026-01-15";
        if (path == "admin/reconciliation/statements/fetch") path += "?mode=TEST&day=2026-01-15";
        if (path == "admin/reconciliation/calendar") path += "?mode=TEST&month=2026-01";

        // Where the body is read first, it has to be one.
        if ($"{endpoint.Method} {path}" is "POST admin/reconciliation/statements") return await of.Server.UploadAsync("", by: who);
        if ($"{endpoint.Method} {path}" is "POST admin/reconciliation/bank-statements")
            return await new BankUnderTest(of.Server, "None", 0).UploadAsync("", by: who);
        if (endpoint is { Method: "PUT", Path: "admin/invoices/template/logo" }) return await who.PutPictureAsync(path, []);
        var body = endpoint.Method == "GET" ? null
            : endpoint is { Method: "POST", Path: ManualJournals } ? ManualJournalsUnderTest.Body(of.Application).ToJsonString()
            : endpoint is { Method: "POST", Path: Closes } ? $$"""{"applicationId":{{of.Application.Id}},"mode":"TEST","month":"2026-01"}"""
            : path.StartsWith("admin/privacy", StringComparison.Ordinal)
                ? $$"""{"applicationId":{{of.Application.Id}},"customerReference":"nobody"}"""
            : endpoint.Path == ManualJournals + "/{id:long}/reject" ? """{"reason":"Seen twice"}"""
            : path == "admin/webhooks/resend" ? """{"mode":"TEST"}"""
            : $"{endpoint.Method} {endpoint.Path}" is "POST admin/invoices" ? InvoicesUnderTest.Body(new()
            {
                ["applicationId"] = of.Application.Id,
                ["mode"] = "TEST",
                ["issue"] = false,
            }).ToJsonString()
            : $"{endpoint.Method} {endpoint.Path}" is "POST admin/users" ? """{"email":"","name":"","roles":[]}"""
            : path.EndsWith("/roles", StringComparison.Ordinal) && endpoint.Method == "PUT" ? """{"grants":[]}"""
            : path.EndsWith("/credentials/rotate", StringComparison.Ordinal) ? """{"mode":"TEST"}"""
            : path.EndsWith(
                "/gateway-override",
                StringComparison.Ordinal) ? """{"mode":"TEST","gateway":"","configuration":{"storeId":"","storePassword":""}}"""
            : $"{endpoint.Method} {path}" is "PUT admin/reconciliation/mappings" ? new JsonObject
            {
                ["mode"] = "TEST",
                ["mapping"] = SettlementsUnderTest.Mapping,
            }.ToJsonString()
            : $"{endpoint.Method} {path}" is "PUT admin/reconciliation/bank-accounts" ? """{"mode":"TEST","name":"City Bank"}"""
            : path.EndsWith("/resolve", StringComparison.Ordinal) ? """{"status":"FAILED","note":"Seen in the panel"}"""
            : path.EndsWith(
                "/withholdings",
                StringComparison.Ordinal) ? """{"kind":"VAT","amountMinor":1,"certificateNumber":"6.6","date":"2026-01-15"}"""
            : path.EndsWith("/mails", StringComparison.Ordinal) ? """{"kind":"INVOICE"}"""
            : path.EndsWith("/credit-notes", StringComparison.Ordinal) ? """{"amountMinor":1,"reason":"Too much"}"""
            : path.EndsWith("/acknowledge", StringComparison.Ordinal) ? """{"note":"Seen to"}"""
            : "{}";
        return await who.SendAsync(new(endpoint.Method), path, body);
    }

    private IEnumerable<OperatorsEndpoint> Endpoints() =>
        from endpoint in server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let path = endpoint.RoutePattern.RawText?.TrimStart('/') ?? ""
        where path.StartsWith("api/v1/", StringComparison.Ordinal)
        where endpoint.Metadata.OfType<Microsoft.AspNetCore.Authorization.AuthorizationPolicy>()
            .Any(policy => policy.AuthenticationSchemes.Contains(OperatorAuthorization.SessionScheme))
        let own = path["api/v1/".Length..].TrimEnd('/')
        where !OnesOwn.Any(start => own.StartsWith(start, StringComparison.Ordinal))
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
        let needs = endpoint.Metadata.GetMetadata<NeedsMetadata>()?.Permission
        select new OperatorsEndpoint(method, own, own == RejectingARefund ? RejectingAnothers : needs);

    /// <summary>An application with one of everything that an endpoint can name.</summary>
    private async Task<Belongings> SomethingOfEverythingAsync()
    {
        var shop = await server.RegisterAsync(settings: new() { ["refundApprovalThresholdMinor"] = 0 });
        var paid = await server.PaidPaymentAsync(shop);
        var refund = (await server.Operator.PostAsync($"admin/payments/{paid["id"]}/refunds", new JsonObject { ["amountMinor"] = 100 }))
            .Data();
        var invoice = await shop.DraftAsync();
        var note = (await shop.Test.PostAsync(
            $"invoices/{(await shop.InvoiceAsync())["id"]}/credit-notes", new JsonObject { ["amountMinor"] = 1, ["reason"] = "Too much" }))
            .Data();
        var credential = (await server.Operator.ReadAsync($"admin/apps/{shop.Id}/credentials")).Data()[0]!;
        var told = (await server.Operator.ReadAsync($"admin/webhooks?applicationId={shop.Id}")).Data()[0]!;
        var entry = (await server.Operator.ReadAsync(
            $"admin/ledger/accounts/GATEWAY_CLEARING/entries?applicationId={shop.Id}&mode=TEST")).Data()["entries"]![0]!;
        await Eventually.BecomesAsync(
            async () =>
            {
                server.Clock.Advance(TimeSpan.FromSeconds(1));
                return await server.Operator.ReadAsync($"admin/ledger/seals/1?applicationId={shop.Id}&mode=TEST");
            },
            seal => seal.Status == HttpStatusCode.OK);
        var journal = (await server.AskForJournalAsync(shop)).Data();
        var (person, role, proposal) = await server.WithDbAsync(async db =>
        {
            var ids = server.Services.GetRequiredService<IIdSource>();
            var somebody = new Operator
            {
                Id = await ids.NextAsync<Operator>(default),
                Email = $"of-{shop.Id}@example.com",
                Name = "Somebody",
                PasswordHash = "",
                CreatedAt = server.Clock.GetUtcNow()
            };
            var something = new Role
            {
                Id = await ids.NextAsync<Role>(default),
                Name = $"Of {shop.Id}",
                Permissions = [Permission.AppRead],
                IsBuiltIn = false,
                CreatedAt = server.Clock.GetUtcNow()
            };
            var proposed = new SettingChange
            {
                ApplicationId = new((uint)shop.Id),
                Id = await ids.NextAsync<SettingChange>(default),
                ProposedBy = $"operator:{somebody.Id}",
                CreatedAt = server.Clock.GetUtcNow(),
                ExpiresAt = server.Clock.GetUtcNow().AddDays(1),
                ApplicationVersion = -1,
                Settings = "{}",
                Before = "{}",
                After = "{}",
                Weakens = "",
            };
            db.AddRange(somebody, something, proposed);
            await db.SaveAsync(default);
            return (somebody.Id, something.Id, proposed.Id);
        });
        var (statement, flag) = await server.SettledAsync(shop);
        var bankEntry = await server.BankEntryOfAsync(shop);
        return new(
            shop, $"{paid["id"]}", (string)paid["reference"]!, $"{refund["id"]}", $"{credential["id"]}", $"{told["id"]}",
            $"{entry["journalId"]}", $"{person}", $"{role}", $"{proposal}", $"{invoice["id"]}",
            $"{note["id"]}", $"{journal["id"]}", statement, flag, bankEntry, server);
    }

    private sealed record OperatorsEndpoint(string Method, string Path, Permission? Needs)
    {
        public bool IsRejection => Path == RejectingARefund;

        public override string ToString() => $"{Method} {Path}";
    }

    private sealed record Belongings(
        TestApplication Application, string Payment, string PaymentReference, string Refund, string Credential, string Event,
        string Journal, string Person, string Role, string Proposal, string Invoice, string CreditNote,
        string ManualJournal, string Statement, string Result, string BankEntry, TestServer Server);
}
