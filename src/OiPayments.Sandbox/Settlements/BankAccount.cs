using System.Globalization;

namespace OiPayments.Sandbox.Settlements;

/// <summary>What a bank says of one account, from one balance to another. Amounts are BDT.</summary>
/// <param name="Account">Its number.</param>
/// <param name="Number">Of the statement: 1 is the first of the account.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
/// <param name="Opening">The balance before the first line.</param>
/// <param name="Lines">The oldest first.</param>
internal sealed record BankStatement(
    string Account, int Number, DateOnly From, DateOnly To, decimal Opening, IReadOnlyList<BankLine> Lines)
{
    public decimal Closing => Opening + Lines.Sum(line => line.Amount);
}

/// <summary>One movement on an account.</summary>
/// <param name="Day">When it was booked, and from when it bears interest.</param>
/// <param name="Amount">Above nought is money that came in.</param>
/// <param name="Reference">What the payer called it; null for what the bank does by itself.</param>
/// <param name="Text">What the bank says of it.</param>
/// <param name="IsReturn">Whether it takes an earlier line back.</param>
internal sealed record BankLine(DateOnly Day, decimal Amount, string? Reference, string Text, bool IsReturn = false)
{
    /// <summary>What the bank calls it.</summary>
    public string BankReference { get; init; } = "";
}

/// <summary>
/// The account that a store is paid into. A statement is about whole days, and opens with what the one before closed with. On each day with
/// a payout the bank takes a charge too, so that not every line is the gateway's.
/// </summary>
internal sealed class BankAccount(string number, IReadOnlyList<Settlement> settlements)
{
    private const decimal FirstBalance = 250_000m;
    private const decimal Charge = 2.30m;

    /// <summary>The statement of the day on which a settlement is paid out; with its return, also of those until it comes back.</summary>
    /// <param name="settlement">One of the account's, perhaps with faults.</param>
    /// <param name="isReturned">Whether the payout comes back a working day later.</param>
    public BankStatement StatementOf(Settlement settlement, bool isReturned)
    {
        var from = settlement.SettledOn;
        var to = isReturned ? BankDays.After(from) : from;
        var lines = new List<BankLine>();
        foreach (var day in settlements.Select(one => one.Day == settlement.Day ? settlement : one).GroupBy(one => one.SettledOn)
            .Where(day => day.Key >= from && day.Key <= to).OrderBy(day => day.Key)) lines.AddRange(LinesOf(day.Key, day));
        if (isReturned)
        {
            var text = $"EFT RETURN {settlement.Reference} ACCOUNT CLOSED";
            lines.Add(new(to, -settlement.Payout, settlement.Reference, text, IsReturn: true));
        }

        var before = settlements.GroupBy(one => one.SettledOn).Where(day => day.Key < from).ToList();
        var opening = FirstBalance + before.Sum(day => LinesOf(day.Key, day).Sum(line => line.Amount));
        return new(number, before.Count + 1, from, to, opening, [.. Numbered(lines)]);
    }

    private static IEnumerable<BankLine> LinesOf(DateOnly day, IEnumerable<Settlement> paidOut)
    {
        foreach (var settlement in paidOut.Where(settlement => settlement.Payout != 0).OrderBy(settlement => settlement.Day))
        {
            var text = settlement.Payout > 0 ? "BEFTN CREDIT SSLCOMMERZ" : "BEFTN DEBIT SSLCOMMERZ";
            yield return new(day, settlement.Payout, settlement.Reference, $"{text} {settlement.Reference}");
        }

        yield return new(day, -Charge, null, "SMS ALERT CHARGE");
    }

    private static IEnumerable<BankLine> Numbered(IEnumerable<BankLine> lines) => lines.GroupBy(line => line.Day).SelectMany(day =>
        day.Select((line, at) => line with
        {
            BankReference = string.Create(CultureInfo.InvariantCulture, $"FT{line.Day:yyMMdd}{at + 1:0000}"),
        }));
}
