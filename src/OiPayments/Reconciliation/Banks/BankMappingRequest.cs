using System.ComponentModel;
using OiPayments.Api;
using OiPayments.Statements;

namespace OiPayments.Reconciliation.Banks;

/// <summary>How the tables of a bank account are to be read, as somebody says it.</summary>
internal sealed record BankMappingRequest(
    [property: Description("The columns that are needed, each with what it holds.")] IReadOnlyList<BankColumnRequest> Columns,
    [property: Description("Columns that the file has and nobody needs. A column that is in neither list refuses the file.")]
    IReadOnlyList<string>? Ignored,
    [property: Description("For text files: what stands between two cells; found out when left out.")] string? Separator,
    [property: Description("For workbooks: the name of the sheet; the first when left out.")] string? Sheet,
    [property: Description("The line or row of the headers, from 1; found out when left out.")] int? HeaderRow,
    [property: Description("Where clocks show the times of the file: a name of the IANA list; Asia/Dhaka when left out.")] string? TimeZone)
{
    public static BankMappingRequest Read(JsonFields fields, FieldErrors errors)
    {
        var columns = fields.OptionalObjects("columns", FileLayoutRules.MaxColumns);
        if (columns is null && !fields.Has("columns")) errors.Add("columns", "Is required.");
        return new(
            [.. (columns ?? []).Select(column => BankColumnRequest.Read(column.Fields))],
            [.. (fields.OptionalTextList("ignored", FileLayoutRules.MaxIgnored, FileLayoutRules.MaxHeaderLength) ?? []).OfType<string>()],
            fields.OptionalText("separator"), fields.OptionalText("sheet"),
            (int?)fields.OptionalWholeNumber("headerRow", 1, FileLayoutRules.MaxHeaderRow), fields.OptionalText("timeZone"));
    }

    /// <summary>What is saved, to be saved again beside something else.</summary>
    public static BankMappingRequest From(BankMappingDto m) => new(
        [
            .. m.Columns.Select(
                column => new BankColumnRequest(column.Header, column.Field, column.Negate, column.Decimals, column.DatePattern)),
        ],
        m.Ignored, m.Separator, m.Sheet, m.HeaderRow, m.TimeZone);

    public void Check(FieldErrors errors)
    {
        errors.CheckColumns(
            [.. Columns.Select(column => column.Header)], Columns.Select(column => WireNames<BankField>.Of(column.Field)), Ignored);
        for (var place = 0; place < Columns.Count; place++)
            errors.Within($"columns[{place}]").CheckColumn(Columns[place].Header, Columns[place].DatePattern);
        errors.CheckLayout(Sheet, Separator, TimeZone);
        var fields = Columns.Select(column => column.Field).ToHashSet();
        if (!fields.Contains(BankField.BookedOn)) errors.Add("columns", "One of them must be BOOKED_ON: the day of the line.");
        if (fields.Contains(BankField.Debit) != fields.Contains(BankField.Credit)) errors.Add("columns", "DEBIT and CREDIT go together.");
        else if (fields.Contains(BankField.Debit) == fields.Contains(BankField.Amount))
            errors.Add("columns", "One of them must be AMOUNT, or DEBIT and CREDIT instead.");
    }

    public BankMappingDto ToDto() => new(
        [.. Columns.Select(column => column.ToDto())], Ignored ?? [], Separator, Sheet, HeaderRow, TimeZone ?? TimeZones.DefaultName);
}

/// <summary>One column of a bank's table, as somebody says it.</summary>
internal sealed record BankColumnRequest(
    [property: Description("Its header. Compared by letters and digits alone, whatever their case.")] string Header,
    [property: Description("What it holds.")] BankField Field,
    [property: Description("For amounts: true when the file writes them with the other sign.")] bool? Negate,
    [property: Description("For amounts: POINT for 1,23,456.50, COMMA for 1.234,50, MINOR_UNITS for 12345650; POINT when left out.")]
    DecimalStyle? Decimals,
    [property: Description("For days: letters as in dd/MM/yyyy; ISO 8601 or a spreadsheet's own dates when left out.")]
    string? DatePattern)
{
    public static BankColumnRequest Read(JsonFields fields) => new(
        fields.RequiredText("header"), fields.RequiredEnum<BankField>("field"), fields.OptionalBoolean("negate"),
        fields.OptionalEnum<DecimalStyle>("decimals"), fields.OptionalText("datePattern"));

    public BankColumnDto ToDto() => new(Header, Field, Negate ?? false, Decimals ?? default, DatePattern);
}
