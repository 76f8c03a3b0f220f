using System.Globalization;
using System.Xml.Linq;

namespace OiPayments.Statements.Banks;

/// <summary>One statement of camt.053 while it is read.</summary>
internal sealed class CamtStatement
{
    private readonly List<BankLine> lines = [];
    private readonly Dictionary<string, (long Minor, DateOnly? Day)> balances = [];
    private string? account;
    private string? id;
    private long? sequence;
    private int? page;
    private Currency? currency;
    private int entries;

    public void Add(XElement part)
    {
        switch (part.Name.LocalName)
        {
            case "Id":
                id = StatementRules.Reference(part.Value);
                break;
            case "ElctrncSeqNb":
                sequence = long.TryParse(part.Value, CultureInfo.InvariantCulture, out var number) ? number : null;
                break;
            case "StmtPgntn":
                page = int.TryParse(Child(part, "PgNb")?.Value, CultureInfo.InvariantCulture, out var given) ? given : null;
                break;
            case "Acct":
                account = StatementRules.Reference(Child(part, "Id")?.Value);
                if (Child(part, "Ccy") is { } code) Agree(code.Value.Trim());
                break;
            case "Bal":
                AddBalance(part);
                break;
        }
    }

    /// <summary>The next entry, in the statement's currency.</summary>
    /// <exception cref="FileRefusedException">No balance, and no account, has said what that is.</exception>
    public CamtEntry Entry() => new(++entries, currency ?? throw Incomplete("its account's currency"));

    public void AddEntry(CamtEntry entry)
    {
        if (!entry.IsBooked) return;
        foreach (var line in entry.Lines()) StatementRules.Add(lines, line);
    }

    public BankStatement Finish()
    {
        if (Balance("OPBD", "PRCD") is not { } opening) throw Incomplete("its opening balance (OPBD or PRCD)");
        if (Balance("CLBD") is not { } closing) throw Incomplete("its closing balance (CLBD)");

        return StatementRules.Checked(new()
        {
            Account = account,
            Currency = currency ?? throw Incomplete("its currency"),
            Number = id,
            Sequence = sequence,
            Page = page,
            OpenedOn = opening.Day,
            ClosedOn = closing.Day,
            OpeningMinor = opening.Minor,
            ClosingMinor = closing.Minor,
            Lines = Turned(opening.Minor, closing.Minor),
        });
    }

    // ISO 20022 says that the side of a reversal is that of the money that moves now; some banks give the side of what is taken back.
    // The balances tell which of the two it is.
    private List<BankLine> Turned(long opening, long closing)
    {
        if (StatementRules.Sum(opening, lines) == closing) return lines;
        List<BankLine> turned = [.. lines.Select(line => line.IsReversal ? line with { AmountMinor = -line.AmountMinor } : line)];
        return StatementRules.Sum(opening, turned) == closing ? turned : lines;
    }

    private void AddBalance(XElement balance)
    {
        var amount = Child(balance, "Amt");
        Agree(amount?.Attribute("Ccy")?.Value.Trim() ?? "");
        var kind = Child(Child(Child(balance, "Tp"), "CdOrPrtry"), "Cd")?.Value.Trim() ?? "";
        if (CamtValues.Amount(amount, currency!.Value, $"The balance {kind}") is not { } minor
            || CamtValues.IsCredit(Child(balance, "CdtDbtInd")?.Value) is not { } isCredit) throw Incomplete($"the amount of its "
                + $"balance {kind}");

        balances.TryAdd(kind, (isCredit ? minor : -minor, CamtValues.Day(Child(balance, "Dt"))));
    }

    private void Agree(string code)
    {
        if (!Currency.TryParse(code, out var given) || (currency is { } before && before != given))
        {
            throw new FileRefusedException(
                $"The statement {Quoted.Of(id ?? "without id")} is in {Quoted.Of(code)} and not in one currency of ISO 4217. Ask the bank "
                + "for a correct file.");
        }

        currency = given;
    }

    private (long Minor, DateOnly? Day)? Balance(params string[] kinds)
    {
        foreach (var kind in kinds)
        {
            if (balances.TryGetValue(kind, out var balance)) return balance;
        }

        return null;
    }

    private static XElement? Child(XElement? parent, string name) =>
        parent?.Elements().FirstOrDefault(child => child.Name.LocalName == name);

    private FileRefusedException Incomplete(string what) =>
        new($"The statement {Quoted.Of(id ?? "without id")} lacks {what}. Ask the bank for complete camt.053 statements.");
}
