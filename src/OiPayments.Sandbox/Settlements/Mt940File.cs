using System.Globalization;
using System.Text;
using OiPayments.Sandbox.Domain;

namespace OiPayments.Sandbox.Settlements;

/// <summary>
/// Writes a statement as MT940, as SWIFT's standard of category 9 has it: lines end with CRLF, amounts have a comma and no sign, and a
/// letter says whether money came or went.
/// </summary>
internal static class Mt940File
{
    public static byte[] Write(BankStatement statement)
    {
        var text = new StringBuilder();
        Add($":20:{statement.To:yyMMdd}-{statement.Number}");
        Add($":25:{statement.Account}");
        Add($":28C:{statement.Number}/1");
        Add($":60F:{Balance(statement.Opening, statement.From)}");
        foreach (var line in statement.Lines)
        {
            var references = $"{line.Reference ?? "NONREF"}//{line.BankReference}";
            Add($":61:{line.Day:yyMMdd}{line.Day:MMdd}{Mark(line)}{Amount(line.Amount)}NTRF{references}");
            Add($":86:{line.Text}");
        }

        Add($":62F:{Balance(statement.Closing, statement.To)}");
        text.Append("-\r\n");
        return Encoding.ASCII.GetBytes(text.ToString());

        void Add(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append("\r\n");
    }

    // What takes a credit back is marked as its reversal, and money goes all the same.
    private static string Mark(BankLine line) => line.IsReturn ? line.Amount < 0 ? "RC" : "RD" : line.Amount < 0 ? "D" : "C";

    private static string Balance(decimal balance, DateOnly day) =>
        string.Create(CultureInfo.InvariantCulture, $"{(balance < 0 ? 'D' : 'C')}{day:yyMMdd}BDT{Amount(balance)}");

    private static string Amount(decimal amount) => Amounts.Padded(Math.Abs(amount)).Replace('.', ',');
}
