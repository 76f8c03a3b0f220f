namespace OiPayments.Storage;

/// <summary>
/// What the schema keeps by trigger since invoices can be paid, withheld from and credited, the same on both databases. It belongs to the
/// migration <c>KeepSettledInvoices</c> and is never edited once that has landed.
/// </summary>
/// <remarks>
/// What a check constraint would say is said by a trigger: SQLite gives a table that exists a constraint only by making it anew.
/// </remarks>
internal static class KeepSettledInvoicesRules
{
    private static readonly string[] FixedByIssue =
    [
        "reference", "mode", "created_at", "customer_reference", "customer_name", "customer_email", "customer_address", "customer_bin",
        "notes", "currency", "due_date", "tax_included", "subtotal_minor", "discount_minor", "tax_minor", "total_minor", "number",
        "series", "sequence", "issued_at", "branding",
    ];

    public static readonly InitialRules.Lifecycle Steps = new(
        "invoices",
        [
            "DRAFT>ISSUED", "ISSUED>VOID", "ISSUED>PARTIALLY_PAID", "ISSUED>PAID", "PARTIALLY_PAID>PAID", "PAID>PARTIALLY_PAID",
            "PAID>ISSUED", "PARTIALLY_PAID>ISSUED",
        ]);

    /// <summary>Rows of these are never changed or removed: documents, proofs, and what documents show.</summary>
    public static readonly string[] AppendOnlyTables = ["invoice_withholdings", "credit_notes", "invoice_logos"];

    /// <summary>The SQL condition on <c>NEW</c> under which an invoice's figures do not go together.</summary>
    public const string IsOff = """
        NEW.paid_minor < 0 OR NEW.withheld_minor < 0 OR NEW.credited_minor < 0 OR NEW.credited_minor > NEW.total_minor
        OR (NEW.status IN ('DRAFT', 'VOID') AND (NEW.paid_minor > 0 OR NEW.withheld_minor > 0 OR NEW.credited_minor > 0))
        OR (NEW.status NOT IN ('DRAFT', 'VOID')
            AND (NEW.status = 'PAID') <> (NEW.paid_minor + NEW.withheld_minor + NEW.credited_minor >= NEW.total_minor))
        """;

    /// <summary>The SQL condition on <c>OLD</c> and <c>NEW</c> under which an invoice's change is refused.</summary>
    public static readonly string ChangesWhatIsFixed = "OLD.status <> 'DRAFT' AND ("
        + string.Join(" OR ", FixedByIssue.Select(column => $"OLD.{column} IS DISTINCT FROM NEW.{column}")) + ")";
}
