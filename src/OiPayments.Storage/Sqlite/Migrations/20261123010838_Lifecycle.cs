using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OiPayments.Storage.Sqlite.Migrations
{
    /// <summary>
    /// The lifecycles, once more where no code can go round them: the database refuses a step that is not in the table, and the
    /// removal of what money hangs on.
    /// </summary>
    public partial class Lifecycle : Migration
    {
        private static readonly Dictionary<string, (string From, string To)[]> StepsOf = new()
        {
            ["payments"] =
            [
                ("PENDING", "SUCCEEDED"), ("PENDING", "FAILED"), ("PENDING", "EXPIRED"), ("PENDING", "CANCELLED"), ("FAILED", "SUCCEEDED"),
                ("EXPIRED", "SUCCEEDED"), ("CANCELLED", "SUCCEEDED"),
            ],
            ["payment_attempts"] =
            [
                ("HELD", "PAID"), ("OPENING", "PAID"), ("OPENING", "HELD"), ("OPENING", "SURPLUS"), ("OPENING", "MISMATCHED"),
                ("UNANSWERED", "PAID"), ("UNANSWERED", "HELD"), ("UNANSWERED", "SURPLUS"), ("UNANSWERED", "MISMATCHED"), ("OPEN", "PAID"),
                ("OPEN", "HELD"), ("OPEN", "SURPLUS"), ("OPEN", "MISMATCHED"), ("REFUSED", "PAID"), ("REFUSED", "HELD"),
                ("REFUSED", "SURPLUS"), ("REFUSED", "MISMATCHED"), ("FAILED", "PAID"), ("FAILED", "HELD"), ("FAILED", "SURPLUS"),
                ("FAILED", "MISMATCHED"), ("CANCELLED", "PAID"), ("CANCELLED", "HELD"), ("CANCELLED", "SURPLUS"),
                ("CANCELLED", "MISMATCHED"), ("UNATTEMPTED", "PAID"), ("UNATTEMPTED", "HELD"), ("UNATTEMPTED", "SURPLUS"),
                ("UNATTEMPTED", "MISMATCHED"), ("EXPIRED", "PAID"), ("EXPIRED", "HELD"), ("EXPIRED", "SURPLUS"), ("EXPIRED", "MISMATCHED"),
                ("OPENING", "UNANSWERED"), ("OPENING", "OPEN"), ("OPENING", "REFUSED"), ("OPENING", "FAILED"), ("OPENING", "CANCELLED"),
                ("OPENING", "UNATTEMPTED"), ("OPENING", "EXPIRED"), ("UNANSWERED", "OPEN"), ("UNANSWERED", "FAILED"),
                ("UNANSWERED", "CANCELLED"), ("UNANSWERED", "UNATTEMPTED"), ("UNANSWERED", "EXPIRED"), ("OPEN", "FAILED"),
                ("OPEN", "CANCELLED"), ("OPEN", "UNATTEMPTED"), ("OPEN", "EXPIRED"),
            ],
            ["refunds"] =
            [
                ("AWAITING_APPROVAL", "PENDING"), ("AWAITING_APPROVAL", "REJECTED"), ("PENDING", "SUCCEEDED"), ("PENDING", "FAILED"),
            ],
        };

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            foreach (var (table, steps) in StepsOf)
            {
                migrationBuilder.Sql($"""
                    CREATE TRIGGER {table}_lifecycle BEFORE UPDATE OF status ON {table}
                    WHEN OLD.status <> NEW.status AND (OLD.status || '>' || NEW.status) NOT IN ({List(steps)})
                    BEGIN SELECT RAISE(ABORT, 'a row of {table} cannot take this step'); END;
                    """);
                migrationBuilder.Sql($"""
                    CREATE TRIGGER {table}_stay BEFORE DELETE ON {table}
                    BEGIN SELECT RAISE(ABORT, 'rows of {table} are never removed'); END;
                    """);
            }
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            foreach (var table in StepsOf.Keys)
            {
                migrationBuilder.Sql($"DROP TRIGGER {table}_lifecycle;");
                migrationBuilder.Sql($"DROP TRIGGER {table}_stay;");
            }
        }

        private static string List((string From, string To)[] steps) => string.Join(", ", steps.Select(step => $"'{step.From}>{step.To}'"));
    }
}
