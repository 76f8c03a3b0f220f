using System.Text.Json.Nodes;
using OiPayments.Sandbox.Domain;
using OiPayments.Sandbox.Notices;
using OiPayments.Sandbox.Scenarios;
using OiPayments.Sandbox.Wire;

namespace OiPayments.Sandbox.Endpoints;

/// <summary>
/// <c>GET /validator/api/merchantTransIDvalidationAPI.php</c>: one address for several calls, told apart by the parameters
/// that are present.
/// </summary>
internal static class MerchantTransaction
{
    public static void Map(IEndpointRouteBuilder sandbox) => sandbox
        .MapMethods("/validator/api/merchantTransIDvalidationAPI.php", [HttpMethods.Get, HttpMethods.Post], HandleAsync)
        .Misbehaving(KindOf);

    private static async Task<IResult> HandleAsync(
        HttpRequest request, StoreBook stores, SessionBook sessions, ScenarioBook scenarios, MerchantRefund refund, EndSession end,
        TimeProvider clock)
    {
        var sent = await CallFields.ReadAsync(request);
        if (!sent.Has("store_id") || !sent.Has("store_passwd")) return PhpJson.Ok(QueryAnswer.InvalidRequest());

        var login = stores.LogIn(sent["store_id"], sent["store_passwd"], out var store);
        var address = $"{request.HttpContext.Connection.RemoteIpAddress}";
        var now = SandboxTime.Of(request, clock);
        if (login is Login.Accepted && KindOf(sent) is Call.Query) await EndOverdueAsync(store, sessions, sent, end, now);
        return PhpJson.Ok(KindOf(sent) switch
        {
            Call.Refund => refund.Begin(login, store, sent, address, now),
            Call.RefundQuery => refund.Query(login, store, sent, address, now),
            _ when sent.Has("sessionkey") => BySession(login, store, sessions, scenarios, sent["sessionkey"]),
            _ when sent.Has("tran_id") => ByTransaction(login, store, sessions, scenarios, sent["tran_id"]),
            _ => QueryAnswer.InvalidRequest(),
        });
    }

    // Nobody waits for the round that ends sessions in real time: by the caller's clock they may be over long before.
    private static async Task EndOverdueAsync(
        SandboxStore store, SessionBook sessions, CallFields sent, EndSession end, DateTimeOffset now)
    {
        IReadOnlyList<PaymentSession> asked = sent.Has("sessionkey")
            ? sessions.Find(sent["sessionkey"]) is { } one && one.Store.Id == store.Id ? [one] : []
            : sessions.FindByTransaction(store.Id, sent["tran_id"]);
        foreach (var session in asked.Where(session => session.ExpiresAt <= now && session.Attempt is null))
            await end.OverdueAsync(session);
    }

    // Refund calls go before the queries: one stray parameter of theirs is enough to begin a refund, as it may be at the real one.
    private static Call KindOf(CallFields sent) =>
        sent.WasSent("refund_amount") || sent.WasSent("bank_tran_id") || sent.WasSent("refund_trans_id") ? Call.Refund
        : sent.WasSent("refund_ref_id") ? Call.RefundQuery
        : Call.Query;

    private static JsonObject BySession(
        Login login, SandboxStore store, SessionBook sessions, ScenarioBook scenarios, string key)
    {
        if (login is not Login.Accepted) return QueryAnswer.SessionRefused(ApiConnect.Of(login), key);
        return sessions.Find(key) is { } session && session.Store.Id == store.Id
            ? QueryAnswer.Session(session, scenarios.For(session))
            : QueryAnswer.SessionRefused("DONE", key);
    }

    private static JsonObject ByTransaction(
        Login login, SandboxStore store, SessionBook sessions, ScenarioBook scenarios, string transactionId)
    {
        if (login is not Login.Accepted) return QueryAnswer.TransactionsRefused(ApiConnect.Of(login));

        var found = sessions.FindByTransaction(store.Id, transactionId);
        var scenario = found.Count > 0 ? scenarios.For(found[0]) : Scenario.Nothing;
        return QueryAnswer.Transactions(transactionId, found, scenario);
    }
}
