using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace OiPayments.Sandbox.Settlements;

/// <summary>A file to hand out.</summary>
internal sealed record MadeFile(string Name, string MediaType, byte[] Content);

/// <summary>Why there is no file, in a sentence, and with which HTTP status.</summary>
internal sealed record NoFile(int Status, string Reason);

/// <summary>Which file somebody wants, as they wrote it.</summary>
internal sealed record FileWish
{
    /// <summary>A day of Dhaka, <c>yyyy-MM-dd</c>.</summary>
    public required string Day { get; init; }

    /// <summary>The end of the file's name.</summary>
    public required string Format { get; init; }

    /// <summary>Null for the first that is configured.</summary>
    public string? Store { get; init; }

    /// <summary>Null for the usual one.</summary>
    public string? Layout { get; init; }

    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>By the name of a file and a query; says what is wrong with them where they make no wish.</summary>
    public static NoFile? Read(string file, IQueryCollection query, out FileWish wish)
    {
        wish = null!;
        if (query.Keys.FirstOrDefault(key => key is not ("store" or "layout" or "faults")) is { } unknown)
            return new(StatusCodes.Status400BadRequest, $"Nobody knows \"{unknown}\" here. Ask with store, layout or faults.");

        var end = file.LastIndexOf('.');
        wish = new()
        {
            Day = end < 0 ? file : file[..end],
            Format = end < 0 ? "" : file[(end + 1)..],
            Store = Last(query["store"]),
            Layout = Last(query["layout"]),
            Faults = FaultsOf(query["faults"]),
        };
        return null;
    }

    /// <summary>Several in one value, between commas, or one in each of several.</summary>
    public static IReadOnlyList<string> FaultsOf(StringValues values) =>
        [.. values.SelectMany(value => (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    public bool TryDay(out DateOnly day) =>
        DateOnly.TryParseExact(Day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    private static string? Last(StringValues values) => values.Count > 0 ? values[^1] : null;
}
