using System.ComponentModel;
using OiPayments.Api;
using OiPayments.Statements;

namespace OiPayments.Reconciliation;

/// <summary>How settlement files are to be read, as somebody says it.</summary>
internal sealed record MappingRequest(
    [property: Description("The columns that are needed, each with what it holds.")] IReadOnlyList<MappedColumnRequest> Columns,
    [property: Description("What the words of the column of kinds mean: each word with PAYMENT, REFUND, CHARGEBACK, CHARGEBACK_REVERSAL, "
        + "FEE_REVERSAL, ADJUSTMENT, RESERVE or PAYOUT. Without such a column money in is a payment, and money out a refund.")]
    IReadOnlyDictionary<string, string>? Kinds,
    [property: Description("true: the file writes what is taken without a sign, as a refund of 100.00; the kind of a row says whether "
        + "money comes or goes.")]
    bool? Unsigned,
    [property: Description("Columns that the file has and nobody needs. A column that is in neither list refuses the file.")]
    IReadOnlyList<string>? Ignored,
    [property: Description("For text files: what stands between two cells; found out when left out.")] string? Separator,
    [property: Description("For workbooks: the name of the sheet; the first when left out.")] string? Sheet,
    [property: Description("The line or row of the headers, from 1; found out when left out.")] int? HeaderRow,
    [property: Description("The currency of rows that name none; BDT when left out.")] string? Currency,
    [property: Description("Where clocks show the times of the file: a name of the IANA list; Asia/Dhaka when left out.")] string? TimeZone)
{
    private const int MaxWords = 100;

    public static MappingRequest Read(JsonFields fields, FieldErrors errors)
    {
        var columns = fields.OptionalObjects("columns", FileLayoutRules.MaxColumns);
        if (columns is null && !fields.Has("columns")) errors.Add("columns", "Is required.");
        return new(
            [.. (columns ?? []).Select(column => MappedColumnRequest.Read(column.Fields))], fields.OptionalTextMap("kinds"),
            fields.OptionalBoolean("unsigned"),
            [.. (fields.OptionalTextList("ignored", FileLayoutRules.MaxIgnored, FileLayoutRules.MaxHeaderLength) ?? []).OfType<string>()],
            fields.OptionalText("separator"), fields.OptionalText("sheet"),
            (int?)fields.OptionalWholeNumber("headerRow", 1, FileLayoutRules.MaxHeaderRow),
            fields.OptionalText("currency"), fields.OptionalText("timeZone"));
    }

    public void Check(FieldErrors errors)
    {
        errors.CheckColumns(
            [.. Columns.Select(column => column.Header)], Columns.Select(column => WireNames<SettlementField>.Of(column.Field)), Ignored);
        for (var place = 0; place < Columns.Count; place++) Columns[place].Check(errors.Within($"columns[{place}]"));
        CheckMeaning(errors);
        CheckKinds(errors);
        errors.CheckLayout(Sheet, Separator, TimeZone);
        if (Currency is { } code && !OiPayments.Currency.TryParse(code, out _))
            errors.Add("currency", "Must be a currency of ISO 4217 in capitals, such as BDT.");
    }

    public MappingDto ToDto() => new(
        [.. Columns.Select(column => column.ToDto())],
        (Kinds ?? new Dictionary<string, string>())
            .ToDictionary(pair => pair.Key, pair => WireNames<SettlementRowKind>.Parse(pair.Value), StringComparer.Ordinal),
        Unsigned ?? false, Ignored ?? [], Separator, Sheet, HeaderRow, Currency ?? OiPayments.Currency.Bdt.Code,
        TimeZone ?? TimeZones.DefaultName);

    private void CheckMeaning(FieldErrors errors)
    {
        var fields = Columns.Select(column => column.Field).ToHashSet();
        if (!fields.Overlaps([SettlementField.TransactionId, SettlementField.ValidationId, SettlementField.BankTransactionId]))
        {
            errors.Add(
                "columns", "One of them must be TRANSACTION_ID, VALIDATION_ID or BANK_TRANSACTION_ID: rows are matched by ids alone.");
        }

        if (fields.Contains(SettlementField.Debit) != fields.Contains(SettlementField.Credit))
            errors.Add("columns", "DEBIT and CREDIT go together.");
        if (fields.Contains(SettlementField.Debit) && fields.Contains(SettlementField.Net))
            errors.Add("columns", "DEBIT and CREDIT are there instead of NET.");
        if (!fields.Overlaps([SettlementField.Gross, SettlementField.Net, SettlementField.Credit]))
            errors.Add("columns", "One of them must be GROSS or NET, or DEBIT and CREDIT.");
        if (Kinds is { Count: > 0 } && !fields.Contains(SettlementField.Kind))
            errors.Add("kinds", "Words of kinds are of use only with a column KIND.");
        if (Unsigned is true && !fields.Contains(SettlementField.Kind))
            errors.Add("unsigned", "Without a column KIND nothing says whether money comes or goes.");
    }

    private void CheckKinds(FieldErrors errors)
    {
        if (Kinds is not { } kinds) return;
        if (kinds.Count > MaxWords) errors.Add("kinds", $"Holds at most {MaxWords} words.");
        foreach (var (word, kind) in kinds)
        {
            if (word.Length > FileLayoutRules.MaxHeaderLength) errors.Add("kinds", "Holds a word that is too long.");
            if (!WireNames<SettlementRowKind>.TryParse(kind, out _))
                errors.Add(FieldRules.PathOf("kinds", word), $"Must be one of {string.Join(", ", WireNames<SettlementRowKind>.All)}.");
        }
    }
}

/// <summary>One column of a settlement file, as somebody says it.</summary>
internal sealed record MappedColumnRequest(
    [property: Description("Its header. Compared by letters and digits alone, whatever their case.")] string Header,
    [property: Description("What it holds.")] SettlementField Field,
    [property: Description("For amounts: true when the file writes them with the other sign, as a fee of -25 that the gateway keeps.")]
    bool? Negate,
    [property: Description("For amounts: POINT for 1,23,456.50, COMMA for 1.234,50, MINOR_UNITS for 12345650; POINT when left out.")]
    DecimalStyle? Decimals,
    [property: Description(
        "For days and times: letters as in dd/MM/yyyy HH:mm:ss; ISO 8601 or a spreadsheet's own dates when left out.")]
    string? DatePattern)
{
    public static MappedColumnRequest Read(JsonFields fields) => new(
        fields.RequiredText("header"), fields.RequiredEnum<SettlementField>("field"), fields.OptionalBoolean("negate"),
        fields.OptionalEnum<DecimalStyle>("decimals"), fields.OptionalText("datePattern"));

    public void Check(FieldErrors errors) => errors.CheckColumn(Header, DatePattern);

    public MappedColumnDto ToDto() => new(Header, Field, Negate ?? false, Decimals ?? default, DatePattern);
}
