using System.ComponentModel;
using System.Text.Json;
using OiPayments.Statements;

namespace OiPayments.Reconciliation;

/// <summary>A settlement file and how far it has come.</summary>
internal sealed record SettlementStatementDto(
    [property: Description("The file's number here.")] long Id,
    [property: Description("Whose settlement it is: LIVE, or TEST for trying it out.")] Mode Mode,
    [property: Description("The gateway that made the file.")] string Gateway,
    [property: Description("The application whose own store it is about; null for the service's store.")] long? ApplicationId,
    [property: Description("What the file is called.")] string FileName,
    [property: Description("How large it is.")] long SizeBytes,
    [property: Description("SHA-256 of the file, hexadecimal digits.")] string Digest,
    [property: Description("Whether it is read to try it out only: none of its rows counts.")] bool DryRun,
    [property: Description("RECEIVED, READING, IMPORTED, CHECKED for a dry run, or REFUSED.")] StatementStatus Status,
    [property: Description("How many of its rows are read so far.")] int Rows,
    [property: Description("How many of them an earlier file had already brought: they count once.")] int RowsKnown,
    [property: Description("How many agree with what is known here.")] int Matched,
    [property: Description("How many a person has to look at.")] int Flagged,
    [property: Description("How many wait for what may still come, and are asked again.")] int Deferred,
    [property: Description("What is wrong with a refused file, and what to do; null for others.")] string? Problem,
    [property: Description("The line or row that is wrong, from 1; null when it is about the whole file.")] int? ProblemRow,
    [property: Description("Its first rows and how they are understood; null until it is looked at.")] StatementPreview? Preview,
    [property: Description("Who uploaded it: operator: and a number.")] string UploadedBy,
    [property: Description("When it was uploaded, UTC.")] DateTimeOffset CreatedAt,
    [property: Description("When it was imported, checked or refused, UTC; null before.")] DateTimeOffset? EndedAt)
{
    public static SettlementStatementDto From(SettlementStatement s) => new(
        s.Id.Value, s.Mode, s.Gateway, s.ApplicationId == OiPayments.ApplicationId.Nobody ? null : s.ApplicationId.Value, s.FileName,
        s.SizeBytes, s.Digest, s.IsDryRun, s.Status, s.RowsRead, s.RowsKnown, s.Matched, s.Flagged, s.Deferred, s.Problem, s.ProblemRow,
        s.Preview is { } preview ? JsonSerializer.Deserialize(preview, ReconciliationJson.Default.StatementPreview) : null, s.CreatedBy,
        s.CreatedAt, s.EndedAt);
}

/// <summary>What a file looks like, for whoever says how it is to be read.</summary>
internal sealed record StatementPreview(
    [property: Description("What kind of file it is: CSV, XLSX or HTML_TABLE.")] FileFormat Format,
    [property: Description("Its headers.")] IReadOnlyList<string> Headers,
    [property: Description("Its first 20 rows, cell by cell.")] IReadOnlyList<IReadOnlyList<string>> Rows,
    [property: Description("How it could be read, by its headers and these rows: look at it before you save it.")] MappingDto Proposal,
    [property: Description("How it is read: what was saved when its turn came, or the proposal where nothing was.")] MappingDto Mapping,
    [property: Description("What the proposal is not sure of, one sentence each.")] IReadOnlyList<string> Doubts);
