namespace OiPayments.Storage;

/// <summary>
/// What the first schema keeps by trigger, the same on both databases and whatever code wrote the statement. It belongs to the migration
/// <c>Initial</c> and is never edited once that has landed: a rule that changes is a new migration, which makes its trigger anew.
/// </summary>
internal static class InitialRules
{
    /// <summary>The step of a refund that only the gateway's word over a person's takes, once.</summary>
    private const string ContradictsAPerson = """
        OLD.status || '>' || NEW.status IN ('FAILED>SUCCEEDED', 'SUCCEEDED>FAILED')
        AND OLD.resolved_at IS NOT NULL AND OLD.contradicted_at IS NULL AND NEW.contradicted_at IS NOT NULL
        """;

    /// <summary>What happened stays written: rows of these are never changed or removed.</summary>
    public static readonly string[] AppendOnlyTables =
        ["ledger_journals", "ledger_transfers", "ledger_seals", "webhook_events", "audit_log", "audit_seals"];

    /// <summary>Rows of these are never changed; those that are old enough are removed.</summary>
    public static readonly string[] UnchangedTables = ["webhook_attempts"];

    /// <summary>Rows of these are never removed, and their status takes no step but these.</summary>
    public static readonly Lifecycle[] Lifecycles =
    [
        new("payments",
        [
            "PENDING>SUCCEEDED", "PENDING>FAILED", "PENDING>EXPIRED", "PENDING>CANCELLED", "FAILED>SUCCEEDED", "EXPIRED>SUCCEEDED",
            "CANCELLED>SUCCEEDED",
        ]),
        new("payment_attempts",
        [
            "HELD>PAID", "OPENING>PAID", "OPENING>HELD", "OPENING>SURPLUS", "OPENING>MISMATCHED", "UNANSWERED>PAID", "UNANSWERED>HELD",
            "UNANSWERED>SURPLUS", "UNANSWERED>MISMATCHED", "OPEN>PAID", "OPEN>HELD", "OPEN>SURPLUS", "OPEN>MISMATCHED", "REFUSED>PAID",
            "REFUSED>HELD", "REFUSED>SURPLUS", "REFUSED>MISMATCHED", "FAILED>PAID", "FAILED>HELD", "FAILED>SURPLUS", "FAILED>MISMATCHED",
            "CANCELLED>PAID", "CANCELLED>HELD", "CANCELLED>SURPLUS", "CANCELLED>MISMATCHED", "UNATTEMPTED>PAID", "UNATTEMPTED>HELD",
            "UNATTEMPTED>SURPLUS", "UNATTEMPTED>MISMATCHED", "EXPIRED>PAID", "EXPIRED>HELD", "EXPIRED>SURPLUS", "EXPIRED>MISMATCHED",
            "OPENING>UNANSWERED", "OPENING>OPEN", "OPENING>REFUSED", "OPENING>FAILED", "OPENING>CANCELLED", "OPENING>UNATTEMPTED",
            "OPENING>EXPIRED", "UNANSWERED>OPEN", "UNANSWERED>FAILED", "UNANSWERED>CANCELLED", "UNANSWERED>UNATTEMPTED",
            "UNANSWERED>EXPIRED", "OPEN>FAILED", "OPEN>CANCELLED", "OPEN>UNATTEMPTED", "OPEN>EXPIRED",
        ]),
        new("refunds",
            ["AWAITING_APPROVAL>PENDING", "AWAITING_APPROVAL>REJECTED", "PENDING>SUCCEEDED", "PENDING>FAILED"], ContradictsAPerson),
    ];

    /// <param name="Table">Its rows have the <c>status</c>.</param>
    /// <param name="Steps">As <c>FROM&gt;TO</c>.</param>
    /// <param name="Unless">An SQL condition on <c>OLD</c> and <c>NEW</c> under which another step is taken all the same.</param>
    public sealed record Lifecycle(string Table, string[] Steps, string? Unless = null)
    {
        /// <summary>The SQL condition on <c>OLD</c> and <c>NEW</c> of a step that is refused.</summary>
        public string Refused => $"OLD.status <> NEW.status AND (OLD.status || '>' || NEW.status) NOT IN ({List})"
            + (Unless is null ? "" : $" AND NOT ({Unless})");

        private string List => string.Join(", ", Steps.Select(step => $"'{step}'"));
    }
}
