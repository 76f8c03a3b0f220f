using OiPayments.Ledger;

namespace OiPayments.Lifecycles;

/// <summary>A step of a record's status, and what it causes: both are saved together with the step, or not at all.</summary>
/// <param name="From">The status before.</param>
/// <param name="To">The status after.</param>
/// <param name="Journal">The kind of journal that the step posts; null when it moves no money.</param>
/// <param name="Event">The type of the event that the step raises; null when the application is told nothing.</param>
internal sealed record Transition<TStatus>(TStatus From, TStatus To, JournalKind? Journal = null, string? Event = null)
    where TStatus : struct, Enum;

/// <summary>Every step that records of one kind may take. A step that is not listed does not happen.</summary>
/// <param name="record">What such a record is called, with its article: <c>a payment</c>.</param>
/// <param name="steps">Each pair of statuses at most once.</param>
internal sealed class Lifecycle<TStatus>(string record, IReadOnlyList<Transition<TStatus>> steps)
    where TStatus : struct, Enum
{
    private readonly Dictionary<(TStatus From, TStatus To), Transition<TStatus>> byEnds = steps.ToDictionary(step => (step.From, step.To));

    public IReadOnlyList<Transition<TStatus>> All => steps;

    public bool Allows(TStatus from, TStatus to) => byEnds.ContainsKey((from, to));

    /// <summary>The step, or <c>INVALID_OPERATION_STATE</c> where there is none.</summary>
    public Outcome<Transition<TStatus>> Step(TStatus from, TStatus to) => byEnds.TryGetValue((from, to), out var step)
        ? step
        : new Refusal(
            ErrorCode.InvalidOperationState,
            $"{char.ToUpperInvariant(record[0])}{record[1..]} that is {WireNames<TStatus>.Of(from)} cannot become "
                + $"{WireNames<TStatus>.Of(to)}.");

    /// <summary>What every step into this status posts.</summary>
    /// <exception cref="InvalidOperationException">They post different kinds of journals, or none.</exception>
    public JournalKind JournalInto(TStatus to) => Only(to, step => step.Journal)
        ?? throw new InvalidOperationException($"No step of {record} into {to} posts a journal.");

    /// <summary>What the application is told by every step into this status; null when it is told nothing.</summary>
    /// <exception cref="InvalidOperationException">The steps into it raise different events.</exception>
    public string? EventInto(TStatus to) => Only(to, step => step.Event);

    private TCaused? Only<TCaused>(TStatus to, Func<Transition<TStatus>, TCaused> caused)
    {
        var all = steps.Where(step => step.To.Equals(to)).Select(caused).Distinct().ToList();
        return all is [var only] ? only : throw new InvalidOperationException($"The steps of {record} into {to} cause different things.");
    }
}
