using System.Globalization;

namespace OiPayments.Gateways.SslCommerz;

/// <summary>
/// The form of <c>POST /validator/api/v4/</c> that asks what was settled on a day of Dhaka. SSLCOMMERZ documents neither the call nor its
/// answer: both are known from the public code of one merchant alone, and have not been tried against the gateway.
/// </summary>
internal sealed class SettlementQuestion
{
    public const string Path = "validator/api/v4/";

    /// <summary>As many as fit into <see cref="SslCommerzClient.MaxAnswerBytes"/> with room to spare.</summary>
    public const int LinesPerPage = 500;

    /// <exception cref="ArgumentOutOfRangeException">A page before the first.</exception>
    public SettlementQuestion(GatewayAccount account, DateOnly day, int page)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(page, 1);
        var date = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        Fields =
        [
            new("store_id", account.StoreId),
            new("store_passwd", account.StorePassword),
            new("action", "settlementRecord"),
            new("start_date", $"{date} 00:00:00"),
            new("end_date", $"{date} 23:59:59"),
            new("page", page.ToString(CultureInfo.InvariantCulture)),
            new("limit", LinesPerPage.ToString(CultureInfo.InvariantCulture)),
        ];
    }

    public IReadOnlyList<KeyValuePair<string, string>> Fields { get; }
}
