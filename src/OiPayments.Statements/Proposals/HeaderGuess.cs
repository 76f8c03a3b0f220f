using OiPayments.Statements.Values;

namespace OiPayments.Statements.Proposals;

/// <summary>Which column holds which field, by the words that gateways and banks use. The earlier a word of the list, the surer.</summary>
internal sealed class HeaderGuess<TField>(IReadOnlyList<(TField Field, string[] Words)> words) where TField : struct, Enum
{
    private readonly Dictionary<string, (TField Field, int Rank)> byWord = words
        .SelectMany(known => known.Words.Select((word, rank) => (Word: Words.Plain(word), known.Field, Rank: rank)))
        .ToDictionary(known => known.Word, known => (known.Field, known.Rank));

    public bool IsKnown(string header) => byWord.ContainsKey(Words.Plain(header));

    /// <summary>The columns by their field, one for each: of several, the one with the surest name.</summary>
    public Dictionary<TField, int> Columns(IReadOnlyList<string> headers)
    {
        var best = new Dictionary<TField, (int Column, int Rank)>();
        foreach (var (column, header) in headers.Index())
        {
            if (!byWord.TryGetValue(Words.Plain(header), out var known)) continue;
            if (!best.TryGetValue(known.Field, out var other) || known.Rank < other.Rank) best[known.Field] = (column, known.Rank);
        }

        return best.ToDictionary(found => found.Key, found => found.Value.Column);
    }
}
