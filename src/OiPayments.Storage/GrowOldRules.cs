namespace OiPayments.Storage;

/// <summary>
/// What the schema keeps by trigger since old payloads are removed and customers erased, the same on both databases. It belongs to the
/// migration <c>GrowOld</c> and is never edited once that has landed. Blanking is the only change that it lets through, and what was
/// blanked never comes back.
/// </summary>
internal static class GrowOldRules
{
    private const string Mark = "'[erased]'";

    private static readonly string[] FixedOfInvoice =
    [
        "reference", "mode", "created_at", "currency", "due_date", "tax_included", "subtotal_minor", "discount_minor", "tax_minor",
        "total_minor", "number", "series", "sequence", "issued_at", "branding",
    ];

    private static readonly string[] PersonalOfInvoice =
        ["customer_reference", "customer_name", "customer_email", "customer_address", "customer_bin", "notes"];

    private static readonly string[] FixedOfLine =
    [
        "application_id", "invoice_id", "position", "mode", "quantity_thousandths", "unit_amount_minor", "discount_minor", "tax_rate",
        "total_minor", "share_minor", "tax_minor",
    ];

    private static readonly string[] FixedOfCreditNote =
    [
        "application_id", "id", "mode", "reference", "invoice_id", "number", "series", "sequence", "currency", "subtotal_minor",
        "tax_minor", "total_minor", "branding", "created_by", "created_at",
    ];

    /// <summary>The SQL condition on <c>OLD</c> and <c>NEW</c> under which an event's change is refused: all but losing its body.</summary>
    public static readonly string ChangesEvent =
        Differs("application_id", "id", "mode", "reference", "type", "subject", "schema_version", "created_at") + " OR NEW.payload <> ''";

    /// <summary>The SQL condition on <c>OLD</c> and <c>NEW</c> under which an invoice's change is refused.</summary>
    public static readonly string ChangesInvoice =
        $"OLD.status <> 'DRAFT' AND ({Differs(FixedOfInvoice)} "
            + $"OR (({Differs([.. PersonalOfInvoice, "erased_at"])}) AND NOT ({ErasesInvoice})))";

    /// <summary>The SQL condition on <c>OLD</c> and <c>NEW</c> under which a change of an issued invoice's line is refused.</summary>
    public static readonly string ChangesLine =
        $"{AddInvoicesRules.IsOfAnIssuedInvoice} AND ({Differs(FixedOfLine)} OR NEW.description <> {Mark} OR NOT ({IsOfAnErasedInvoice}))";

    /// <summary>The SQL condition on <c>OLD</c> and <c>NEW</c> under which a credit note's change is refused.</summary>
    public static readonly string ChangesCreditNote =
        $"{Differs(FixedOfCreditNote)} OR OLD.reason = {Mark} OR NEW.reason <> {Mark} OR NOT ({IsOfAnErasedInvoice})";

    private static string ErasesInvoice =>
        $"OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL AND NEW.customer_reference = {Mark} AND "
            + string.Join(" AND ", PersonalOfInvoice.Skip(1).Select(column => $"NEW.{column} IS NULL"));

    private static string IsOfAnErasedInvoice =>
        "(SELECT erased_at FROM invoices WHERE application_id = OLD.application_id AND id = OLD.invoice_id) IS NOT NULL";

    private static string Differs(params string[] columns) =>
        string.Join(" OR ", columns.Select(column => $"OLD.{column} IS DISTINCT FROM NEW.{column}"));
}
