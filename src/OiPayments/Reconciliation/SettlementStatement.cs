using OiPayments.Lifecycles;
using OiPayments.Lists;
using OiPayments.Persistence;

namespace OiPayments.Reconciliation;

/// <summary>How far a settlement file has come, on the wire in capitals.</summary>
public enum StatementStatus
{
    /// <summary>It is kept whole, and waits to be read.</summary>
    Received,

    /// <summary>Its rows are being read and matched. None of them counts yet.</summary>
    Reading,

    /// <summary>All of its rows count.</summary>
    Imported,

    /// <summary>It was read to try it out. None of its rows counts.</summary>
    Checked,

    /// <summary>Something is wrong with it. None of its rows counts.</summary>
    Refused,
}

/// <summary>Every step of a settlement file. What counts is never refused afterwards.</summary>
internal static class StatementLifecycle
{
    public static readonly Lifecycle<StatementStatus> Steps = new("a settlement file",
    [
        new(StatementStatus.Received, StatementStatus.Reading),
        new(StatementStatus.Reading, StatementStatus.Imported),
        new(StatementStatus.Reading, StatementStatus.Checked),
        new(StatementStatus.Reading, StatementStatus.Refused),
    ]);
}

/// <summary>
/// A settlement file of a gateway, as it was uploaded. Its rows count all together or not at all: they are staged while it is read, and
/// what they move in the books is saved with the status that makes them count.
/// </summary>
internal sealed class SettlementStatement : IScoped, IListed<SettlementStatement>, IMayBelongToNobody
{
    public const int MaxFileNameLength = 200;
    public const int MaxProblemLength = 500;
    public const int DigestLength = 64;

    /// <summary>The application whose own store it is about; nobody for the service's.</summary>
    public required ApplicationId ApplicationId { get; init; }
    public required Id<SettlementStatement> Id { get; init; }
    public required Mode Mode { get; init; }
    public required string Gateway { get; init; }
    public required string FileName { get; init; }
    public required long SizeBytes { get; init; }

    /// <summary>SHA-256 of the file, 64 small hexadecimal digits: the same file under another name is the same file.</summary>
    public required string Digest { get; init; }

    /// <summary>Whether it is read to try it out only.</summary>
    public required bool IsDryRun { get; init; }

    /// <summary>Who uploaded it: <c>operator:7</c>.</summary>
    public required string CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public StatementStatus Status { get; private set; } = StatementStatus.Received;

    /// <summary>How many of its rows are read and staged, or were known already.</summary>
    public int RowsRead { get; private set; }

    /// <summary>How many of them an earlier file had already brought.</summary>
    public int RowsKnown { get; private set; }

    public int Matched { get; private set; }
    public int Flagged { get; private set; }
    public int Deferred { get; private set; }

    /// <summary>What is wrong with it, for people; null when nothing is.</summary>
    public string? Problem { get; private set; }

    /// <summary>Where that is: the line of the file or the row of the sheet; null when it is about the whole file.</summary>
    public int? ProblemRow { get; private set; }

    /// <summary>Its first rows and how they were understood, as JSON; null until it is looked at.</summary>
    public string? Preview { get; private set; }

    /// <summary>When it was imported, checked or refused.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>When to go on with it; null when it has ended.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>The node that reads it.</summary>
    public long? LeasedBy { get; private set; }

    public int Version { get; private set; }

    public Scope Scope => new(ApplicationId, Mode);

    public void WaitSince(DateTimeOffset now) => DueAt = now;

    /// <summary>A node begins to read it, or goes on where another stopped.</summary>
    public void BeginReading(long node, DateTimeOffset until)
    {
        if (Status is StatementStatus.Received) MoveTo(StatementStatus.Reading);
        (LeasedBy, DueAt, Version) = (node, until, Version + 1);
    }

    public void Show(string preview) => (Preview, Version) = (preview, Version + 1);

    /// <summary>So many more of its rows are staged.</summary>
    public void Advance(StatementProgress more, DateTimeOffset until)
    {
        (RowsRead, RowsKnown) = (RowsRead + more.Read, RowsKnown + more.Known);
        (Matched, Flagged, Deferred) = (Matched + more.Matched, Flagged + more.Flagged, Deferred + more.Deferred);
        (DueAt, Version) = (until, Version + 1);
    }

    /// <summary>More flags than its rows alone have: what remains of a payout is a line of its own.</summary>
    public void AddFlag() => Flagged++;

    /// <summary>Its rows count from now on. What follows from that is still to be done: see <see cref="Leave"/>.</summary>
    public void Count(DateTimeOffset now)
    {
        MoveTo(StatementStatus.Imported);
        (EndedAt, Version) = (now, Version + 1);
    }

    /// <summary>It was tried out: what was staged is gone.</summary>
    public void EndDryRun(DateTimeOffset now)
    {
        MoveTo(StatementStatus.Checked);
        EndedAt = now;
        Leave();
    }

    /// <summary>It counts for nothing: what was staged is gone.</summary>
    public void Refuse(string problem, int? row, DateTimeOffset now)
    {
        (Problem, ProblemRow) = (problem.CutTo(MaxProblemLength), row);
        (Matched, Flagged, Deferred) = (0, 0, 0);
        MoveTo(StatementStatus.Refused);
        EndedAt = now;
        Leave();
    }

    /// <summary>Nothing is left to be done with it.</summary>
    public void Leave() => (DueAt, LeasedBy, Version) = (null, null, Version + 1);

    private void MoveTo(StatementStatus next)
    {
        if (StatementLifecycle.Steps.Step(Status, next).IsRefused(out var bug, out var step))
            throw new InvalidOperationException(bug.Message);
        Status = step.To;
    }
}

/// <summary>What a batch of rows came to.</summary>
internal readonly record struct StatementProgress(int Read, int Known, int Matched, int Flagged, int Deferred);

/// <summary>
/// A piece of an uploaded file. Kept in the database, so that any node can read it, and read it again: it is the evidence of what was
/// booked.
/// </summary>
internal sealed class StatementChunk : IApplicationOwned
{
    public const int Size = 256 * 1024;

    public required ApplicationId ApplicationId { get; init; }
    public required Id<SettlementStatement> StatementId { get; init; }

    /// <summary>From 0. All but the last have <see cref="Size"/> bytes.</summary>
    public required int Number { get; init; }

    public required byte[] Content { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
