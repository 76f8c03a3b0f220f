using Microsoft.EntityFrameworkCore.Migrations;

namespace OiPayments.Storage.Sqlite;

/// <summary>
/// What a model cannot say of refunds that are resolved by hand: the one step beside the lifecycle, which only the gateway's word over a
/// person's takes, once; and what older refunds asked the gateway for. The triggers are made anew, as a rebuilt table has lost them.
/// </summary>
internal static class RefundsFollowTheGateway
{
    private const string Steps = "'AWAITING_APPROVAL>PENDING', 'AWAITING_APPROVAL>REJECTED', 'PENDING>SUCCEEDED', 'PENDING>FAILED'";

    public static void Up(MigrationBuilder migration)
    {
        // They were all of the gateway's currency, or never sent.
        migration.Sql("UPDATE refunds SET gateway_amount_minor = amount_minor, gateway_currency = currency;");
        Make(migration, """
             AND NOT (OLD.status || '>' || NEW.status IN ('FAILED>SUCCEEDED', 'SUCCEEDED>FAILED')
                AND OLD.resolved_at IS NOT NULL AND OLD.contradicted_at IS NULL AND NEW.contradicted_at IS NOT NULL)
            """);
    }

    public static void Down(MigrationBuilder migration) => Make(migration, "");

    private static void Make(MigrationBuilder migration, string except)
    {
        migration.Sql("DROP TRIGGER IF EXISTS refunds_lifecycle;");
        migration.Sql("DROP TRIGGER IF EXISTS refunds_stay;");
        migration.Sql($"""
            CREATE TRIGGER refunds_lifecycle BEFORE UPDATE OF status ON refunds
            WHEN OLD.status <> NEW.status AND (OLD.status || '>' || NEW.status) NOT IN ({Steps}){except}
            BEGIN SELECT RAISE(ABORT, 'a row of refunds cannot take this step'); END;
            """);
        migration.Sql("""
            CREATE TRIGGER refunds_stay BEFORE DELETE ON refunds
            BEGIN SELECT RAISE(ABORT, 'rows of refunds are never removed'); END;
            """);
    }
}
