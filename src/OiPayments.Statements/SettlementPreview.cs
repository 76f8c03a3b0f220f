namespace OiPayments.Statements;

/// <summary>The beginning of a file for the person who maps its columns, with a first proposal.</summary>
/// <param name="Format">What the file is.</param>
/// <param name="Headers">Its headers, in the order of its columns; a column may have an empty one.</param>
/// <param name="Rows">The first rows below the headers, at most 20, each with a text for every header.</param>
/// <param name="Proposal">What its columns seem to hold.</param>
/// <param name="Doubts">Sentences: what the person must look at before they trust the proposal.</param>
public sealed record SettlementPreview(
    FileFormat Format,
    IReadOnlyList<string> Headers,
    IReadOnlyList<IReadOnlyList<string>> Rows,
    SettlementMapping Proposal,
    IReadOnlyList<string> Doubts);
