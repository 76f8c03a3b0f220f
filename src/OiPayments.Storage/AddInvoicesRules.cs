namespace OiPayments.Storage;

/// <summary>
/// What the schema of invoices keeps by trigger, the same on both databases. It belongs to the migration <c>AddInvoices</c> and is never
/// edited once that has landed.
/// </summary>
internal static class AddInvoicesRules
{
    /// <summary>What is fixed from issue on, and what a series' number was given to.</summary>
    private static readonly string[] FixedByIssue =
    [
        "reference", "mode", "created_at", "customer_reference", "customer_name", "customer_email", "notes", "currency", "due_date",
        "tax_included", "subtotal_minor", "discount_minor", "tax_minor", "total_minor", "number", "series", "sequence", "issued_at",
        "branding",
    ];

    public static readonly InitialRules.Lifecycle Steps = new("invoices", ["DRAFT>ISSUED", "ISSUED>VOID"]);

    /// <summary>Rows of these belong to an invoice, and are fixed with it.</summary>
    public static readonly string[] TablesOfInvoices = ["invoice_lines", "invoice_installments"];

    /// <summary>The SQL condition on <c>OLD</c> and <c>NEW</c> under which an invoice's change is refused.</summary>
    public static readonly string ChangesWhatIsFixed = "OLD.status <> 'DRAFT' AND ("
        + string.Join(" OR ", FixedByIssue.Select(column => $"OLD.{column} IS DISTINCT FROM NEW.{column}")) + ")";

    /// <summary>The SQL condition on <c>OLD</c> under which a row of an invoice is fixed.</summary>
    public const string IsOfAnIssuedInvoice =
        "(SELECT status FROM invoices WHERE application_id = OLD.application_id AND id = OLD.invoice_id) <> 'DRAFT'";
}
