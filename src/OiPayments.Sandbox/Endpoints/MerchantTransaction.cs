using System.Text.Json.Nodes;
using OiPayments.Sandbox.Control;
using OiPayments.Sandbox.Domain;
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
        .Misbehaving(faults => faults.Query);

    private static async Task<IResult> HandleAsync(HttpRequest request, StoreBook stores, SessionBook sessions)
    {
        var sent = await CallFields.ReadAsync(request);
        if (!sent.Has("store_id") || !sent.Has("store_passwd")) return PhpJson.Ok(QueryAnswer.InvalidRequest());

        var login = stores.LogIn(sent["store_id"], sent["store_passwd"], out var store);
        return PhpJson.Ok(sent switch
        {
            // Refund calls belong in front of the queries: on a shared address their parameters take precedence.
            _ when sent.WasSent("refund_amount") || sent.WasSent("refund_ref_id") => QueryAnswer.InvalidRequest(),
            _ when sent.Has("sessionkey") => BySession(login, store, sessions, sent["sessionkey"]),
            _ when sent.Has("tran_id") => ByTransaction(login, store, sessions, sent["tran_id"]),
            _ => QueryAnswer.InvalidRequest(),
        });
    }

    private static JsonObject BySession(Login login, SandboxStore store, SessionBook sessions, string key)
    {
        if (login is not Login.Accepted) return QueryAnswer.SessionRefused(ApiConnect.Of(login), key);
        return sessions.Find(key) is { } session && session.Store.Id == store.Id
            ? QueryAnswer.Session(session)
            : QueryAnswer.SessionRefused("DONE", key);
    }

    private static JsonObject ByTransaction(
        Login login, SandboxStore store, SessionBook sessions, string transactionId) => login is Login.Accepted
            ? QueryAnswer.Transactions(transactionId, sessions.FindByTransaction(store, transactionId))
            : QueryAnswer.TransactionsRefused(ApiConnect.Of(login));
}
