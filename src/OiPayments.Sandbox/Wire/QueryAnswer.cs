using System.Text.Json.Nodes;
using OiPayments.Sandbox.Domain;
using OiPayments.Sandbox.Scenarios;

namespace OiPayments.Sandbox.Wire;

/// <summary>The answers to the two transaction queries, odd ones included.</summary>
internal static class QueryAnswer
{
    private const string FlatOrder =
        "status,sessionkey,tran_date,tran_id,val_id,amount,store_amount,card_type,card_no,currency,bank_tran_id,card_issuer," +
        "card_brand,card_issuer_country,card_issuer_country_code,currency_type,currency_amount,currency_rate,base_fair," +
        "emi_instalment,emi_amount,discount_percentage,discount_remarks,value_a,value_b,value_c,value_d,risk_level," +
        "risk_title,validated_on,gw_version";

    private const string ElementOrder =
        "val_id,status,validated_on,currency_type,currency_amount,currency_rate,base_fair,value_a,value_b,value_c,value_d," +
        "discount_percentage,discount_remarks,discount_amount,tran_date,tran_id,amount,store_amount,bank_tran_id,card_type," +
        "risk_title,risk_level,currency,bank_gw,card_no,card_issuer,card_brand,card_issuer_country," +
        "card_issuer_country_code,gw_version,emi_instalment,emi_amount,emi_description,emi_issuer,error";

    public static JsonObject InvalidRequest() => new() { ["APIConnect"] = "INVALID_REQUEST" };

    public static JsonObject SessionRefused(string apiConnect, string sessionKey) => new()
    {
        ["APIConnect"] = apiConnect,
        ["status"] = "INVALID",
        ["sessionkey"] = sessionKey,
    };

    public static JsonObject TransactionsRefused(string apiConnect) => new()
    {
        ["APIConnect"] = apiConnect,
        ["no_of_trans_found"] = 0,
        ["element"] = new JsonArray(),
    };

    public static JsonObject Session(PaymentSession session, Scenario scenario)
    {
        var answer = new JsonObject { ["APIConnect"] = "DONE" };
        // The documentation names PENDING here, while the query by tran_id was seen to answer PROCESSING.
        Fill(answer, session, scenario, FlatOrder, unpaid: "PENDING");
        return answer;
    }

    public static JsonObject Transactions(string transactionId, IReadOnlyList<PaymentSession> sessions, Scenario scenario) => new()
    {
        ["APIConnect"] = "DONE",
        ["no_of_trans_found"] = sessions.Count,
        // Nothing found is still one element, saying INVALID.
        ["element"] = sessions.Count == 0
            ? new JsonArray(new JsonObject { ["tran_id"] = transactionId, ["status"] = "INVALID" })
            : new JsonArray([.. sessions.Select(session => Element(session, scenario))]),
    };

    private static JsonObject Element(PaymentSession session, Scenario scenario)
    {
        var element = new JsonObject();
        Fill(element, session, scenario, ElementOrder, unpaid: "PROCESSING");
        return element;
    }

    private static void Fill(JsonObject answer, PaymentSession session, Scenario scenario, string order, string unpaid)
    {
        var attempt = session.Attempt;
        var values = TransactionFields.Of(session, attempt, scenario.ValidationWrong, scenario.ValidationAmount);
        values["sessionkey"] = session.Key;
        values["bank_gw"] = attempt?.Channel?.GatewayKey ?? "";
        if (attempt is null) values["status"] = unpaid;
        else if (attempt.ValidatedAt is not null) values["status"] = "VALIDATED";
        values["store_amount"] = Amounts.Trimmed(values["store_amount"]);
        foreach (var name in order.Split(',')) answer[name] = values[name];
    }
}
