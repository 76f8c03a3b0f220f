using System.Text.Json.Nodes;
using OiPayments.Sandbox.Domain;
using OiPayments.Sandbox.Scenarios;
using OiPayments.Sandbox.Wire;

namespace OiPayments.Sandbox.Endpoints;

/// <summary>The two refund calls at the address of the queries.</summary>
internal sealed class MerchantRefund(
    SessionBook sessions, RefundBook refunds, ScenarioBook scenarios, SandboxOptions options)
{
    private const int MaxIdLength = 30;

    /// <summary>Begins a refund, or tells that it was begun before.</summary>
    public JsonObject Begin(Login login, SandboxStore? store, CallFields sent, string address, DateTimeOffset now)
    {
        var bank = sent["bank_tran_id"];
        if (login is not Login.Accepted || store is null) return RefundAnswer.NotTaken(ApiConnect.Of(login), "", "");

        var session = sessions.FindByBank(store.Id, bank);
        var scenario = scenarios.For(store.Id, session?.Order.TransactionId ?? "", session?.Order.CurrencyAmount);
        if (!scenario.RefundAddressRegistered) return RefundAnswer.NotTaken(ApiConnect.FromUnknown(address), "", "");
        if (Missing(sent, scenario) is { } missing)
            return RefundAnswer.NotTaken("INVALID_REQUEST", bank, $"Invalid Information! '{missing}' is missing or empty.");
        if (session is null) return RefundAnswer.Refused(bank, "", "Unknown bank_tran_id");

        return Begin(session, scenario, sent, now);
    }

    /// <summary>Tells how far a refund has come.</summary>
    public JsonObject Query(Login login, SandboxStore? store, CallFields sent, string address, DateTimeOffset now)
    {
        var id = sent["refund_ref_id"];
        if (login is not Login.Accepted || store is null) return RefundAnswer.QueryNotTaken(ApiConnect.Of(login), id);

        var refund = refunds.Find(store.Id, id);
        var scenario = refund is null ? scenarios.For(store.Id, "", amount: null) : scenarios.For(refund.Session);
        if (!scenario.RefundAddressRegistered) return RefundAnswer.QueryNotTaken(ApiConnect.FromUnknown(address), id);

        return refund is null ? RefundAnswer.Unknown(id) : RefundAnswer.Progress(refund, now);
    }

    private JsonObject Begin(PaymentSession session, Scenario scenario, CallFields sent, DateTimeOffset now)
    {
        var bank = sent["bank_tran_id"];
        var transactionId = session.Order.TransactionId;
        if (sent["refund_trans_id"].Length > MaxIdLength)
            return RefundAnswer.Refused(bank, transactionId, $"refund_trans_id is longer than {MaxIdLength} characters");
        if (!Amounts.TryParse(sent["refund_amount"], out var amount) || amount <= 0 || amount != Amounts.Round(amount))
            return RefundAnswer.Refused(bank, transactionId, "Invalid refund amount");
        if (scenario.RefundEnding is RefundEnding.Refused)
            return RefundAnswer.Refused(bank, transactionId, "Refund is not allowed for this transaction");

        var takes = scenario.RefundSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : options.RefundTime;
        return refunds.Begin(session, sent["refund_trans_id"].Trim(), amount, takes, scenario.RefundEnding, now) switch
        {
            RefundStart.Begun begun => RefundAnswer.Begun(begun.Refund),
            RefundStart.Repeated repeated => RefundAnswer.Repeated(repeated.Refund, scenario.RefundRepeatNamesId),
            RefundStart.TooMuch tooMuch => RefundAnswer.Refused(
                bank, transactionId, $"Refund amount is more than what is left of the payment, {Amounts.Padded(tooMuch.Left)}"),
            var other => throw new NotSupportedException(other.GetType().Name),
        };
    }

    private static string? Missing(CallFields sent, Scenario scenario)
    {
        string[] mandatory = scenario.RefundIdRequired
            ? ["bank_tran_id", "refund_trans_id", "refund_amount", "refund_remarks"]
            : ["bank_tran_id", "refund_amount", "refund_remarks"];
        return mandatory.FirstOrDefault(name => !sent.Has(name));
    }
}
