using OiPayments.Statements.Tables;
using OiPayments.Statements.Values;

namespace OiPayments.Statements.Columns;

/// <summary>
/// The column that says what a row is. Collects the words that nobody mapped, so that one look at the refusal is enough to map them all.
/// </summary>
internal sealed class KindColumn(string header, int index, IReadOnlyDictionary<string, SettlementRowKind> kinds)
{
    /// <summary>As many unknown words as a sentence can hold.</summary>
    public const int MaxUnknown = 10;

    // What was looked up once is found again by the very text: a file has few words and many rows.
    private const int MaxRemembered = 1000;

    private readonly Dictionary<string, SettlementRowKind> byWord = kinds.ToDictionary(kind => Words.Plain(kind.Key), kind => kind.Value);
    private readonly Dictionary<string, SettlementRowKind> byText = [];
    private readonly List<string> unknown = [];
    private int firstUnknown;

    public bool HasUnknown => unknown.Count > 0;

    /// <summary>Whether it is worth reading on for more of them.</summary>
    public bool HasAllUnknown => unknown.Count >= MaxUnknown;

    public string Text(TableRow row) => row[index].Text.Trim();

    public bool TryRead(TableRow row, out SettlementRowKind kind)
    {
        var text = row[index].Text;
        if (byText.TryGetValue(text, out kind)) return true;
        if (!byWord.TryGetValue(Words.Plain(text), out kind)) return false;

        if (byText.Count < MaxRemembered) byText.Add(text, kind);
        return true;
    }

    public void NoteUnknown(TableRow row)
    {
        if (unknown.Count == 0) firstUnknown = row.Number;
        var text = Text(row) is { Length: > 0 } word ? word : "(empty)";
        if (!HasAllUnknown && !unknown.Contains(text, StringComparer.OrdinalIgnoreCase)) unknown.Add(text);
    }

    public void RefuseUnknown()
    {
        if (!HasUnknown) return;
        throw FileRefusedException.At(firstUnknown, header,
            $"the mapping does not know these kinds of row: {Quoted.List(unknown)}. Say in the mapping what they mean.");
    }
}
