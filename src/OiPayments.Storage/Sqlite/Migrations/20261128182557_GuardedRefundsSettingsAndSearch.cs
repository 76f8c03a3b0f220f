using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OiPayments.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class GuardedRefundsSettingsAndSearch : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "attention",
                table: "refunds",
                type: "TEXT",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "contradicted_at",
                table: "refunds",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "contradiction_seen_by",
                table: "refunds",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "exchange_rate",
                table: "refunds",
                type: "TEXT",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "follow_up_until",
                table: "refunds",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "gateway_amount_minor",
                table: "refunds",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "gateway_currency",
                table: "refunds",
                type: "TEXT",
                maxLength: 3,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "gateway_word",
                table: "refunds",
                type: "TEXT",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "resolution_at",
                table: "refunds",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "resolution_by",
                table: "refunds",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "resolution_confirmed_by",
                table: "refunds",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "resolution_note",
                table: "refunds",
                type: "TEXT",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "resolution_status",
                table: "refunds",
                type: "TEXT",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "resolved_at",
                table: "refunds",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "rounding_minor",
                table: "refunds",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "silent_since",
                table: "refunds",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "uncovered_minor",
                table: "refunds",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "converted_currency",
                table: "payment_attempts",
                type: "TEXT",
                maxLength: 3,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "converted_minor",
                table: "payment_attempts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "exchange_rate",
                table: "payment_attempts",
                type: "TEXT",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "opened_by_node",
                table: "payment_attempts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "keys_given_at",
                table: "operators",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "keys_given_by",
                table: "operators",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "created_by",
                table: "credentials",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "key_start",
                table: "credentials",
                type: "TEXT",
                maxLength: 16,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "version",
                table: "credentials",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "currency_limits",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "INTEGER", nullable: false),
                    currency = table.Column<string>(type: "TEXT", maxLength: 3, nullable: false),
                    min_amount_minor = table.Column<long>(type: "INTEGER", nullable: true),
                    max_amount_minor = table.Column<long>(type: "INTEGER", nullable: true),
                    refund_approval_threshold_minor = table.Column<long>(type: "INTEGER", nullable: true),
                    refund_second_approval_threshold_minor = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_currency_limits", x => new { x.application_id, x.currency });
                });

            migrationBuilder.CreateTable(
                name: "payment_terms",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "INTEGER", nullable: false),
                    payment_id = table.Column<long>(type: "INTEGER", nullable: false),
                    term = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    mode = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_payment_terms", x => new { x.application_id, x.payment_id, x.term });
                    table.ForeignKey(
                        name: "fk_payment_terms_payments_application_id_payment_id",
                        columns: x => new { x.application_id, x.payment_id },
                        principalTable: "payments",
                        principalColumns: new[] { "application_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "payments_unindexed",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "INTEGER", nullable: false),
                    payment_id = table.Column<long>(type: "INTEGER", nullable: false),
                    mode = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_payments_unindexed", x => new { x.application_id, x.payment_id });
                });

            migrationBuilder.CreateTable(
                name: "setting_changes",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "INTEGER", nullable: false),
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    proposed_by = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: false),
                    application_version = table.Column<int>(type: "INTEGER", nullable: false),
                    settings = table.Column<string>(type: "TEXT", nullable: false),
                    before = table.Column<string>(type: "TEXT", nullable: false),
                    after = table.Column<string>(type: "TEXT", nullable: false),
                    weakens = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    decided_by = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    decided_at = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_setting_changes", x => new { x.application_id, x.id });
                });

            migrationBuilder.CreateIndex(
                name: "ix_refunds_application_id_mode_attention",
                table: "refunds",
                columns: new[] { "application_id", "mode", "attention" },
                filter: "attention IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_payment_terms_application_id_mode_term_created_at_payment_id",
                table: "payment_terms",
                columns: new[] { "application_id", "mode", "term", "created_at", "payment_id" });

            migrationBuilder.CreateIndex(
                name: "ix_setting_changes_application_id_status_expires_at",
                table: "setting_changes",
                columns: new[] { "application_id", "status", "expires_at" });

            RefundsFollowTheGateway.Up(migrationBuilder);
            BackfillSearch.Up(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            RefundsFollowTheGateway.Down(migrationBuilder);

            migrationBuilder.DropTable(
                name: "currency_limits");

            migrationBuilder.DropTable(
                name: "payment_terms");

            migrationBuilder.DropTable(
                name: "payments_unindexed");

            migrationBuilder.DropTable(
                name: "setting_changes");

            migrationBuilder.DropIndex(
                name: "ix_refunds_application_id_mode_attention",
                table: "refunds");

            migrationBuilder.DropColumn(
                name: "keys_given_at",
                table: "operators");

            migrationBuilder.DropColumn(
                name: "keys_given_by",
                table: "operators");

            migrationBuilder.DropColumn(
                name: "created_by",
                table: "credentials");

            migrationBuilder.DropColumn(
                name: "key_start",
                table: "credentials");

            migrationBuilder.DropColumn(
                name: "version",
                table: "credentials");

            // Not by DropColumn, which makes the table anew and loses its triggers.
            foreach (var column in (string[])["attention", "contradicted_at", "contradiction_seen_by", "exchange_rate", "follow_up_until", "gateway_amount_minor", "gateway_currency", "gateway_word", "resolution_at", "resolution_by", "resolution_confirmed_by", "resolution_note", "resolution_status", "resolved_at", "rounding_minor", "silent_since", "uncovered_minor"])
                migrationBuilder.Sql($"ALTER TABLE refunds DROP COLUMN {column};");
            foreach (var column in (string[])["converted_currency", "converted_minor", "exchange_rate", "opened_by_node"])
                migrationBuilder.Sql($"ALTER TABLE payment_attempts DROP COLUMN {column};");
        }
    }
}
