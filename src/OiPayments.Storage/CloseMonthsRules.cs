namespace OiPayments.Storage;

/// <summary>
/// What the schema keeps by trigger about closed months, the same on both databases. It belongs to the migration <c>CloseMonths</c> and is
/// never edited once that has landed.
/// </summary>
/// <remarks>
/// Nothing watches each journal: only manual journals are dated, in one place, and a trigger on <c>ledger_journals</c> would look into
/// another table for each payment. <c>verify</c> compares what was kept with what the books say.
/// </remarks>
internal static class CloseMonthsRules
{
    /// <summary>Rows of these are never changed or removed.</summary>
    public static readonly string[] AppendOnlyTables = ["ledger_closes", "ledger_closing_balances"];

    /// <summary>Its rows are never removed, and a closed month is never opened again.</summary>
    public const string DatesTable = "ledger_book_dates";

    /// <summary>The SQL condition on <c>OLD</c> and <c>NEW</c> under which a change of it is refused.</summary>
    public const string OpensAMonth =
        "OLD.closed_through IS NOT NULL AND (NEW.closed_through IS NULL OR NEW.closed_through < OLD.closed_through)";
}
