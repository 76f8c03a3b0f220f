using System.Diagnostics;

namespace OiPayments.DueWork;

/// <summary>
/// Ends the process at a named point as SIGKILL does, without a last word, so that a test can see what a crash there leaves behind.
/// Inert unless the server arms it, which it does in Development alone, by <c>Testing__CrashAt</c>.
/// </summary>
/// <param name="armed">The point to end at, or null for none.</param>
/// <param name="occurrence">The how-many-eth time it is reached, from one.</param>
internal sealed class CrashPoints(string? armed, int occurrence)
{
    /// <summary>A write is about to be sent to the database; nothing of it is there yet.</summary>
    public const string BeforeEffect = "before-effect";

    /// <summary>All of a write's statements have run; COMMIT has not.</summary>
    public const string AfterEffect = "after-effect";

    /// <summary>COMMIT went through; the handler does not know it yet.</summary>
    public const string AfterCommit = "after-commit";

    /// <summary>The answer is complete, and none of it has been sent.</summary>
    public const string BeforeReply = "before-reply";

    /// <summary>The gateway has opened a session for a payment, and nothing of its answer is written.</summary>
    public const string AfterGateway = "after-gateway";

    /// <summary>The gateway has begun a refund, or has said how it stands, and nothing of its answer is written.</summary>
    public const string AfterRefundAtGateway = "after-refund-at-gateway";

    /// <summary>A receiver has got its event, and nothing of that is written.</summary>
    public const string WhileDelivering = "while-delivering";

    /// <summary>The mail server has taken a mail, and nothing of that is written.</summary>
    public const string AfterMail = "after-mail";

    /// <summary>Some rows of a settlement file are staged; none of them counts yet.</summary>
    public const string AfterStatementBatch = "after-statement-batch";

    /// <summary>The rows of a settlement file count, and what follows from that is not done.</summary>
    public const string AfterStatementCounts = "after-statement-counts";

    /// <summary>Some records of a customer are erased, and others are not yet.</summary>
    public const string AfterErasureBatch = "after-erasure-batch";

    public static readonly IReadOnlyList<string> All = [
        BeforeEffect, AfterEffect, AfterCommit, BeforeReply, AfterGateway, AfterRefundAtGateway, WhileDelivering,
        AfterMail, AfterStatementBatch, AfterStatementCounts, AfterErasureBatch,
    ];

    /// <summary>Never ends anything.</summary>
    public static readonly CrashPoints Inert = new(null, 0);

    private int reached;

    public void Reached(string point)
    {
        if (point != armed || Interlocked.Increment(ref reached) != occurrence) return;
        Process.GetCurrentProcess().Kill();

        // The signal may take a moment, in which nothing more may happen here.
        Thread.Sleep(Timeout.Infinite);
    }
}
