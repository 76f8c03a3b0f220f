namespace OiPayments.Statements;

/// <summary>The beginning of a bank's file for the person who maps its columns, with a first proposal.</summary>
/// <param name="Format">What the file is.</param>
/// <param name="Headers">Its headers, in the order of its columns; none in MT940 and camt.053.</param>
/// <param name="Rows">The first rows below the headers, at most 20, each with a text for every header.</param>
/// <param name="Proposal">What its columns seem to hold; null for MT940 and camt.053, which need no mapping.</param>
/// <param name="Doubts">Sentences: what the person must look at before they trust the proposal.</param>
public sealed record BankPreview(
    FileFormat Format,
    IReadOnlyList<string> Headers,
    IReadOnlyList<IReadOnlyList<string>> Rows,
    BankMapping? Proposal,
    IReadOnlyList<string> Doubts);
