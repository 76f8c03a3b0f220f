namespace OiPayments.Storage;

/// <summary>
/// What the schema keeps by trigger since logos that nothing names are deleted, the same on both databases. It belongs to the migration
/// <c>PurgeLogos</c> and is never edited once that has landed.
/// </summary>
internal static class PurgeLogosRules
{
    /// <summary>The SQL condition on <c>OLD</c> and <c>NEW</c> under which a logo's change is refused: all but when it was chosen.</summary>
    public const string ChangesPicture =
        "OLD.application_id IS DISTINCT FROM NEW.application_id OR OLD.digest IS DISTINCT FROM NEW.digest OR OLD.png <> NEW.png";

    /// <summary>The SQL condition on <c>OLD</c> under which a logo is needed.</summary>
    /// <param name="contains">How the database looks for one text in another: the function's name, which takes the longer one first.</param>
    public static string IsNeeded(string contains) => $"""
        EXISTS (SELECT 1 FROM invoice_templates t WHERE t.application_id = OLD.application_id AND t.logo_digest = OLD.digest)
        OR EXISTS (SELECT 1 FROM invoices i WHERE i.application_id = OLD.application_id AND {contains}(i.branding, OLD.digest) > 0)
        OR EXISTS (SELECT 1 FROM credit_notes n WHERE n.application_id = OLD.application_id AND {contains}(n.branding, OLD.digest) > 0)
        """;
}
