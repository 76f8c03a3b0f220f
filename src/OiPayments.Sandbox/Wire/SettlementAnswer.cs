using System.Globalization;
using System.Text.Json.Nodes;
using OiPayments.Sandbox.Domain;
using OiPayments.Sandbox.Settlements;

namespace OiPayments.Sandbox.Wire;

/// <summary>
/// The answer to <c>settlementRecord</c>, with the fields that a merchant's code reads. What the gateway says in <c>status</c>, and how it
/// writes days and amounts, has not been published: both are as its other answers write them.
/// </summary>
internal static class SettlementAnswer
{
    public static JsonObject NotTaken(string status) => Answer(status, transactions: 0, pages: 0, new());

    /// <param name="page">The lines of one page.</param>
    /// <param name="transactions">How many lines all pages have.</param>
    /// <param name="pages">How many pages there are.</param>
    public static JsonObject Page(IEnumerable<(Settlement Of, SettlementEntry Entry)> page, int transactions, int pages) => Answer(
        "SUCCESS", transactions, pages,
        new([.. page.Select(line => Line(line.Of, line.Entry))]));

    private static JsonObject Line(Settlement of, SettlementEntry entry) => new()
    {
        ["sett_date"] = $"{of.SettledOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} 00:00:00",
        ["tran_date"] = GatewayClock.Format(entry.At),
        ["transactionID"] = entry.TransactionId,
        ["cr_amount"] = Amounts.Padded(entry.Net),
    };

    private static JsonObject Answer(string status, int transactions, int pages, JsonArray lines) => new()
    {
        ["status"] = status,
        ["no_of_trans"] = transactions,
        ["total_pages"] = pages,
        ["time_zone"] = "Asia/Dhaka",
        ["sett"] = lines,
    };
}
