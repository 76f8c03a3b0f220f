namespace OiPayments.Documents.Words;

/// <summary>Whole numbers in English words, by lakh and crore or by million and billion.</summary>
internal static class EnglishNumbers
{
    private static readonly string[] BelowTwenty =
    (
        "zero one two three four five six seven eight nine ten "
        + "eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
    ).Split(' ');

    private static readonly string[] Tens = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".Split(' ');

    private static readonly (ulong Size, string Name)[] OfTheSubcontinent =
        [(10_000_000, "crore"), (100_000, "lakh"), (1_000, "thousand"), (100, "hundred")];

    private static readonly (ulong Size, string Name)[] International =
    [
        (1_000_000_000_000_000_000, "quintillion"), (1_000_000_000_000_000, "quadrillion"), (1_000_000_000_000, "trillion"),
        (1_000_000_000, "billion"), (1_000_000, "million"), (1_000, "thousand"), (100, "hundred"),
    ];

    /// <summary>Above 99 crore the crores are counted in the same way: <c>one thousand two hundred crore</c>.</summary>
    public static string Words(ulong number, bool inLakhs)
    {
        var words = new List<string>();
        foreach (var (size, name) in inLakhs ? OfTheSubcontinent : International)
        {
            if (number < size) continue;
            words.Add($"{Words(number / size, inLakhs)} {name}");
            number %= size;
        }

        if (number > 0 || words.Count == 0) words.Add(Below100(number));
        return string.Join(' ', words);
    }

    private static string Below100(ulong number) => number switch
    {
        < 20 => BelowTwenty[number],
        _ when number % 10 == 0 => Tens[number / 10],
        _ => $"{Tens[number / 10]}-{BelowTwenty[number % 10]}",
    };
}
