using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OiPayments.ApiTests.Refunds;
using OiPayments.Ledger;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Ledger;

public class SealingTheBooksTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task Journals_are_sealed_a_moment_after_they_are_posted()
    {
        var shop = await server.RegisterAsync();
        await server.PayAsync((string)(await shop.OpenPaymentAsync())["reference"]!);
        Assert.Equal(HttpStatusCode.NotFound, (await shop.Test.ReadAsync("ledger/seals/head")).Status);

        await server.SealAsync();

        var head = (await shop.Test.ReadAsync("ledger/seals/head")).Data();
        Assert.Equal(["position", "hash", "sealedAt"], head.AsObject().Select(field => field.Key));
        Assert.Equal(2, (long)head["position"]!);
        Assert.Equal(new(2, null, null), await server.VerifyChainAsync(shop.TestScope));
        Assert.Equal(head.ToJsonString(), (await shop.Test.ReadAsync("ledger/seals/2")).Data().ToJsonString());
        Assert.Equal(
            head.ToJsonString(),
            (await server.Operator.ReadAsync($"admin/ledger/seals/head?applicationId={shop.Id}&mode=TEST")).Data().ToJsonString());
        Assert.Equal(HttpStatusCode.NotFound, (await shop.Test.ReadAsync("ledger/seals/3")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await shop.Live.ReadAsync("ledger/seals/head")).Status);
    }

    /// <summary>The recipe of docs/ledger.md, followed by hand with nothing of ours.</summary>
    [Fact]
    public async Task A_stranger_can_compute_the_hashes()
    {
        var shop = await server.RegisterAsync();
        await server.PostAsync(shop.Capture("first"));
        await server.PostAsync(shop.Capture("second\nposted 2026", 123456, "KWD"));
        var posted = server.Clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'");
        await server.SealAsync();

        var ids = await server.WithDbAsync(db => db.Database.SqlQuery<long>(
            $"""SELECT id AS "Value" FROM ledger_journals WHERE application_id = {(long)shop.Id} ORDER BY id""").ToListAsync());

        var first = Hash($"oi-ledger-seal 1\nprevious {new string('0', 64)}\napplication {shop.Id}\nmode TEST\nposition 1\njournal "
            + $"{ids[0]}\ncurrency BDT\nkind CAPTURE\n"
            + $"posted {posted}\ncause 5 first\ntransfer 0 GATEWAY_CLEARING APPLICATION_PAYABLE 100 BDT TEST {posted}\n");
        var second = Hash($"oi-ledger-seal 1\nprevious {first}\napplication {shop.Id}\nmode TEST\nposition 2\njournal {ids[1]}\ncurrency "
            + "KWD\nkind CAPTURE\n"
            + $"posted {posted}\ncause 18 second\nposted 2026\ntransfer 0 GATEWAY_CLEARING APPLICATION_PAYABLE 123456 KWD TEST {posted}\n");

        Assert.Equal(second, (string?)(await shop.Test.ReadAsync("ledger/seals/head")).Data()["hash"]);

        static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public async Task A_journal_that_commits_late_is_sealed_late_and_not_lost()
    {
        var shop = await server.RegisterAsync();
        await using var slow = await server.BeginPostingAsync(shop.Capture("began first"));
        await server.PostAsync(shop.Capture("began second"));
        await server.SealAsync();
        server.WaitOut(TimeSpan.FromDays(1));

        await slow.CommitAsync();
        await server.SealAsync();

        Assert.Equal(["began second", "began first"], await server.SealedCausesAsync(shop.TestScope));
        Assert.Equal(new(2, null, null), await server.VerifyChainAsync(shop.TestScope));
    }

    [Fact]
    public async Task However_many_nodes_seal_at_once_each_journal_is_sealed_once()
    {
        var shop = await server.RegisterAsync();
        await server.PostAsync([.. Enumerable.Range(0, 700).Select(number => shop.Capture($"journal {number}"))]);

        var wins = 0;
        for (var round = 0; round < 20 && await server.CountUnsealedAsync() > 0; round++)
        {
            var nodes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => server.SealOnceAsync(shop.TestScope))));
            wins += nodes.Count(won => won);
        }

        Assert.True(wins >= 2, $"{wins} batches");
        Assert.Equal(700, (await server.SealedCausesAsync(shop.TestScope)).Distinct().Count());
        Assert.Equal(new(700, null, null), await server.VerifyChainAsync(shop.TestScope));
    }

    [Fact]
    public async Task Each_mode_has_a_chain_of_its_own()
    {
        var shop = await server.RegisterAsync();
        var live = new Scope(shop.TestScope.ApplicationId, Mode.Live);
        await server.PostAsync(shop.Capture("test"));
        await server.PostAsync(new Journal(
            live, "live", JournalKind.Capture, new Transfer(Account.GatewayClearing, Account.ApplicationPayable, new(1, Currency.Bdt))));

        await server.SealAsync();

        Assert.Equal(["test"], await server.SealedCausesAsync(shop.TestScope));
        Assert.Equal(["live"], await server.SealedCausesAsync(live));
        Assert.Equal(1, (long)(await shop.Live.ReadAsync("ledger/seals/head")).Data()["position"]!);
    }

    [Theory]
    [InlineData("ledger_journals SET kind = 'SURPLUS'", "cause = 'journal 2'", 3)]
    [InlineData("ledger_journals SET cause = 'another'", "cause = 'journal 0'", 1)]
    [InlineData(
        "ledger_transfers SET amount_minor = amount_minor + 1",
        "journal_id = (SELECT id FROM ledger_journals WHERE cause = 'journal 4' AND application_id = {0})", 5)]
    [InlineData(
        "ledger_transfers SET debit = 'BANK'",
        "journal_id = (SELECT id FROM ledger_journals WHERE cause = 'journal 3' AND application_id = {0})", 4)]
    [InlineData("ledger_seals SET previous_hash = hash", "position = 2", 2)]
    [InlineData("ledger_seals SET position = 6", "position = 5", 5)]
    public async Task Whatever_is_changed_the_chain_names_the_first_broken_position(string change, string where, long position)
    {
        await using var other = new TestServer();
        await other.InitializeAsync();
        var shop = await other.RegisterAsync();
        for (var number = 0; number < 5; number++) await other.PostAsync(shop.Capture($"journal {number}"));
        await other.SealAsync();
        Assert.Equal(new(5, null, null), await other.VerifyChainAsync(shop.TestScope));

        await other.AllowChangesAsync();
        await other.ExecuteAsync(
            $"UPDATE {change} WHERE application_id = {shop.Id} AND "
                + $"{string.Format(System.Globalization.CultureInfo.InvariantCulture, where, shop.Id)}");

        var verdict = await other.VerifyChainAsync(shop.TestScope);
        Assert.Equal((position - 1, position), (verdict.Checked, verdict.BrokenAt));
    }
}
