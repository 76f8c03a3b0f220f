using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.ApiTests.Ledger;
using OiPayments.ApiTests.Refunds;
using OiPayments.Payments;
using OiPayments.Persistence;
using OiPayments.Refunds;
using OiPayments.TestSupport;
using OiPayments.Webhooks;

namespace OiPayments.ApiTests.Payments;

/// <summary>A feature that acts when something happens to a payment: told on every path, and in the same save.</summary>
public sealed class ListeningToPaymentsTests(ListeningToPaymentsTests.Server server) : IClassFixture<ListeningToPaymentsTests.Server>
{
    private const string No = "The books of this month are closed.";

    [Theory]
    [InlineData("notice")]
    [InlineData("return")]
    [InlineData("follow-up")]
    public async Task It_hears_of_money_however_that_is_confirmed(string way)
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();

        if (way == "notice")
        {
            await server.PayAsync((string)payment["reference"]!);
        }
        else
        {
            var ended = await server.PayUnheardAsync(payment);
            if (way == "return") await server.ReturnAsync(ended);
        }

        await BecomesAsync(shop, payment, "SUCCEEDED");
        Assert.Equal("Succeeded", server.Heard(payment));
    }

    [Fact]
    public async Task It_hears_of_held_money_and_of_its_release()
    {
        var (_, payment) = await HeldAsync();

        await server.Operator.PostAsync($"admin/payments/{payment["id"]}/release", new JsonObject());

        Assert.Equal("Held Succeeded", server.Heard(payment));
    }

    [Fact]
    public async Task It_hears_of_held_money_that_goes_back()
    {
        var (shop, payment) = await HeldAsync();

        var refund = (await server.Operator.PostAsync($"admin/payments/{payment["id"]}/refunds", new JsonObject())).Data();

        await server.WhenRefundEndsAsync(shop, refund);
        Assert.Equal("Held Failed Refunded", server.Heard(payment));
    }

    [Fact]
    public async Task It_hears_of_an_end_without_money()
    {
        var shop = await server.RegisterAsync();
        var (cancelled, expired) = (await shop.OpenPaymentAsync(), await shop.OpenPaymentAsync());

        await CancelAsync(cancelled);
        server.Clock.Advance(TimeSpan.FromMinutes(60));
        await BecomesAsync(shop, expired, "EXPIRED");

        Assert.Equal(("Cancelled", "Expired"), (server.Heard(cancelled), server.Heard(expired)));
    }

    [Fact]
    public async Task It_hears_of_refunds_in_part_and_in_full_and_of_what_the_gateway_cancels()
    {
        var shop = await server.RegisterAsync();
        var payment = await server.PaidPaymentAsync(shop);
        var (_, transaction) = await AttemptOfAsync(payment);

        await server.WhenRefundEndsAsync(shop, (await shop.RefundAsync(payment, 25050)).Data());
        await server.PlanAsync(transaction, new() { ["name"] = "refund-cancelled" });
        await server.WhenRefundEndsAsync(shop, (await shop.RefundAsync(payment, 100000)).Data());
        await server.PlanAsync(transaction, []);
        await server.WhenRefundEndsAsync(shop, (await shop.RefundAsync(payment, 100000)).Data());

        Assert.Equal("Succeeded Refunded RefundFailed Refunded", server.Heard(payment));
    }

    [Theory]
    [InlineData(RefundStatus.Failed, "Succeeded RefundFailed Refunded")]
    [InlineData(RefundStatus.Succeeded, "Succeeded Refunded RefundUndone")]
    public async Task It_hears_what_a_person_says_of_a_refund_and_that_the_gateway_contradicts(RefundStatus said, string heard)
    {
        var shop = await server.RegisterAsync();
        var payment = await server.PaidPaymentAsync(shop, "refund-stuck");
        var refund = await server.WhenRefundAsync(
            shop, (await shop.RefundAsync(payment, 25050)).Data(), read => read["gatewayRefundId"] is not null);

        await SettleAsync(
            shop, refund, (settle, it) => settle.ResolveAsync(it, said, "Seen in the panel", confirmedBy: null, CancellationToken.None));
        await SettleAsync(shop, refund, (settle, it) => settle.FollowUpAsync(
            it, said is RefundStatus.Failed ? new RefundFinding.GivenBack() : new RefundFinding.NotGivenBack("Cancelled."),
            CancellationToken.None));

        Assert.Equal(heard, server.Heard(payment));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_it_throws_or_refuses_undoes_the_whole_save_and_the_money_is_asked_about_again(bool throws)
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();
        var ended = await server.PayUnheardAsync(payment);
        server.Answer(
            payment, throws ? () => throw new InvalidOperationException("a bug") : () => new(ErrorCode.InvalidOperationState, No));

        using (var form = new FormUrlEncodedContent(
            ended["redirect"]!["fields"]!.AsObject().Select(field => KeyValuePair.Create(field.Key, (string?)field.Value ?? ""))))
        using (var back = await server.Browser.PostAsync(new Uri((string)ended["redirect"]!["url"]!), form))
            Assert.Equal(throws ? HttpStatusCode.InternalServerError : HttpStatusCode.SeeOther, back.StatusCode);

        Assert.Equal("PENDING", (string?)(await shop.ReadPaymentAsync(payment))["status"]);
        Assert.Equal("", await shop.BalancesAsync());
        Assert.Empty(await server.EventsAsync(shop));
        var callback = Assert.Single(await server.CallbacksAsync((await AttemptOfAsync(payment)).TransactionId));
        Assert.Equal(CallbackOutcome.Deferred, callback.Outcome);
        if (!throws)
            Assert.Equal(($"{No} It will be asked about again.", (long)payment["id"]!), (callback.Note, callback.MatchedPaymentId?.Value));

        // Not even after the payment's hour does it count as unpaid.
        server.Clock.Advance(TimeSpan.FromMinutes(61));
        var before = server.TimesHeard(payment);
        await TicksAsync(() => Task.FromResult(server.TimesHeard(payment)), times => times > before);
        Assert.Equal("PENDING", (string?)(await shop.ReadPaymentAsync(payment))["status"]);

        server.Answer(payment, () => null);
        await BecomesAsync(shop, payment, "SUCCEEDED");
        Assert.Equal("GATEWAY_CLEARING 121924, APPLICATION_PAYABLE 125050, GATEWAY_FEES 3126", await shop.BalancesAsync());

        // In the order of registration: this one came before the one that tells the application.
        Assert.Equal(["ping", "payment.succeeded"], await server.EventsAsync(shop));
    }

    [Fact]
    public async Task What_it_refuses_is_told_to_whoever_asked()
    {
        var (shop, payment) = await HeldAsync();
        var events = await server.EventsAsync(shop);
        var balances = await shop.BalancesAsync();
        server.Answer(payment, () => new(ErrorCode.InvalidOperationState, No));

        var released = await server.Operator.PostAsync($"admin/payments/{payment["id"]}/release", new JsonObject());
        var returned = await server.Operator.PostAsync($"admin/payments/{payment["id"]}/refunds", new JsonObject());

        foreach (var answer in new[] { released, returned })
            Assert.Equal(("INVALID_OPERATION_STATE", No), (answer.ErrorCode, (string?)answer.Json["meta"]!["message"]));
        Assert.NotNull((await shop.ReadPaymentAsync(payment))["heldAt"]);
        Assert.Equal(balances, await shop.BalancesAsync());
        Assert.Equal(events, await server.EventsAsync(shop));
    }

    [Fact]
    public async Task A_customer_cannot_cancel_what_it_does_not_let_go()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();
        server.Answer(payment, () => new(ErrorCode.InvalidOperationState, No));

        await CancelAsync(payment);

        Assert.Equal("PENDING", (string?)(await shop.ReadPaymentAsync(payment))["status"]);
        Assert.Empty(await server.EventsAsync(shop));
    }

    [Fact]
    public async Task A_refund_that_it_refuses_stays_on_its_way_and_is_asked_about_again()
    {
        var shop = await server.RegisterAsync();
        var payment = await server.PaidPaymentAsync(shop);
        server.Answer(payment, () => new(ErrorCode.InvalidOperationState, No));
        var refund = (await shop.RefundAsync(payment, 25050)).Data();

        await TicksAsync(
            () => Task.FromResult(server.Heard(payment)), heard => heard.EndsWith("Refunded", StringComparison.Ordinal),
            TimeSpan.FromMinutes(10));

        Assert.Equal("PENDING", (string?)(await shop.Test.ReadAsync($"refunds/{refund["id"]}")).Data()["status"]);
        Assert.Equal(0, (long)(await shop.ReadPaymentAsync(payment))["refundedMinor"]!);
        server.Answer(payment, () => null);
        Assert.Equal("SUCCEEDED", (string?)(await server.WhenRefundEndsAsync(shop, refund))["status"]);
    }

    [Fact]
    public async Task When_the_save_loses_a_race_it_is_called_again_on_fresh_data()
    {
        var (_, payment) = await HeldAsync();
        var id = new Id<Payment>((long)payment["id"]!);
        var raced = 0;
        server.Answer(payment, () =>
        {
            if (raced++ == 0) TouchAsync(id).GetAwaiter().GetResult();
            return null;
        });

        Assert.Equal(
            HttpStatusCode.OK, (await server.Operator.PostAsync($"admin/payments/{payment["id"]}/release", new JsonObject())).Status);

        var versions = server.VersionsHeard(payment);
        Assert.Equal(("Held Succeeded Succeeded", versions[1] + 1), (server.Heard(payment), versions[2]));
        Assert.Equal(
            1, await server.WithDbAsync(db => db.AcrossApplications<WebhookEvent>().CountAsync(e => e.Subject == $"heard:Succeeded:{id}")));
    }

    /// <summary>Another change of the payment, committed while the first is not.</summary>
    private Task<int> TouchAsync(Id<Payment> id) => Task.Run(() => server.WithDbAsync(async db =>
    {
        var payment = await db.AcrossApplications<Payment>().SingleAsync(p => p.Id == id);
        payment.Touch(server.Clock.GetUtcNow());
        await db.SaveAsync(CancellationToken.None);
        return 0;
    }));

    private Task<bool> SettleAsync(TestApplication shop, JsonNode refund, Func<SettleRefund, RefundWithMoney, Task<Refusal?>> settle) =>
        server.WithServicesAsync(async services =>
    {
        var (db, id) = (services.GetRequiredService<OiPaymentsDb>(), new Id<Refund>((long)refund["id"]!));
        var it = await db.WithMoney(db.Of<Refund>(new ApplicationId((uint)shop.Id)).Where(r => r.Id == id)).SingleAsync();
        if (it.Refund.ResolutionStatus is null)
            it.Refund.Propose(RefundStatus.Failed, "operator:1", "Seen in the panel", server.Clock.GetUtcNow());
        Assert.Null(await settle(services.GetRequiredService<SettleRefund>(), it));
        return await db.TrySaveAsync(CancellationToken.None);
    });

    private async Task<(TestApplication Shop, JsonNode Payment)> HeldAsync()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();
        await server.PayAsync((string)payment["reference"]!, "risk");
        return (shop, payment);
    }

    private async Task CancelAsync(JsonNode payment)
    {
        using var pressed = await server.Browser.PostAsync(new Uri(server.WebUrl, $"/checkout/{payment["reference"]}/cancel"), null);
        Assert.Equal(HttpStatusCode.SeeOther, pressed.StatusCode);
    }

    private Task<(Id<PaymentAttempt> Id, string TransactionId)> AttemptOfAsync(JsonNode payment)
    {
        var id = new Id<Payment>((long)payment["id"]!);
        return server.WithDbAsync(async db =>
        {
            var attempt = await db.AcrossApplications<PaymentAttempt>().SingleAsync(a => a.PaymentId == id);
            return (attempt.Id, attempt.TransactionId);
        });
    }

    private Task<JsonNode> BecomesAsync(TestApplication shop, JsonNode payment, string status) =>
        TicksAsync(() => shop.ReadPaymentAsync(payment), read => (string?)read["status"] == status);

    private Task<T> TicksAsync<T>(Func<Task<T>> read, Func<T, bool> holds, TimeSpan? tick = null) => Eventually.BecomesAsync(
        () =>
        {
            server.WaitOut(tick ?? TimeSpan.FromSeconds(5));
            return read();
        },
        holds);

    /// <summary>
    /// With a feature that writes down what it hears of each payment: a row for each, in the same save, and what it is to answer.
    /// </summary>
    public sealed class Server : TestServer
    {
        private readonly Kept kept;

        public Server()
            : this(new())
        {
        }

        private Server(Kept kept)
            : base([], builder => builder.Services.AddScoped<IPaymentListener>(
                services => new Listener(kept, services.GetRequiredService<Outbox>()))) => this.kept = kept;

        internal void Answer(JsonNode payment, Func<Refusal?> answer) => kept.Answers[(long)payment["id"]!] = answer;

        internal string Heard(JsonNode payment) => string.Join(' ', Of(payment).Select(heard => heard.What));

        internal int TimesHeard(JsonNode payment) => Of(payment).Count();

        internal IReadOnlyList<int> VersionsHeard(JsonNode payment) => [.. Of(payment).Select(heard => heard.Version)];

        private IEnumerable<Hearing> Of(JsonNode payment) => kept.Heard.Where(heard => heard.Payment == (long)payment["id"]!);
    }

    private sealed class Kept
    {
        public ConcurrentQueue<Hearing> Heard { get; } = [];
        public ConcurrentDictionary<long, Func<Refusal?>> Answers { get; } = [];
    }

    private sealed record Hearing(long Payment, int Version, string What);

    private sealed class Listener(Kept kept, Outbox outbox) : IPaymentListener
    {
        public async Task<Refusal?> HearAsync(Payment payment, PaymentChange change, CancellationToken ct)
        {
            var what = change.GetType().Name;
            kept.Heard.Enqueue(new(payment.Id.Value, payment.Version, what));
            await outbox.RaiseAsync(
                payment.Scope, EventTypes.Ping, $"heard:{what}:{payment.Id}", new("heard"), WebhooksJson.Default.Ping, ct);
            return kept.Answers.TryGetValue(payment.Id.Value, out var answer) ? answer() : null;
        }
    }
}
