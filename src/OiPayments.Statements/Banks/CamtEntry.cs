using System.Globalization;
using System.Xml.Linq;
using OiPayments.Statements.Values;

namespace OiPayments.Statements.Banks;

/// <summary>One entry of camt.053, or one of its details, with what is read of it. Names are those of ISO 20022.</summary>
internal sealed class CamtEntry(int number, Currency currency)
{
    // A batch of more is a file of its own at any bank.
    private const int MaxDetails = 20_000;
    private const int MaxTexts = 20;

    private readonly Dictionary<string, XElement> parts = [];
    private readonly List<Detail> details = [];
    private readonly List<string> raw = [];
    private int rawLength;

    /// <summary>Takes one element of the entry, its details excepted.</summary>
    public void Add(XElement part)
    {
        parts.TryAdd(part.Name.LocalName, part);
        Keep(part);
    }

    public void AddDetail(XElement detail)
    {
        if (details.Count == MaxDetails)
            throw Wrong($"has more than {MaxDetails} details. Ask the bank for one entry for each payment.");
        var (minor, isCredit) = AmountOf(detail);
        var refs = Child(detail, "Refs");
        details.Add(new(
            minor, isCredit,
            StatementRules.Reference(Value(refs, "EndToEndId") ?? Value(refs, "InstrId") ?? Value(refs, "TxId")
                ?? detail.Descendants().FirstOrDefault(at => at.Name.LocalName == "CdtrRefInf")?.Value),
            StatementRules.Reference(Value(refs, "AcctSvcrRef")),
            Text(detail),
            Written(detail).CutTo(StatementRules.MaxRawLength)));
    }

    /// <summary>Whether it is booked: what is pending or only for information is no part of the balances.</summary>
    public bool IsBooked => Child("Sts") is not { } status ? throw Wrong("has no status (Sts). Ask the bank for a complete file.")
        : (Value(status, "Cd") ?? status.Value).Trim() == "BOOK";

    /// <summary>The entry as one line, or its details where they say it all: their amounts are those of the entry.</summary>
    public IEnumerable<BankLine> Lines()
    {
        var line = Whole();
        if (details.Count == 1) return [Merged(line, details[0])];

        var amounts = details.Select(detail => Signed(detail, line)).ToList();
        if (details.Count == 0 || amounts.Exists(amount => amount is null) || amounts.Sum(amount => (decimal?)amount) != line.AmountMinor)
            return [line];
        return details.Zip(amounts, (detail, amount) => Merged(line, detail) with { AmountMinor = amount!.Value });
    }

    private BankLine Whole()
    {
        var (minor, isCredit) = (CamtValues.Amount(Child("Amt"), currency, Place), CamtValues.IsCredit(Value("CdtDbtInd")));
        if (minor is not { } amount || isCredit is not { } credit)
            throw Wrong($"has no amount in {currency}, or does not say whether it is a credit. Ask the bank for a correct file.");

        var valued = CamtValues.Day(Child("ValDt"));
        return new()
        {
            Number = number,
            BookedOn = CamtValues.Day(Child("BookgDt")) ?? valued ?? throw Wrong("has no day (BookgDt). Ask the bank for a complete file."),
            ValueOn = valued,
            AmountMinor = credit ? amount : -amount,
            IsReversal = Value("RvslInd")?.Trim() is "true" or "1",
            Reference = StatementRules.Reference(Value("NtryRef")),
            BankReference = StatementRules.Reference(Value("AcctSvcrRef")),
            Text = IdText.ReadText(Value("AddtlNtryInf") ?? ""),
            Raw = string.Concat(raw).CutTo(StatementRules.MaxRawLength),
        };
    }

    private static BankLine Merged(BankLine line, Detail detail) => line with
    {
        Reference = detail.Reference ?? line.Reference,
        BankReference = detail.BankReference ?? line.BankReference,
        Text = detail.Text ?? line.Text,
        Raw = (line.Raw + detail.Raw).CutTo(StatementRules.MaxRawLength),
    };

    // A detail that does not say is on the side of its entry.
    private static long? Signed(Detail detail, BankLine line) =>
        (detail.IsCredit ?? line.AmountMinor >= 0) ? detail.Minor : -detail.Minor;

    // Later versions have the amount beside the details' other fields, earlier ones among the amounts.
    private (long? Minor, bool? IsCredit) AmountOf(XElement detail) => (
        CamtValues.Amount(Child(detail, "Amt") ?? Child(Child(Child(detail, "AmtDtls"), "TxAmt"), "Amt"), currency, Place),
        CamtValues.IsCredit(Value(detail, "CdtDbtInd")));

    private static string? Text(XElement detail)
    {
        var texts = (Child(detail, "RmtInf")?.Elements() ?? []).Where(part => part.Name.LocalName == "Ustrd").Take(MaxTexts)
            .Select(part => part.Value).Append(Value(detail, "AddtlTxInf") ?? "");
        return IdText.ReadText(string.Join(' ', texts.Where(text => text.Length > 0)));
    }

    private void Keep(XElement part)
    {
        if (rawLength > StatementRules.MaxRawLength) return;
        raw.Add(Written(part));
        rawLength += raw[^1].Length;
    }

    private static string Written(XElement part) => part.ToString(SaveOptions.DisableFormatting);

    private XElement? Child(string name) => parts.GetValueOrDefault(name);

    private string? Value(string name) => Child(name)?.Value;

    private static XElement? Child(XElement? parent, string name) =>
        parent?.Elements().FirstOrDefault(child => child.Name.LocalName == name);

    private static string? Value(XElement? parent, string name) => Child(parent, name)?.Value;

    private string Place => string.Create(CultureInfo.InvariantCulture, $"Entry {number}");

    private FileRefusedException Wrong(string problem) => new($"{Place} of the statement {problem}", number);

    private sealed record Detail(long? Minor, bool? IsCredit, string? Reference, string? BankReference, string? Text, string Raw);
}
