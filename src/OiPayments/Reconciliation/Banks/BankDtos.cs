using System.ComponentModel;
using System.Text.Json.Serialization;
using OiPayments.Api;
using OiPayments.Statements;

namespace OiPayments.Reconciliation.Banks;

/// <summary>How the tables of a bank account are to be read.</summary>
internal sealed record BankMappingDto(
    [property: Description("The columns that are needed, each with what it holds.")] IReadOnlyList<BankColumnDto> Columns,
    [property: Description("Columns that the file has and nobody needs. A column that is in neither list refuses the file.")]
    IReadOnlyList<string> Ignored,
    [property: Description("For text files: what stands between two cells; null to find out.")] string? Separator,
    [property: Description("For workbooks: the name of the sheet; null for the first.")] string? Sheet,
    [property: Description("The line or row of the headers, from 1; null to find it.")] int? HeaderRow,
    [property: Description("Where clocks show the times of the file: a name of the IANA list.")] string TimeZone)
{
    public static BankMappingDto From(BankMapping m) =>
        new([.. m.Columns.Select(BankColumnDto.From)], m.Ignored, m.Separator?.ToString(), m.Sheet, m.HeaderRow, m.TimeZone);

    public BankMapping ToMapping(Currency currency) => new()
    {
        Columns = [.. Columns.Select(column => column.ToMapping())],
        Ignored = Ignored,
        Separator = Separator?[0],
        Sheet = Sheet,
        HeaderRow = HeaderRow,
        Currency = currency,
        TimeZone = TimeZone,
    };
}

/// <summary>One column of a bank's table.</summary>
internal sealed record BankColumnDto(
    [property: Description("Its header. Compared by letters and digits alone, whatever their case.")] string Header,
    [property: Description("What it holds.")] BankField Field,
    [property: Description("For amounts: the file writes them with the other sign.")] bool Negate,
    [property: Description("For amounts: POINT for 1,23,456.50, COMMA for 1.234,50, MINOR_UNITS for 12345650.")] DecimalStyle Decimals,
    [property: Description("For days: letters as in dd/MM/yyyy; null for ISO 8601 or a spreadsheet's own dates.")] string? DatePattern)
{
    public static BankColumnDto From(BankColumnMapping c) => new(c.Header, c.Field, c.Negate, c.Decimals, c.DatePattern);

    public BankColumnMapping ToMapping() =>
        new() { Header = Header, Field = Field, Negate = Negate, Decimals = Decimals, DatePattern = DatePattern };
}

/// <summary>An account at a bank that gateways pay out to.</summary>
internal sealed record BankAccountDto(
    [property: Description("The account's number here.")] long Id,
    [property: Description("LIVE, or TEST for trying it out.")] Mode Mode,
    [property: Description("What people here call it.")] string Name,
    [property: Description("The application whose own account it is; null for the company's.")] long? ApplicationId,
    [property: Description("Its currency.")] string Currency,
    [property: Description("As the bank writes it in its files; null where nobody has said.")] string? Number,
    [property: Description("How its tables are read; null where the bank gives MT940 or camt.053.")] BankMappingDto? Mapping,
    [property: Description("Within so many working days a payout arrives. Fridays and Saturdays are none.")] int ArrivalDays,
    [property: Description("The day of the last closing balance; null before the first statement with balances.")] DateOnly? ClosedOn,
    [property: Description("That balance, in minor units.")] long? ClosingMinor,
    [property: Description("The bank's running number of the last statement; null where it gives none.")] long? LastSequence,
    [property: Description("Who saved it last: operator: and a number.")] string? UpdatedBy,
    [property: Description("When, UTC.")] DateTimeOffset? UpdatedAt,
    [property: Description("Raised by every change and every file: send it back as If-Match.")] int Version) : IVersioned
{
    public static BankAccountDto From(BankAccount a) => new(
        a.Id.Value, a.Mode, a.Name, a.ApplicationId == OiPayments.ApplicationId.Nobody ? null : a.ApplicationId.Value, a.Currency.Code,
        a.Number, a.ReadMapping(), a.ArrivalDays, a.ClosedOn, a.ClosingMinor, a.LastSequence, a.UpdatedBy, a.UpdatedAt, a.Version);
}

/// <summary>A file of a bank.</summary>
internal sealed record BankFileDto(
    [property: Description("The file's number here; null for a dry run.")] long? Id,
    [property: Description("LIVE or TEST.")] Mode Mode,
    [property: Description("The account's number here.")] long AccountId,
    [property: Description("The application whose own account it is; null for the company's.")] long? ApplicationId,
    [property: Description("What the file is called.")] string FileName,
    [property: Description("How large it is.")] long SizeBytes,
    [property: Description("SHA-256 of the file, hexadecimal digits.")] string Digest,
    [property: Description("How many lines of the account it has.")] int Lines,
    [property: Description("How many of them an earlier file had already brought: they count once.")] int LinesKnown,
    [property: Description("How many statements it has of other accounts: they were left out.")] int OtherAccounts,
    [property: Description("How many lines are payouts that arrived, or came back.")] int Matched,
    [property: Description("How many lines a person has to look at.")] int Flagged,
    [property: Description("The day of its opening balance, or of its first line.")] DateOnly? OpenedOn,
    [property: Description("What the account held before its first line, in minor units; null in a table without balances.")]
    long? OpeningMinor,
    [property: Description("The day of its closing balance, or of its last line.")] DateOnly? ClosedOn,
    [property: Description("What the account held after its last line, in minor units; null in a table without balances.")]
    long? ClosingMinor,
    [property: Description("For a dry run of a table: its first rows, and a mapping that is proposed.")] BankPreviewDto? Preview,
    [property: Description("Who uploaded it: operator: and a number.")] string UploadedBy,
    [property: Description("When, UTC.")] DateTimeOffset CreatedAt)
{
    public static BankFileDto From(BankFile f) => new(
        f.Id.Value, f.Mode, f.AccountId.Value, f.ApplicationId == OiPayments.ApplicationId.Nobody ? null : f.ApplicationId.Value,
        f.FileName, f.SizeBytes, f.Digest, f.Lines, f.LinesKnown, f.OtherAccounts, f.Matched, f.Flagged, f.OpenedOn, f.OpeningMinor,
        f.ClosedOn, f.ClosingMinor, Preview: null, f.CreatedBy, f.CreatedAt);
}

/// <summary>What a bank's file looks like, for whoever says how it is to be read.</summary>
internal sealed record BankPreviewDto(
    [property: Description("What kind of file it is: CSV, XLSX, HTML_TABLE, MT940 or CAMT053.")] FileFormat Format,
    [property: Description("Its headers; none in MT940 and camt.053.")] IReadOnlyList<string> Headers,
    [property: Description("Its first 20 rows, cell by cell.")] IReadOnlyList<IReadOnlyList<string>> Rows,
    [property: Description("How it could be read: look at it before you save it. Null for MT940 and camt.053.")] BankMappingDto? Proposal,
    [property: Description("What the proposal is not sure of, one sentence each.")] IReadOnlyList<string> Doubts)
{
    public static BankPreviewDto From(BankPreview p) =>
        new(p.Format, p.Headers, p.Rows, p.Proposal is { } proposal ? BankMappingDto.From(proposal) : null, p.Doubts);
}

/// <summary>A line of a bank's statement.</summary>
internal sealed record BankEntryDto(
    [property: Description("The line's number here.")] long Id,
    [property: Description("LIVE or TEST.")] Mode Mode,
    [property: Description("The account's number here.")] long AccountId,
    [property: Description("The application whose own account it is; null for the company's.")] long? ApplicationId,
    [property: Description("The file that brought it.")] long FileId,
    [property: Description("Where it stands in the file, from 1.")] int Line,
    [property: Description("The day on which the bank booked it.")] DateOnly BookedOn,
    [property: Description("The currency of the amount.")] string Currency,
    [property: Description("Minor units; above nought for money that came in.")] long AmountMinor,
    [property: Description("What the payer called it.")] string? Reference,
    [property: Description("What the bank calls it.")] string? BankReference,
    [property: Description("What the bank says of it.")] string? Text,
    [property: Description("OTHER, ARRIVED, RETURNED, or FLAGGED for a person to look at.")] BankEntryStatus Status,
    [property: Description("Why it is flagged; null when it is not.")] BankEntryReason? Reason,
    [property: Description("The same for people.")] string? Detail,
    [property: Description("The payout that it is, or seems to be, about.")] long? PayoutId,
    [property: Description("What an operator found it to be; null while nobody has said.")] FlagResolutionDto? Resolution,
    [property: Description("When its file was uploaded, UTC.")] DateTimeOffset CreatedAt)
{
    public static BankEntryDto From(BankEntry e) => new(
        e.Id.Value, e.Mode, e.AccountId.Value, e.ApplicationId == OiPayments.ApplicationId.Nobody ? null : e.ApplicationId.Value,
        e.FileId.Value, e.Line, e.BookedOn, e.Currency.Code, e.AmountMinor, e.Reference, e.BankReference, e.Text, e.Status, e.Reason,
        e.Detail, e.PayoutId?.Value,
        e.ResolvedBy is { } by ? new(by, e.ResolutionNote ?? "", e.ResolvedAt.GetValueOrDefault(), LinkedResultId: null) : null,
        e.CreatedAt);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters =
    [
        typeof(UtcJsonConverter), typeof(WireNameJsonConverter<Mode>), typeof(WireNameJsonConverter<FileFormat>),
        typeof(WireNameJsonConverter<BankField>), typeof(WireNameJsonConverter<DecimalStyle>),
        typeof(WireNameJsonConverter<BankEntryStatus>), typeof(WireNameJsonConverter<BankEntryReason>),
    ])]
[JsonSerializable(typeof(BankMappingDto))]
[JsonSerializable(typeof(BankAccountDto))]
[JsonSerializable(typeof(IReadOnlyList<BankAccountDto>))]
[JsonSerializable(typeof(BankFileDto))]
[JsonSerializable(typeof(IReadOnlyList<BankFileDto>))]
[JsonSerializable(typeof(BankEntryDto))]
[JsonSerializable(typeof(IReadOnlyList<BankEntryDto>))]
internal sealed partial class BankJson : JsonSerializerContext;
