using OiPayments.Statements.Values;

namespace OiPayments.Statements.Proposals;

/// <summary>Whether a column of fees is all that the gateway keeps, or a part of it, or has the VAT in it.</summary>
internal static class FeeGuess
{
    /// <summary>What a fee is made of where a gateway passes on what it pays itself, by the beginnings of headers.</summary>
    private static readonly string[] Parts = ["markup", "scheme fee", "interchange"];

    /// <summary>Whether other columns hold parts of the fee, so that none of them is the fee.</summary>
    public static bool IsInParts(IReadOnlyList<string> headers) =>
        headers.Select(Words.Plain).Any(header => Parts.Any(part => header.StartsWith(Words.Plain(part), StringComparison.Ordinal)));

    /// <summary>Whether every row that tells it adds up without its VAT: then the fee has it in it. Amounts are minor units.</summary>
    public static bool HasVatInIt(IEnumerable<(long? Gross, long? Fee, long? Vat, long? Net)> rows)
    {
        var telling = rows.Where(row => row is { Gross: not null, Fee: not null, Vat: not (null or 0), Net: > 0 }).ToList();
        return telling.Count > 0 && telling.TrueForAll(row => row.Gross - row.Fee == row.Net);
    }
}
