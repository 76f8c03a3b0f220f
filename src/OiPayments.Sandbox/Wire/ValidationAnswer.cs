using System.Text.Json.Nodes;
using OiPayments.Sandbox.Domain;
using OiPayments.Sandbox.Scenarios;

namespace OiPayments.Sandbox.Wire;

/// <summary>The answer to "validate order", in the captured key order: all strings but two.</summary>
internal static class ValidationAnswer
{
    private const string Order =
        "tran_date,tran_id,val_id,amount,store_amount,currency,bank_tran_id,card_type,card_no,card_issuer,card_brand," +
        "card_category,card_sub_brand,card_issuer_country,card_issuer_country_code,currency_type,currency_amount," +
        "currency_rate,base_fair,value_a,value_b,value_c,value_d,emi_instalment,emi_amount,emi_description,emi_issuer," +
        "account_details,risk_title,risk_level,discount_percentage,discount_amount,discount_remarks,APIConnect," +
        "validated_on,gw_version";

    public static JsonObject Unknown(string apiConnect, DateTimeOffset now) => new()
    {
        ["status"] = "INVALID_TRANSACTION",
        ["APIConnect"] = apiConnect,
        ["validated_on"] = GatewayClock.Format(now),
        ["gw_version"] = "",
    };

    /// <summary>A <paramref name="scenario"/> may play a gateway whose word differs from the order.</summary>
    public static JsonObject Paid(PaymentSession session, Attempt attempt, bool isFirst, Scenario scenario)
    {
        var values = TransactionFields.Of(session, attempt, scenario.ValidationWrong, scenario.ValidationAmount);
        values["store_amount"] = Amounts.Trimmed(values["store_amount"]);
        values["card_category"] = attempt.Channel?.Category ?? "";
        values["card_sub_brand"] = "";
        values["account_details"] = "";
        values["APIConnect"] = "DONE";

        var answer = new JsonObject { ["status"] = isFirst ? "VALID" : "VALIDATED" };
        foreach (var name in Order.Split(',')) answer[name] = values[name];
        answer["offer_avail"] = 1;
        answer["card_ref_id"] = attempt.CardReference;
        answer["isTokeizeSuccess"] = 0;
        answer["campaign_code"] = "";
        return answer;
    }
}
