using Microsoft.EntityFrameworkCore.Migrations;

namespace OiPayments.Storage.Sqlite;

/// <summary>Payments from before there were search terms wait to be indexed as new ones do; refunds leave their terms here.</summary>
internal static class BackfillSearch
{
    public static void Up(MigrationBuilder migration)
    {
        migration.Sql("INSERT INTO payments_unindexed (application_id, payment_id, mode) SELECT application_id, id, mode FROM payments;");
        foreach (var term in (string[])["'f:' || lower(substr(r.reference, 5))", "'t:' || lower(substr(r.reference, -6))"])
        {
            migration.Sql($"""
                INSERT INTO payment_terms (application_id, payment_id, mode, term, created_at)
                SELECT p.application_id, p.id, p.mode, {term}, p.created_at
                FROM refunds AS r JOIN payments AS p ON p.application_id = r.application_id AND p.id = r.payment_id WHERE true
                ON CONFLICT DO NOTHING;
                """);
        }
    }
}
