using System.Text.Json.Nodes;
using OiPayments.Sandbox.Domain;

namespace OiPayments.Sandbox.Wire;

/// <summary>
/// The answers to a refund call and to the query about one, key for key as published; those to an unknown refund and to a wrong
/// login of the query are as recorded. The gateway calls our transaction <c>trans_id</c> in one and <c>tran_id</c> in the other.
/// </summary>
internal static class RefundAnswer
{
    private const string NoDate = "0000-00-00 00:00:00";

    public static JsonObject NotTaken(string apiConnect, string bankTransactionId, string reason) =>
        Started(apiConnect, bankTransactionId, transactionId: "", id: "", "failed", reason);

    public static JsonObject Refused(string bankTransactionId, string transactionId, string reason) =>
        Started("DONE", bankTransactionId, transactionId, id: "", "failed", reason);

    public static JsonObject Begun(Refund refund) =>
        Started("DONE", BankOf(refund), refund.Session.Order.TransactionId, refund.Id, "success", "");

    public static JsonObject Repeated(Refund refund, bool namesId) =>
        Started("DONE", BankOf(refund), refund.Session.Order.TransactionId, namesId ? refund.Id : "", "processing", "");

    public static JsonObject Progress(Refund refund, DateTimeOffset now)
    {
        var status = refund.StatusAt(now);
        return new()
        {
            ["APIConnect"] = "DONE",
            ["bank_tran_id"] = BankOf(refund),
            ["tran_id"] = refund.Session.Order.TransactionId,
            ["initiated_on"] = GatewayClock.Format(refund.Begun),
            ["refunded_on"] = status == "refunded" ? GatewayClock.Format(refund.EndedAt(now)) : NoDate,
            ["status"] = status,
            ["refund_ref_id"] = refund.Id,
            ["errorReason"] = "",
        };
    }

    public static JsonObject Unknown(string id) => new()
    {
        ["APIConnect"] = "DONE",
        ["bank_tran_id"] = "",
        ["tran_id"] = "",
        ["initiated_on"] = NoDate,
        ["refunded_on"] = NoDate,
        ["status"] = "failed",
        ["refund_ref_id"] = id,
        ["errorReason"] = "Unknown Refund Ref ID",
    };

    public static JsonObject QueryNotTaken(string apiConnect, string id) => new()
    {
        ["APIConnect"] = apiConnect,
        ["bank_tran_id"] = "",
        ["tran_id"] = "",
        ["status"] = "INVALID",
        ["refund_ref_id"] = id,
    };

    private static JsonObject Started(
        string apiConnect, string bankTransactionId, string transactionId, string id, string status, string reason) => new()
        {
            ["APIConnect"] = apiConnect,
            ["bank_tran_id"] = bankTransactionId,
            ["trans_id"] = transactionId,
            ["refund_ref_id"] = id,
            ["status"] = status,
            ["errorReason"] = reason,
        };

    private static string BankOf(Refund refund) => refund.Session.Attempt?.BankTransactionId ?? "";
}
