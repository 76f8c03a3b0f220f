namespace OiPayments.Storage;

/// <summary>
/// What the schema notes by trigger so that payments can be counted for reports, the same on both databases. It belongs to the migration
/// <c>CountPayments</c> and is never edited once that has landed.
/// </summary>
/// <remarks>
/// By trigger, because a step that is forgotten would be missing from reports for good: a node of an earlier version, which runs beside the
/// new ones while a service is upgraded, knows nothing of them.
/// </remarks>
internal static class CountPaymentsRules
{
    /// <summary>The SQL condition on <c>OLD</c> and <c>NEW</c> under which a changed payment has taken a step.</summary>
    public const string TakesAStep = "OLD.status <> NEW.status";

    /// <summary>The SQL condition on <c>NEW</c> under which a new payment has one behind it already.</summary>
    public const string HasEnded = "NEW.status <> 'PENDING'";

    /// <summary>SQL that notes the step of <c>NEW</c>.</summary>
    /// <param name="before">SQL for the status before.</param>
    public static string Note(string before) => $"""
        INSERT INTO report_steps (application_id, payment_id, mode, old_status, new_status)
        VALUES (NEW.application_id, NEW.id, NEW.mode, {before}, NEW.status);
        """;
}
