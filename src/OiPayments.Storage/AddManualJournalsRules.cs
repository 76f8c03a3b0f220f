namespace OiPayments.Storage;

/// <summary>
/// What the schema keeps by trigger about manual journals, the same on both databases. It belongs to the migration
/// <c>AddManualJournals</c> and is never edited once that has landed.
/// </summary>
internal static class AddManualJournalsRules
{
    private static readonly string[] FixedFromTheStart =
        ["application_id", "id", "mode", "currency", "reason", "date", "reverses", "created_by", "created_at"];

    /// <summary>Rows are never removed, and their status takes no step but these.</summary>
    public static readonly InitialRules.Lifecycle Steps = new(
        "manual_journals", ["AWAITING_APPROVAL>POSTED", "AWAITING_APPROVAL>REJECTED"]);

    /// <summary>Rows of this are never changed or removed: what was asked for is what was approved.</summary>
    public const string AppendOnlyTable = "manual_journal_transfers";

    /// <summary>
    /// The SQL condition on <c>OLD</c> and <c>NEW</c> under which a change is refused: all but a decision on one that waits.
    /// </summary>
    public static readonly string ChangesWhatIsFixed = "OLD.status <> 'AWAITING_APPROVAL' OR "
        + string.Join(" OR ", FixedFromTheStart.Select(column => $"OLD.{column} IS DISTINCT FROM NEW.{column}"));
}
