using OiPayments.Sandbox.Domain;
using OiPayments.Sandbox.Scenarios;

namespace OiPayments.Sandbox.Wire;

/// <summary>
/// The fields that tell a merchant how a session ended, in the order captured from the real gateway: one set for the
/// server's notice (IPN), another for the form the customer's browser carries back.
/// </summary>
internal static class NoticeFields
{
    private const string Card =
        "card_brand,card_issuer,card_issuer_country,card_issuer_country_code,card_no,card_sub_brand,card_type,";
    private const string Currency = "currency,currency_amount,currency_rate,currency_type,error,";
    private const string Values = "value_a,value_b,value_c,value_d";

    private const string SignedWhole = "amount,bank_tran_id,base_fair," + Card + Currency +
        "risk_level,risk_title,status,store_amount,store_id,tran_date,tran_id,val_id," + Values;
    private const string SignedFailure = "amount,bank_tran_id,base_fair," + Card + Currency +
        "status,store_id,tran_date,tran_id," + Values;
    private const string SignedCancellation = "amount,bank_tran_id,base_fair," + Currency +
        "status,store_id,tran_date,tran_id," + Values;

    private const string SuccessForm =
        "tran_id,val_id,amount,card_type,store_amount,card_no,bank_tran_id,status,tran_date,error,currency,card_issuer," +
        "card_brand,card_sub_brand,card_issuer_country,card_issuer_country_code,store_id,verify_sign,verify_key," +
        "verify_sign_sha2,currency_type,currency_amount,currency_rate,base_fair," + Values +
        ",subscription_id,risk_level,risk_title";
    private const string FailureForm =
        "tran_id,error,status,bank_tran_id,currency,tran_date,amount,store_id,card_type,card_no,card_issuer,card_brand," +
        "card_sub_brand,card_issuer_country,card_issuer_country_code,subscription_id,currency_type,currency_amount," +
        "currency_rate,base_fair," + Values + ",verify_sign,verify_sign_sha2,verify_key";
    private const string CancellationForm =
        "status,tran_id,error,bank_tran_id,currency,tran_date,amount,store_id,currency_type,currency_amount," +
        "currency_rate,base_fair," + Values + ",verify_sign,verify_sign_sha2,verify_key";

    /// <summary>The server's notice: the signed fields in alphabetical order, then the signature.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> ForNotice(
        PaymentSession session, Attempt attempt, string password, Misstatement wrong) =>
        Arrange(session, attempt, password, Signed(attempt) + ",verify_sign,verify_sign_sha2,verify_key", wrong);

    /// <summary>The browser's form; null when the customer is not sent back, since nobody was on the page.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>>? ForBrowser(PaymentSession session, Attempt attempt) =>
        attempt.Outcome switch
        {
            Outcome.Paid => Arrange(session, attempt, session.Store.Password, SuccessForm),
            Outcome.Failed => Arrange(session, attempt, session.Store.Password, FailureForm),
            Outcome.Cancelled => Arrange(session, attempt, session.Store.Password, CancellationForm),
            Outcome.Unattempted or Outcome.Expired => null,
        };

    private static string Signed(Attempt attempt) => attempt.Outcome switch
    {
        Outcome.Failed => SignedFailure,
        Outcome.Cancelled => SignedCancellation,
        Outcome.Paid or Outcome.Unattempted or Outcome.Expired => SignedWhole,
    };

    private static IReadOnlyList<KeyValuePair<string, string>> Arrange(
        PaymentSession session, Attempt attempt, string password, string order, Misstatement wrong = Misstatement.None)
    {
        var values = TransactionFields.Of(session, attempt, wrong);
        var signed = Signed(attempt);
        var signature = NoticeSignature.Of(values, signed.Split(','), password);
        values["verify_key"] = signed;
        values["verify_sign"] = signature.Md5;
        values["verify_sign_sha2"] = signature.Sha256;
        return [.. order.Split(',').Select(name => KeyValuePair.Create(name, values[name]))];
    }
}
