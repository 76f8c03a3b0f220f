using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OiPayments.Storage.PostgreSql.Migrations
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
                type: "character varying(32)",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "contradicted_at",
                table: "refunds",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "contradiction_seen_by",
                table: "refunds",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "exchange_rate",
                table: "refunds",
                type: "character varying(32)",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "follow_up_until",
                table: "refunds",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "gateway_amount_minor",
                table: "refunds",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "gateway_currency",
                table: "refunds",
                type: "character varying(3)",
                maxLength: 3,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "gateway_word",
                table: "refunds",
                type: "character varying(32)",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "resolution_at",
                table: "refunds",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "resolution_by",
                table: "refunds",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "resolution_confirmed_by",
                table: "refunds",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "resolution_note",
                table: "refunds",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "resolution_status",
                table: "refunds",
                type: "character varying(32)",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "resolved_at",
                table: "refunds",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "rounding_minor",
                table: "refunds",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "silent_since",
                table: "refunds",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "uncovered_minor",
                table: "refunds",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "converted_currency",
                table: "payment_attempts",
                type: "character varying(3)",
                maxLength: 3,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "converted_minor",
                table: "payment_attempts",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "exchange_rate",
                table: "payment_attempts",
                type: "character varying(32)",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "opened_by_node",
                table: "payment_attempts",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "keys_given_at",
                table: "operators",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "keys_given_by",
                table: "operators",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "created_by",
                table: "credentials",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "key_start",
                table: "credentials",
                type: "character varying(16)",
                maxLength: 16,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "version",
                table: "credentials",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "currency_limits",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "bigint", nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    min_amount_minor = table.Column<long>(type: "bigint", nullable: true),
                    max_amount_minor = table.Column<long>(type: "bigint", nullable: true),
                    refund_approval_threshold_minor = table.Column<long>(type: "bigint", nullable: true),
                    refund_second_approval_threshold_minor = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_currency_limits", x => new { x.application_id, x.currency });
                });

            migrationBuilder.CreateTable(
                name: "payment_terms",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "bigint", nullable: false),
                    payment_id = table.Column<long>(type: "bigint", nullable: false),
                    term = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false, collation: "C"),
                    mode = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
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
                    application_id = table.Column<long>(type: "bigint", nullable: false),
                    payment_id = table.Column<long>(type: "bigint", nullable: false),
                    mode = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_payments_unindexed", x => new { x.application_id, x.payment_id });
                });

            migrationBuilder.CreateTable(
                name: "setting_changes",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    proposed_by = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    application_version = table.Column<int>(type: "integer", nullable: false),
                    settings = table.Column<string>(type: "text", nullable: false),
                    before = table.Column<string>(type: "text", nullable: false),
                    after = table.Column<string>(type: "text", nullable: false),
                    weakens = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    status = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    decided_by = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
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
                name: "attention",
                table: "refunds");

            migrationBuilder.DropColumn(
                name: "contradicted_at",
                table: "refunds");

            migrationBuilder.DropColumn(
                name: "contradiction_seen_by",
                table: "refunds");

            migrationBuilder.DropColumn(
                name: "exchange_rate",
                table: "refunds");

            migrationBuilder.DropColumn(
                name: "follow_up_until",
                table: "refunds");

            migrationBuilder.DropColumn(
                name: "gateway_amount_minor",
                table: "refunds");

            migrationBuilder.DropColumn(
                name: "gateway_currency",
                table: "refunds");

            migrationBuilder.DropColumn(
                name: "gateway_word",
                table: "refunds");

            migrationBuilder.DropColumn(
                name: "resolution_at",
                table: "refunds");

            migrationBuilder.DropColumn(
                name: "resolution_by",
                table: "refunds");

            migrationBuilder.DropColumn(
                name: "resolution_confirmed_by",
                table: "refunds");

            migrationBuilder.DropColumn(
                name: "resolution_note",
                table: "refunds");

            migrationBuilder.DropColumn(
                name: "resolution_status",
                table: "refunds");

            migrationBuilder.DropColumn(
                name: "resolved_at",
                table: "refunds");

            migrationBuilder.DropColumn(
                name: "rounding_minor",
                table: "refunds");

            migrationBuilder.DropColumn(
                name: "silent_since",
                table: "refunds");

            migrationBuilder.DropColumn(
                name: "uncovered_minor",
                table: "refunds");

            migrationBuilder.DropColumn(
                name: "converted_currency",
                table: "payment_attempts");

            migrationBuilder.DropColumn(
                name: "converted_minor",
                table: "payment_attempts");

            migrationBuilder.DropColumn(
                name: "exchange_rate",
                table: "payment_attempts");

            migrationBuilder.DropColumn(
                name: "opened_by_node",
                table: "payment_attempts");

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
        }
    }
}
