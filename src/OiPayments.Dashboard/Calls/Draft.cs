using System.Diagnostics.CodeAnalysis;
using OiPayments.Api;

namespace OiPayments.Dashboard.Calls;

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

    /// <summary>What a field of the form holds, by the name of the request's property or as requests spell it.</summary>
    [AllowNull]
    public string this[string name]
    {
        get => Typed.GetValueOrDefault(DraftField.NameOf(name), "");
        set => Typed[DraftField.NameOf(name)] = value ?? "";
    }

    public bool Is(string name) => this[name] == bool.TrueString;

    public void Set(string name, bool isSo) => this[name] = isSo ? bool.TrueString : bool.FalseString;

    /// <summary>What is wrong with a field; of a list that is typed into one, with the first of its items.</summary>
    public string? WrongWith(string name)
    {
        var field = DraftField.NameOf(name);
        return Wrong?.GetValueOrDefault(field) ?? Wrong?.FirstOrDefault(one => IsItemOf(field, one.Key)).Value;
    }

    private static bool IsItemOf(string field, string path) =>
        path.StartsWith($"{field}[", StringComparison.Ordinal) && path.IndexOf(']', StringComparison.Ordinal) == path.Length - 1;

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
/// <param name="nothing">A request that changes nothing.</param>
internal sealed class Draft<T, TRequest>(Func<IReadOnlyList<DraftField<T, TRequest>>> fields, TRequest nothing) : Draft
    where T : class, IVersioned
    where TRequest : class
{
    private const int MaxRounds = 5;

    private readonly Dictionary<string, string> read = new(StringComparer.Ordinal);
    private T? last;

    /// <summary>Shows this, and forgets what was typed.</summary>
    public void Start(T current)
    {
        Wrong = null;
        Open.Clear();
        last = current;
        foreach (var field in fields()) Typed[field.Name] = read[field.Name] = field.Show(current);
    }

    /// <summary>Shows what it is by now, and keeps what was changed here.</summary>
    public void Follow(T current) => Meet(current, told: null);

    /// <summary>Shows what was wrong with what <see cref="Whole"/> made; null when nothing was.</summary>
    public void Refuse(Refusal? refusal) => Wrong = refusal?.Fields;

    /// <summary>A request with all that the form holds, changed or not; null when something cannot be sent.</summary>
    public TRequest? Whole() => Write(_ => true)?.Request;

    /// <summary>Sends what was changed. Null when something cannot be sent, or is to be chosen first.</summary>
    /// <param name="save">Saves these fields against that version.</param>
    /// <param name="readAgain">Reads what stands there by now.</param>
    public async Task<Shown<T>?> SaveAsync(Func<TRequest, IfMatch, Task<Shown<T>>> save, Func<Task<Shown<T>>> readAgain)
    {
        if (Conflicts.Count > 0) return null;
        for (var round = 0; round < MaxRounds; round++)
        {
            if (last is not { } known || Write(IsChanged) is not { } changes) return null;
            if (changes.Count == 0) return new() { Value = known };

            var saved = await save(changes.Request, IfMatch.Version(known.Version));
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

    private bool IsChanged(DraftField<T, TRequest> field) => !field.IsSame(this[field.Name], read[field.Name]);

    private (TRequest Request, int Count)? Write(Func<DraftField<T, TRequest>, bool> isMeant)
    {
        var (request, count, wrong) = (nothing, 0, new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var field in fields())
        {
            if (field.Write(request, this[field.Name]) is not { } written) wrong[field.Name] = field.Wrong;
            else if (isMeant(field)) (request, count) = (written, count + 1);
        }

        Wrong = wrong.Count > 0 ? wrong : null;
        return Wrong is null ? (request, count) : null;
    }

    private void Meet(T current, IReadOnlyDictionary<string, FieldConflict>? told)
    {
        Open.Clear();
        last = current;
        foreach (var field in fields())
        {
            var (was, mine, theirs) = (read[field.Name], this[field.Name], field.Show(current));
            read[field.Name] = theirs;
            if (field.IsSame(mine, was)) Typed[field.Name] = theirs;
            else if (!field.IsSame(theirs, was) && !field.IsSame(theirs, mine))
                Open.Add(new(
                    field, theirs, told?.GetValueOrDefault(field.Name)?.ChangedBy, told?.GetValueOrDefault(field.Name)?.ChangedAt));
        }
    }
}
