using System.ComponentModel;
using OiPayments.Api;
using OiPayments.Statements;

namespace OiPayments.Reconciliation;

/// <summary>How the settlement files of a gateway account are to be read.</summary>
internal sealed record MappingDto(
    [property: Description("The columns that are needed, each with what it holds.")] IReadOnlyList<MappedColumnDto> Columns,
    [property: Description("What the words of the column of kinds mean: each word with PAYMENT, REFUND, CHARGEBACK, CHARGEBACK_REVERSAL, "
        + "FEE_REVERSAL, ADJUSTMENT, RESERVE or PAYOUT.")]
    IReadOnlyDictionary<string, SettlementRowKind> Kinds,
    [property: Description("true: the file writes what is taken without a sign, as a refund of 100.00; the kind of a row says whether "
        + "money comes or goes.")]
    bool Unsigned,
    [property: Description("Columns that the file has and nobody needs. A column that is in neither list refuses the file.")]
    IReadOnlyList<string> Ignored,
    [property: Description("For text files: what stands between two cells; null to find out.")] string? Separator,
    [property: Description("For workbooks: the name of the sheet; null for the first.")] string? Sheet,
    [property: Description("The line or row of the headers, from 1; null to find it.")] int? HeaderRow,
    [property: Description("The currency of rows that name none.")] string Currency,
    [property: Description("Where clocks show the times of the file: a name of the IANA list.")] string TimeZone)
{
    public static MappingDto From(SettlementMapping m) => new(
        [.. m.Columns.Select(MappedColumnDto.From)], m.Kinds, m.IsUnsigned, m.Ignored, m.Separator?.ToString(), m.Sheet, m.HeaderRow,
        m.Currency.Code, m.TimeZone);

    public SettlementMapping ToMapping() => new()
    {
        Columns = [.. Columns.Select(column => column.ToMapping())],
        Kinds = Kinds,
        IsUnsigned = Unsigned,
        Ignored = Ignored,
        Separator = Separator?[0],
        Sheet = Sheet,
        HeaderRow = HeaderRow,
        Currency = OiPayments.Currency.Of(Currency),
        TimeZone = TimeZone,
    };
}

/// <summary>One column of a settlement file.</summary>
internal sealed record MappedColumnDto(
    [property: Description("Its header. Compared by letters and digits alone, whatever their case.")] string Header,
    [property: Description("What it holds.")] SettlementField Field,
    [property: Description("For amounts: the file writes them with the other sign, as a fee of -25 that the gateway keeps.")] bool Negate,
    [property: Description("For amounts: POINT for 1,23,456.50, COMMA for 1.234,50, MINOR_UNITS for 12345650.")] DecimalStyle Decimals,
    [property: Description("For days and times: letters as in dd/MM/yyyy HH:mm:ss; null for ISO 8601 or a spreadsheet's own dates.")]
    string? DatePattern)
{
    public static MappedColumnDto From(ColumnMapping c) => new(c.Header, c.Field, c.Negate, c.Decimals, c.DatePattern);

    public ColumnMapping ToMapping() =>
        new() { Header = Header, Field = Field, Negate = Negate, Decimals = Decimals, DatePattern = DatePattern };
}

/// <summary>How the files of one store at a gateway are read, and how long its money takes.</summary>
internal sealed record SettlementAccountDto(
    [property: Description("Of LIVE or TEST payments.")] Mode Mode,
    [property: Description("The gateway.")] string Gateway,
    [property: Description("The application whose own store it is; null for the service's store.")] long? ApplicationId,
    [property: Description("How its files are read; null while nobody has said.")] MappingDto? Mapping,
    [property: Description("Within so many working days a file tells of a payment. Fridays and Saturdays are none.")] int ExpectedDays,
    [property: Description("Banks' holidays beside Fridays and Saturdays.")] IReadOnlyList<DateOnly> Holidays,
    [property: Description("Who saved it last: operator: and a number.")] string? UpdatedBy,
    [property: Description("When, UTC.")] DateTimeOffset? UpdatedAt,
    [property: Description("Raised by every change: send it back as If-Match.")] int Version) : IVersioned
{
    public static SettlementAccountDto From(SettlementAccount a) => new(
        a.Mode, a.Gateway, a.ApplicationId == OiPayments.ApplicationId.Nobody ? null : a.ApplicationId.Value,
        a.ReadMapping(), a.ExpectedDays, a.HolidayList, a.UpdatedBy, a.UpdatedAt,
        a.Version);
}
