using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using OiPayments.Api;

namespace OiPayments.Dashboard.Calls;

/// <summary>A field of a form: what the API calls it, and how its value is shown in the form, sent, and said in a sentence.</summary>
/// <param name="Name">As the API names it.</param>
/// <param name="Label">As people know it.</param>
public sealed record DraftField(string Name, string Label)
{
    /// <summary>A value of the API as the form holds it.</summary>
    public required Func<JsonElement, string> Show { get; init; }

    /// <summary>What is sent for what the form holds; false when that is nothing that could be sent.</summary>
    public required Reader Read { get; init; }

    /// <summary>What the form holds, for people.</summary>
    public Func<string, string> Say { get; init; } = text => text;

    /// <summary>What is wrong when it cannot be sent.</summary>
    public string Wrong { get; init; } = "";

    public delegate bool Reader(string text, out object? value);

    /// <summary>Anything; nothing clears it.</summary>
    public static DraftField Text(string name, string label) => new(name, label) { Show = ShowText, Read = ReadText };

    /// <summary>Yes or no.</summary>
    public static DraftField Flag(string name, string label, Func<bool, string> say) => new(name, label)
    {
        Show = value => value.ValueKind is JsonValueKind.True ? bool.TrueString : bool.FalseString,
        Read = ReadFlag,
        Say = text => say(bool.Parse(text)),
    };

    private static string ShowText(JsonElement value) => value.ValueKind is JsonValueKind.Null ? "" : value.ToString();

    private static bool ReadText(string text, out object? value)
    {
        value = string.IsNullOrWhiteSpace(text) ? null : text.Trim();
        return true;
    }

    private static bool ReadFlag(string text, out object? value)
    {
        value = bool.Parse(text);
        return true;
    }
}

/// <summary>A field that somebody else changed while it was changed here.</summary>
/// <param name="Field">Which.</param>
/// <param name="Theirs">What stands there by now, as the form would show it.</param>
/// <param name="ChangedBy">Who changed it; null when that is not known.</param>
/// <param name="ChangedAt">When.</param>
public sealed record DraftConflict(DraftField Field, string Theirs, string? ChangedBy, DateTimeOffset? ChangedAt);

/// <summary>What a form about something that exists holds, and what both its writer and a colleague changed.</summary>
public abstract class Draft
{
    private protected Dictionary<string, string> Typed { get; } = new(StringComparer.Ordinal);

    /// <summary>What both changed and nobody has chosen yet.</summary>
    public IReadOnlyList<DraftConflict> Conflicts => Open;

    private protected List<DraftConflict> Open { get; } = [];

    /// <summary>What cannot be sent, or was refused, by field; null when nothing is wrong.</summary>
    public IReadOnlyDictionary<string, string>? Wrong { get; private protected set; }

    /// <summary>What a field of the form holds.</summary>
    [AllowNull]
    public string this[string name]
    {
        get => Typed.GetValueOrDefault(name, "");
        set => Typed[name] = value ?? "";
    }

    public bool Is(string name) => this[name] == bool.TrueString;

    public void Set(string name, bool isSo) => this[name] = isSo ? bool.TrueString : bool.FalseString;

    public string? WrongWith(string name) => Wrong?.GetValueOrDefault(name);

    /// <summary>What the colleague wrote stays.</summary>
    public void TakeTheirs(DraftConflict conflict)
    {
        Typed[conflict.Field.Name] = conflict.Theirs;
        Open.Remove(conflict);
    }

    /// <summary>What was written here is sent by the next save.</summary>
    public void KeepMine(DraftConflict conflict) => Open.Remove(conflict);
}

/// <summary>
/// A form about something that exists. It remembers what was read, sends only what was changed, and against the version that was read. What
/// a colleague changed meanwhile is taken over; where both changed the same, both values are shown and the person chooses.
/// </summary>
/// <param name="fields">The form's fields.</param>
/// <param name="describe">The thing as the API writes it.</param>
internal sealed class Draft<T>(Func<IReadOnlyList<DraftField>> fields, Func<T, JsonElement> describe) : Draft
    where T : class, IVersioned
{
    private const int MaxRounds = 5;

    private readonly Dictionary<string, string> read = new(StringComparer.Ordinal);
    private T? last;

    /// <summary>Shows this, and forgets what was typed.</summary>
    public void Start(T current)
    {
        Wrong = null;
        Open.Clear();
        var described = describe(last = current);
        foreach (var field in fields()) Typed[field.Name] = read[field.Name] = field.Show(described.GetProperty(field.Name));
    }

    /// <summary>Shows what it is by now, and keeps what was changed here.</summary>
    public void Follow(T current) => Meet(current, told: null);

    /// <summary>Sends what was changed. Null when something cannot be sent, or is to be chosen first.</summary>
    /// <param name="save">Saves these fields against that version.</param>
    /// <param name="readAgain">Reads what stands there by now.</param>
    public async Task<Shown<T>?> SaveAsync(Func<JsonElement, IfMatch, Task<Shown<T>>> save, Func<Task<Shown<T>>> readAgain)
    {
        if (Conflicts.Count > 0) return null;
        for (var round = 0; round < MaxRounds; round++)
        {
            if (last is not { } known || !TryWrite(out var changes)) return null;
            if (changes.Count == 0) return new() { Value = known };

            var saved = await save(JsonSerializer.SerializeToElement(changes), IfMatch.Version(known.Version));
            if (saved.Value is { } now) Start(now);
            Wrong = saved.Refusal?.Fields;
            if (saved.Refusal?.Conflicts is not { } told) return saved;

            var again = await readAgain();
            if (again.Value is not { } current) return again;
            Meet(current, told);
            if (Conflicts.Count > 0) return null;
        }

        return null;
    }

    private bool TryWrite(out Dictionary<string, object?> changes)
    {
        changes = new(StringComparer.Ordinal);
        var wrong = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in fields())
        {
            if (!field.Read(Typed[field.Name], out var value)) wrong[field.Name] = field.Wrong;
            else if (!IsSame(field, Typed[field.Name], read[field.Name])) changes[field.Name] = value;
        }

        Wrong = wrong.Count > 0 ? wrong : null;
        return Wrong is null;
    }

    private void Meet(T current, IReadOnlyDictionary<string, FieldConflict>? told)
    {
        Open.Clear();
        var described = describe(last = current);
        foreach (var field in fields())
        {
            var (was, mine, theirs) = (read[field.Name], Typed[field.Name], field.Show(described.GetProperty(field.Name)));
            read[field.Name] = theirs;
            if (IsSame(field, mine, was)) Typed[field.Name] = theirs;
            else if (!IsSame(field, theirs, was) && !IsSame(field, theirs, mine))
                Open.Add(new(field, theirs, told?.GetValueOrDefault(field.Name)?.ChangedBy, told?.GetValueOrDefault(field.Name)?.ChangedAt));
        }
    }

    /// <summary>Whether two texts send the same: 5,000 and 5000.00 do.</summary>
    private static bool IsSame(DraftField field, string one, string other) =>
        one == other || (field.Read(one, out var sent) && field.Read(other, out var also)
            && JsonElement.DeepEquals(JsonSerializer.SerializeToElement(sent), JsonSerializer.SerializeToElement(also)));
}
