using System.Globalization;
using System.Text.Json;

namespace OiPayments.Api;

/// <summary>
/// Takes typed fields out of a JSON object and notes every one that is missing or wrong, instead of stopping at the first.
/// Null counts as absent; fields nobody asks for are ignored, and named in the answer (<see cref="UnknownNames"/>).
/// </summary>
internal sealed class JsonFields(JsonElement root, FieldErrors errors)
{
    /// <summary>How a decimal number is written that comes as a text.</summary>
    public const string DecimalPattern = "^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)$";

    private const int MaxDecimalLength = 28;

    private static readonly JsonElement Empty = JsonElement.Parse("{}");

    /// <summary>A text of any length, whose rules are checked by who uses it.</summary>
    public string? OptionalText(string name) => Take(name, required: false) is { } value ? ReadText(name, value) : null;

    /// <inheritdoc cref="OptionalText"/>
    public string RequiredText(string name) => Take(name, required: true) is { } value ? ReadText(name, value) ?? "" : "";

    /// <summary>What <paramref name="read"/> takes from a field, if it was sent.</summary>
    public Sent<T> IfSent<T>(string name, Func<string, T> read) => Has(name) ? Sent<T>.Of(read(name)) : default;

    public long RequiredWholeNumber(string name, long min, long max) =>
        Take(name, required: true) is { } value ? ReadWholeNumber(name, value, min, max) ?? 0 : 0;

    public long? OptionalWholeNumber(string name, long min, long max) =>
        Take(name, required: false) is { } value ? ReadWholeNumber(name, value, min, max) : null;

    /// <summary>A list of whole numbers. One that is wrong is named by its place, <c>name[0]</c>.</summary>
    public IReadOnlyList<int>? OptionalWholeNumbers(string name, int maxItems, int min, int max)
    {
        if (Take(name, required: false) is not { } value) return null;
        if (value.ValueKind is JsonValueKind.Array && value.GetArrayLength() <= maxItems)
            return [.. value.EnumerateArray().Select((item, place) => (int)(ReadWholeNumber($"{name}[{place}]", item, min, max) ?? min))];
        errors.Add(name, $"Must be a list of at most {maxItems} whole numbers.");
        return null;
    }

    /// <summary>
    /// A decimal number without an exponent, exactly as it was written: as a number or, from who has no exact ones, as a text.
    /// </summary>
    public decimal RequiredDecimal(string name)
    {
        if (Take(name, required: true) is not { } value) return 0;
        const NumberStyles plain = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;
        var text = value.ValueKind switch
        {
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.String when TryGetText(value, out var sent) => sent,
            _ => "",
        };
        if (text.Length <= MaxDecimalLength && decimal.TryParse(text, plain, CultureInfo.InvariantCulture, out var number)) return number;
        errors.Add(name, "Must be a decimal number such as 2 or \"1.5\", without an exponent.");
        return 0;
    }

    /// <summary>A day such as <c>2026-06-04</c>.</summary>
    public DateOnly? OptionalDay(string name, bool isRequired = false)
    {
        if (Take(name, isRequired) is not { } value) return null;
        if (ReadText(name, value) is not { } text) return null;
        if (InstantText.TryReadDay(text, out var day)) return day;
        errors.Add(name, "Must be a day such as 2026-06-04.");
        return null;
    }

    public bool? OptionalBoolean(string name)
    {
        if (Take(name, required: false) is not { } value) return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.GetBoolean();
        errors.Add(name, "Must be true or false.");
        return null;
    }

    public T? OptionalEnum<T>(string name)
        where T : struct, Enum => Take(name, required: false) is { } value ? ReadEnum<T>(name, value) : null;

    public T RequiredEnum<T>(string name)
        where T : struct, Enum => Take(name, required: true) is { } value ? ReadEnum<T>(name, value) ?? default : default;

    /// <summary>A JSON object of somebody else's format; complained about as a whole.</summary>
    public JsonElement RequiredObject(string name)
    {
        if (Take(name, required: true) is not { } value) return Empty;
        if (value.ValueKind is JsonValueKind.Object) return value;
        errors.Add(name, "Must be an object.");
        return Empty;
    }

    /// <summary>The fields of an object inside this one; their complaints are by their own names.</summary>
    public JsonFields? OptionalObject(string name)
    {
        if (Take(name, required: false) is not { } value) return null;
        if (value.ValueKind is JsonValueKind.Object) return new(value, errors);
        errors.Add(name, "Must be an object.");
        return null;
    }

    /// <summary>
    /// The fields of an object that has to be there; their complaints are by their whole paths, such as <c>name.field</c>.
    /// </summary>
    public JsonFields RequiredFields(string name)
    {
        var inner = errors.Within(name);
        if (Take(name, required: true) is not { } value) return new(Empty, inner);
        if (value.ValueKind is JsonValueKind.Object) return new(value, inner);
        errors.Add(name, "Must be an object.");
        return new(Empty, inner);
    }

    /// <summary>
    /// A list of objects, each with where to complain about it: <c>name[0].field</c>. Null when there is none, and when it is no such list.
    /// </summary>
    public IReadOnlyList<(JsonFields Fields, FieldErrors Errors)>? OptionalObjects(string name, int maxItems)
    {
        if (Take(name, required: false) is not { } value) return null;
        if (value.ValueKind is not JsonValueKind.Array || value.GetArrayLength() > maxItems)
        {
            errors.Add(name, $"Must be a list of at most {maxItems} objects.");
            return null;
        }

        return [.. value.EnumerateArray().Select((item, place) => Within($"{name}[{place}]", item))];

        (JsonFields, FieldErrors) Within(string path, JsonElement item)
        {
            var inner = errors.Within(path);
            if (item.ValueKind is JsonValueKind.Object) return (new(item, inner), inner);
            errors.Add(path, "Must be an object.");
            return (new(Empty, new FieldErrors()), new FieldErrors());
        }
    }

    /// <summary>An address of any kind, whose rules are checked by who uses it.</summary>
    public Uri? OptionalAddress(string name)
    {
        if (OptionalText(name) is not { } text) return null;
        if (!Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out var address)) errors.Add(name, FieldRules.NoWebAddress);
        return address;
    }

    public IReadOnlyDictionary<string, string>? OptionalTextMap(string name)
    {
        if (Take(name, required: false) is not { } value) return null;
        if (value.ValueKind is not JsonValueKind.Object)
        {
            errors.Add(name, "Must be an object of texts.");
            return null;
        }

        var map = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in value.EnumerateObject())
        {
            if (ReadText(FieldRules.PathOf(name, entry.Name), entry.Value) is { } text) map[entry.Name] = text;
        }

        return map;
    }

    /// <summary>A list of texts. One that is wrong is named by its place, <c>name[0]</c>, and null at that place.</summary>
    public IReadOnlyList<string?>? OptionalTextList(string name, int maxItems, int maxLength)
    {
        if (Take(name, required: false) is not { } value) return null;
        if (value.ValueKind is not JsonValueKind.Array)
        {
            errors.Add(name, "Must be a list of texts.");
            return null;
        }

        if (value.GetArrayLength() > maxItems)
        {
            errors.Add(name, $"Holds at most {maxItems} entries.");
            return null;
        }

        return [.. value.EnumerateArray().Select((item, place) => ReadText($"{name}[{place}]", item, maxLength))];
    }

    /// <summary>True when the field was sent, with null too: how a patch tells "clear it" from "leave it".</summary>
    public bool Has(string name) => root.TryGetProperty(name, out _);

    private JsonElement? Take(string name, bool required)
    {
        if (root.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null) return value;
        if (required) errors.Add(name, "Is required.");
        return null;
    }

    private string? ReadText(string path, JsonElement value, int maxLength) =>
        ReadText(path, value) is { } text && errors.CheckText(path, text, maxLength) ? text : null;

    private string? ReadText(string path, JsonElement value)
    {
        if (value.ValueKind is not JsonValueKind.String) errors.Add(path, "Must be a text.");
        else if (!TryGetText(value, out var text)) errors.Add(path, "Is not valid Unicode text.");
        else return text;
        return null;
    }

    // Half of a surrogate pair is legal in JSON and in no database.
    private static bool TryGetText(JsonElement value, out string text)
    {
        try
        {
            text = value.GetString() ?? "";
            return true;
        }
        catch (InvalidOperationException)
        {
            text = "";
            return false;
        }
    }

    private T? ReadEnum<T>(string path, JsonElement value)
        where T : struct, Enum
    {
        if (value.ValueKind is JsonValueKind.String && TryGetText(value, out var text) && WireNames<T>.TryParse(text, out var known))
            return known;
        errors.Add(path, $"Must be one of {string.Join(", ", WireNames<T>.All)}.");
        return null;
    }

    private long? ReadWholeNumber(string path, JsonElement value, long min, long max)
    {
        if (value.ValueKind is not JsonValueKind.Number)
        {
            errors.Add(path, "Must be a number, not text.");
            return null;
        }

        if (value.TryGetInt64(out var number))
        {
            errors.CheckRange(path, number, min, max);
            return number >= min && number <= max ? number : null;
        }

        errors.Add(path, $"Must be a whole number from {min} to {max}, without a fraction or an exponent.");
        return null;
    }
}
