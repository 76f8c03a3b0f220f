using System.Globalization;
using System.Text.Json;

namespace OiPayments.Dashboard.Calls;

/// <summary>A field of a form: what requests call it, and how people know it.</summary>
/// <param name="Name">As requests spell it, such as <c>webhookUrl</c>.</param>
/// <param name="Label">As people know it.</param>
public abstract record DraftField(string Name, string Label)
{
    /// <summary>What the form holds, for people.</summary>
    public Func<string, string> Say { get; init; } = text => text;

    /// <summary>What is wrong when it cannot be sent.</summary>
    public string Wrong { get; init; } = "";

    /// <summary>How requests spell the name of a property.</summary>
    public static string NameOf(string property) => JsonNamingPolicy.CamelCase.ConvertName(property);
}

/// <summary>How a form spells the values of a field.</summary>
/// <param name="Show">The text of a value.</param>
/// <param name="Read">The value of a text; false when it has none.</param>
internal sealed record Spelling<TValue>(Func<TValue, string> Show, Spelling<TValue>.Reader Read)
{
    internal delegate bool Reader(string text, out TValue value);
}

internal static class Spelling
{
    /// <summary>Any text; none is null.</summary>
    public static readonly Spelling<string?> Text = new(text => text ?? "", ReadText);

    public static readonly Spelling<bool> Flag = new(value => value ? bool.TrueString : bool.FalseString, bool.TryParse);

    /// <summary>An address, of whatever kind; the use case says which are taken.</summary>
    public static readonly Spelling<Uri?> Address = new(address => address?.OriginalString ?? "", ReadAddress);

    /// <summary>One of a list, as it is spelled on the wire; nothing chosen is null.</summary>
    public static Spelling<T?> OneOf<T>()
        where T : struct, Enum =>
        new(chosen => chosen is { } one ? WireNames<T>.Of(one) : "", ReadOne);

    /// <summary>A whole number; nothing typed is null.</summary>
    public static readonly Spelling<int?> Number = new(number => number?.ToString(CultureInfo.InvariantCulture) ?? "", ReadNumber);

    /// <summary>Whole numbers with commas between; nothing typed is none.</summary>
    public static readonly Spelling<IReadOnlyList<int>> Numbers = new(numbers => string.Join(", ", numbers), ReadNumbers);

    private static bool ReadText(string text, out string? value)
    {
        value = string.IsNullOrWhiteSpace(text) ? null : text.Trim();
        return true;
    }

    private static bool ReadAddress(string text, out Uri? value)
    {
        value = null;
        return string.IsNullOrWhiteSpace(text) || Uri.TryCreate(text.Trim(), UriKind.RelativeOrAbsolute, out value);
    }

    private static bool ReadOne<T>(string text, out T? value)
        where T : struct, Enum
    {
        var isOne = WireNames<T>.TryParse(text, out var one);
        value = isOne ? one : null;
        return isOne || text.Length == 0;
    }

    private static bool ReadNumbers(string text, out IReadOnlyList<int> value)
    {
        var numbers = new List<int>();
        value = numbers;
        foreach (var one in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!int.TryParse(one, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
            numbers.Add(number);
        }

        return true;
    }

    private static bool ReadNumber(string text, out int? value)
    {
        value = null;
        if (string.IsNullOrWhiteSpace(text)) return true;
        if (!int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        value = number;
        return true;
    }
}

/// <summary>A field of a form about a <typeparamref name="T"/>, which a <typeparamref name="TRequest"/> changes.</summary>
internal sealed record DraftField<T, TRequest> : DraftField
    where TRequest : class
{
    private DraftField(string name, string label)
        : base(name, label)
    {
    }

    /// <summary>What the form shows of what is there.</summary>
    public required Func<T, string> Show { get; init; }

    /// <summary>The request with what the form holds; null when that cannot be sent.</summary>
    public required Func<TRequest, string, TRequest?> Write { get; init; }

    /// <summary>Whether two texts mean the same: 5,000 and 5000.00 do.</summary>
    public required Func<string, string, bool> IsSame { get; init; }

    /// <param name="property">What the request calls it, by <c>nameof</c>.</param>
    /// <param name="label">As people know it.</param>
    /// <param name="spelling">How its values are typed and shown.</param>
    /// <param name="get">Its value, of what is there.</param>
    /// <param name="set">Asks for a value.</param>
    public static DraftField<T, TRequest> Of<TValue>(
        string property, string label, Spelling<TValue> spelling, Func<T, TValue> get, Func<TRequest, TValue, TRequest> set) =>
        new(NameOf(property), label)
        {
            Show = shown => spelling.Show(get(shown)),
            Write = (request, text) => spelling.Read(text, out var value) ? set(request, value) : null,
            IsSame = (one, other) => one == other
                || (spelling.Read(one, out var first)
                    && spelling.Read(other, out var second)
                    && spelling.Show(first) == spelling.Show(second)),
        };
}
