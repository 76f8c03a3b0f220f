using OiPayments.Statements.Values;

namespace OiPayments.Statements.Proposals;

/// <summary>Which column holds which field, by the words that gateways and banks use. The earlier a word of the list, the surer.</summary>
internal sealed class HeaderGuess<TField>(IReadOnlyList<(TField Field, string[] Words)> words) where TField : struct, Enum
{
    private readonly Dictionary<string, (TField Field, int Rank)> byWord = words
        .SelectMany(known => known.Words.Select((word, rank) => (Word: Words.Plain(word), known.Field, Rank: rank)))
        .ToDictionary(known => known.Word, known => (known.Field, known.Rank));

    /// <summary>What people write behind a header for the currency of its column.</summary>
    private static readonly string[] Currencies = [" bdt", " tk", " taka", " usd", " ৳", " টাকা"];

    public bool IsKnown(string header) => TryFind(header, out _);

    /// <summary>The columns by their field, one for each: of several, the one with the surest name.</summary>
    public Dictionary<TField, int> Columns(IReadOnlyList<string> headers)
    {
        var best = new Dictionary<TField, (int Column, int Rank)>();
        foreach (var (column, header) in headers.Index())
        {
            if (!TryFind(header, out var known)) continue;
            if (!best.TryGetValue(known.Field, out var other) || known.Rank < other.Rank) best[known.Field] = (column, known.Rank);
        }

        return best.ToDictionary(found => found.Key, found => found.Value.Column);
    }

    /// <summary>By its words, or by those before a currency, as in <c>Amount (BDT)</c>.</summary>
    private bool TryFind(string header, out (TField Field, int Rank) known) =>
        byWord.TryGetValue(Words.Plain(header), out known) || byWord.TryGetValue(Words.Plain(BeforeCurrency(header.Trim())), out known);

    private static string BeforeCurrency(string header)
    {
        if (header is [.., ')' or ']'] && header.LastIndexOfAny(['(', '[']) is > 0 and var open) return header[..open];
        return Array.Find(Currencies, code => header.EndsWith(code, StringComparison.OrdinalIgnoreCase)) is { } code
            ? header[..^code.Length]
            : header;
    }
}
