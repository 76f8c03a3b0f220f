using OiPayments.Sandbox.Domain;

namespace OiPayments.Sandbox.Settlements;

/// <summary>A bank's statement as a table, as portals of banks write it: the balance behind each row, and amounts in lakhs.</summary>
internal static class BankTable
{
    private const string DayFirst = "dd/MM/yyyy";

    private static readonly string[] Headers =
        ["Date", "Value Date", "Description", "Reference", "Transaction ID", "Debit", "Credit", "Balance"];

    public static FileTable Of(BankStatement statement)
    {
        var balance = statement.Opening;
        var rows = new List<FileCell[]> { Row(statement.From, "BALANCE BROUGHT FORWARD", null, null, 0, balance) };
        foreach (var line in statement.Lines)
        {
            balance += line.Amount;
            rows.Add(Row(line.Day, line.Text, line.Reference, line.BankReference, line.Amount, balance));
        }

        return new(Titles: [], Headers, rows);
    }

    private static FileCell[] Row(DateOnly day, string text, string? reference, string? bankReference, decimal amount, decimal balance) =>
    [
        FileCell.Day(day, DayFirst), FileCell.Day(day, DayFirst), new(text), new(reference ?? ""), new(bankReference ?? ""),
        new(amount < 0 ? Amounts.Grouped(-amount) : ""), new(amount > 0 ? Amounts.Grouped(amount) : ""), new(Amounts.Grouped(balance)),
    ];
}
