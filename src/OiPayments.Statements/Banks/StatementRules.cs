using OiPayments.Statements.Values;

namespace OiPayments.Statements.Banks;

/// <summary>What holds for statements of every format.</summary>
internal static class StatementRules
{
    /// <summary>A statement is held in memory: no account moves more often between two statements.</summary>
    public const int MaxLines = 100_000;

    public const int MaxRawLength = 4000;

    // A line is booked between the balances, give or take what banks do around holidays; a wrong year is far outside.
    private const int MaxDaysOutside = 40;

    public static void Add(List<BankLine> lines, BankLine line)
    {
        if (lines.Count == MaxLines)
        {
            throw new FileRefusedException(
                $"The statement has more than {MaxLines} lines. Ask the bank for shorter periods and upload them one by one.", line.Number);
        }

        lines.Add(line);
    }

    /// <exception cref="FileRefusedException">Opening balance and lines are not the closing one, or a line is of another time.</exception>
    public static BankStatement Checked(BankStatement statement)
    {
        if (statement is { OpeningMinor: { } opening, ClosingMinor: { } closing })
        {
            var sum = Sum(opening, statement.Lines);
            if (sum != closing)
            {
                throw new FileRefusedException(
                    $"The statement {Name(statement)} opens with {Shown(opening, statement)}, its {statement.Lines.Count} lines come to "
                    + $"{Shown(sum, statement)}, and it closes with {Shown(closing, statement)}. Lines are missing or changed: download "
                    + "it again.");
            }
        }

        foreach (var line in statement.Lines) RefuseFarOutside(line, statement);
        return statement;
    }

    public static long Sum(long opening, IEnumerable<BankLine> lines)
    {
        try
        {
            return lines.Aggregate(opening, (sum, line) => checked(sum + line.AmountMinor));
        }
        catch (OverflowException)
        {
            throw new FileRefusedException("The amounts of the statement come to more than can be counted. Download it again.");
        }
    }

    /// <summary>An id of another's, on one line: null for none, and for the word that stands for none.</summary>
    public static string? Reference(string? text) =>
        IdText.ReadText(text ?? "") is { } read && read is not ("NONREF" or "NOTPROVIDED") ? read.CutTo(IdText.MaxIdLength) : null;

    private static void RefuseFarOutside(BankLine line, BankStatement statement)
    {
        if (statement is not { OpenedOn: { } opened, ClosedOn: { } closed }) return;
        if (line.BookedOn >= opened.AddDays(-MaxDaysOutside) && line.BookedOn <= closed.AddDays(MaxDaysOutside)) return;

        throw new FileRefusedException(
            $"Line {line.Number} of the statement {Name(statement)} is booked on {line.BookedOn:yyyy-MM-dd}, but the statement goes from "
            + $"{opened:yyyy-MM-dd} to {closed:yyyy-MM-dd}. Ask the bank for a correct file.", line.Number);
    }

    private static string Name(BankStatement statement) => Quoted.Of(statement.Number ?? statement.Account ?? "without number");

    private static string Shown(long minor, BankStatement statement) => new Money(minor, statement.Currency).ToString();
}
