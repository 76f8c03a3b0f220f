namespace OiPayments.Verification;

/// <summary>Something that is true of the whole database at every moment, whoever was interrupted where.</summary>
internal interface IInvariant
{
    /// <summary>A sentence that is true when it holds.</summary>
    string Name { get; }

    /// <summary>Whether not holding calls for a look and not for an alarm.</summary>
    bool IsWarning => false;

    /// <summary>How many records it speaks of.</summary>
    Task<long> CountAsync(CancellationToken ct);

    /// <summary>
    /// One sentence for each record, or group of records, that breaks it; none when it holds. Read as a stream, never as a list.
    /// </summary>
    IAsyncEnumerable<string> FindViolationsAsync(CancellationToken ct);
}

/// <summary>What checking one invariant came to.</summary>
/// <param name="Name">The invariant.</param>
/// <param name="IsWarning">Whether not holding calls for a look and not for an alarm.</param>
/// <param name="Checked">How many records it spoke of.</param>
/// <param name="Violations">How often it does not hold.</param>
/// <param name="Examples">The first of those, at most <see cref="Verifier.MaxExamples"/>.</param>
internal sealed record Finding(string Name, bool IsWarning, long Checked, long Violations, IReadOnlyList<string> Examples)
{
    public bool Holds => Violations == 0;

    /// <summary>Whether the database is wrong, and not merely worth a look.</summary>
    public bool IsAlarm => !Holds && !IsWarning;
}
