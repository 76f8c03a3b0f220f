using System.Globalization;

namespace OiPayments.Gateways.SslCommerz;

/// <summary>
/// Reads what the gateway says it settled. Nobody has documented the answer, so it is believed as a whole or not at all: one line that
/// cannot be read refuses the page.
/// </summary>
internal static class SettlementReading
{
    private const int IdLength = 100;
    private const int QuoteLength = 60;

    /// <summary>Our ids and days go by Dhaka; an answer by another clock would put lines on other days.</summary>
    private static readonly string[] DhakasClock = ["Dhaka", "+06", "+6"];

    private static readonly string[] Times = ["yyyy-MM-dd", "yyyy-MM-dd HH:mm:ss"];

    /// <summary>Null when the page was read; else why not.</summary>
    public static ConnectionProblem? Read(ReadOnlySpan<byte> body, GatewayAccount account, out SettledPage page)
    {
        page = new([], 0, 0);
        if (WireJson.Read<SettlementAnswer>(body) is not { } answer) return Nonsense(WireJson.IsNotIt);
        if (ReadStatus(answer.Status, account) is { } problem) return problem;
        if (answer.TimeZone is { Length: > 0 } zone && !DhakasClock.Any(mark => zone.Contains(mark, StringComparison.OrdinalIgnoreCase)))
            return Nonsense($"It answers by the clock of '{Quoted(zone, account)}', not by Dhaka's.");
        if (!TryReadCount(answer.TotalPages, out var pages) || !TryReadCount(answer.NoOfTrans, out var transactions))
            return Nonsense("It does not say how many pages and transactions the day has.");

        var rows = answer.Sett ?? [];
        if (rows.Count > SettlementQuestion.LinesPerPage || rows.Count > transactions)
            return Nonsense($"It lists {rows.Count} transactions on a page, which are more than it was asked for or says there are.");

        var lines = new List<SettledLine>(rows.Count);
        foreach (var row in rows)
        {
            if (ReadLine(row, out var line) is { } unreadable) return Nonsense($"Of transaction {lines.Count + 1} of a page, {unreadable}");
            lines.Add(line);
        }

        page = new(lines, Math.Max(pages, 1), transactions);
        return null;
    }

    // Which word it says for yes is not known: these are its words elsewhere. Whatever else it says settles nothing.
    private static ConnectionProblem? ReadStatus(string? status, GatewayAccount account)
    {
        if (string.IsNullOrWhiteSpace(status)) return Nonsense("It answered without a status.");
        if (status.Equals("SUCCESS", StringComparison.OrdinalIgnoreCase)) return null;

        var word = Quoted(status, account).ToUpperInvariant();
        return ApiConnect.Read(word) is not { } problem ? null
            : problem.IsOurs ? problem
            : Nonsense($"It answered with a status that settles nothing, '{word}'.");
    }

    /// <summary>Null when the line was read; else what is wrong with it.</summary>
    private static string? ReadLine(SettledRow? row, out SettledLine line)
    {
        line = null!;
        if (row?.TransactionId?.Trim() is not { Length: > 0 and <= IdLength } id || id.Any(char.IsControl))
            return "the id is missing, or longer than any of ours.";
        if (!TryReadDay(row.SettDate, out var settled)) return "the day of settlement cannot be read.";
        if (!TryReadDay(row.TranDate, out var paid)) return "the day of payment cannot be read.";
        if (!Money.TryParseMajorUnits(row.CrAmount, Currency.Bdt, out var credited)) return "the amount cannot be read.";
        line = new(id, settled, paid, credited);
        return null;
    }

    private static bool TryReadDay(string? text, out DateOnly day)
    {
        var isRead = DateTime.TryParseExact(text, Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time);
        day = DateOnly.FromDateTime(time);
        return isRead;
    }

    private static bool TryReadCount(string? text, out int count) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count);

    // The gateway's sandbox is known to repeat secrets.
    private static string Quoted(string text, GatewayAccount account) =>
        FieldText.Fit(text.Replace(account.StorePassword, "***", StringComparison.OrdinalIgnoreCase), QuoteLength);

    private static ConnectionProblem Nonsense(string reason) => new(reason, IsOurs: false);
}
