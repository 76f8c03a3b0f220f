namespace OiPayments.Statements.Banks;

/// <summary>
/// The lines of a table with the balance behind each, where the bank writes one. It must add up from row to row, downwards where the oldest
/// row is the first and upwards where the newest is: then none is missing between them.
/// </summary>
internal sealed class RunningBalance
{
    private readonly List<BankLine> lines = [];

    // Rows of a balance alone, as "brought forward", stand among the lines: by how many lines are above them.
    private readonly List<(int Above, int Row, long Minor)> brought = [];

    public IReadOnlyList<BankLine> Lines => lines;

    public void Add(BankLine line) => StatementRules.Add(lines, line);

    public void AddBalance(int row, long minor)
    {
        if (brought.Count == StatementRules.MaxLines)
            throw new FileRefusedException($"The statement has more than {StatementRules.MaxLines} rows of balances alone.", row);
        brought.Add((lines.Count, row, minor));
    }

    /// <summary>The lines, the oldest first, and the balance before them; null where the table has no balances.</summary>
    /// <exception cref="FileRefusedException">The balances add up neither downwards nor upwards.</exception>
    public (IReadOnlyList<BankLine> Lines, long? Opening) InOrder()
    {
        var steps = Steps();
        if (!steps.Exists(step => step.Balance is not null)) return (IsNewestFirst() ? Reversed() : lines, null);

        var downwards = Opening(steps, out var broken);
        var upwards = Opening([.. Enumerable.Reverse(steps)], out var brokenUpwards);
        if (downwards is null && upwards is null)
        {
            // The direction that goes further is the one that was meant.
            var row = IsNewestFirst() ? brokenUpwards : broken;
            throw new FileRefusedException(
                $"Row {row}: the balance is not that of the row before with this row's amount, in whichever order the rows are read. Rows "
                + "are missing or changed: download the file again.", row);
        }

        return downwards is null || (upwards is not null && IsNewestFirst()) ? (Reversed(), upwards) : (lines, downwards);
    }

    // The balance before the first step; null where a balance is not the one before with what moved since.
    private static long? Opening(List<(int Row, long Moved, long? Balance)> steps, out int broken)
    {
        (long? opening, decimal moved, broken) = (null, 0m, 0);
        foreach (var (row, minor, balance) in steps)
        {
            moved += minor;
            if (balance is not { } behind) continue;
            var before = behind - moved;
            if ((opening ?? before) == before && decimal.Abs(before) <= Money.MaxMinorUnits)
            {
                opening = (long)before;
                continue;
            }

            broken = row;
            return null;
        }

        return opening;
    }

    private List<(int Row, long Moved, long? Balance)> Steps()
    {
        var steps = new List<(int Row, long Moved, long? Balance)>(lines.Count + brought.Count);
        var next = 0;
        for (var i = 0; i <= lines.Count; i++)
        {
            for (; next < brought.Count && brought[next].Above == i; next++) steps.Add((brought[next].Row, 0, brought[next].Minor));
            if (i < lines.Count) steps.Add((lines[i].Number, lines[i].AmountMinor, lines[i].BalanceMinor));
        }

        return steps;
    }

    private bool IsNewestFirst() => lines[0].BookedOn > lines[^1].BookedOn;

    private List<BankLine> Reversed() => [.. Enumerable.Reverse(lines)];
}
