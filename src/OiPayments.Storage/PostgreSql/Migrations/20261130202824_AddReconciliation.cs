using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OiPayments.Storage.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class AddReconciliation : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "payout_shares",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "bigint", nullable: false),
                    payout_id = table.Column<long>(type: "bigint", nullable: false),
                    mode = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    payout_owner = table.Column<long>(type: "bigint", nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    settled_minor = table.Column<long>(type: "bigint", nullable: false),
                    arrived_minor = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_payout_shares", x => new { x.application_id, x.payout_id });
                });

            migrationBuilder.CreateTable(
                name: "payouts",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    mode = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    gateway = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    reference = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    settled_on = table.Column<DateOnly>(type: "date", nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    amount_minor = table.Column<long>(type: "bigint", nullable: false),
                    booked_minor = table.Column<long>(type: "bigint", nullable: false),
                    status = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    arrived_on = table.Column<DateOnly>(type: "date", nullable: true),
                    bank_reference = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    return_reason = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_payouts", x => new { x.application_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "settlement_accounts",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "bigint", nullable: false),
                    mode = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    gateway = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    mapping = table.Column<string>(type: "character varying(20000)", maxLength: 20000, nullable: true),
                    expected_days = table.Column<int>(type: "integer", nullable: false),
                    holidays = table.Column<string>(type: "text", nullable: false),
                    reading_id = table.Column<long>(type: "bigint", nullable: true),
                    updated_by = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_settlement_accounts", x => new { x.application_id, x.mode, x.gateway });
                });

            migrationBuilder.CreateTable(
                name: "settlement_results",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    mode = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    gateway = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    period = table.Column<DateOnly>(type: "date", nullable: false),
                    statement_id = table.Column<long>(type: "bigint", nullable: true),
                    statement_owner = table.Column<long>(type: "bigint", nullable: true),
                    row = table.Column<int>(type: "integer", nullable: true),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    fingerprint = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    occurrence = table.Column<int>(type: "integer", nullable: false),
                    transaction_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    validation_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    bank_transaction_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    refund_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    gross_minor = table.Column<long>(type: "bigint", nullable: true),
                    fee_minor = table.Column<long>(type: "bigint", nullable: true),
                    net_minor = table.Column<long>(type: "bigint", nullable: true),
                    payout_reference = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    settled_on = table.Column<DateOnly>(type: "date", nullable: true),
                    label = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    attempt_id = table.Column<long>(type: "bigint", nullable: true),
                    payment_id = table.Column<long>(type: "bigint", nullable: true),
                    our_refund_id = table.Column<long>(type: "bigint", nullable: true),
                    booked_fee_minor = table.Column<long>(type: "bigint", nullable: false),
                    status = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    reason = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    detail = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    deferred_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    resolved_by = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    resolution_note = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    resolved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_settlement_results", x => new { x.application_id, x.id });
                    table.ForeignKey(
                        name: "fk_settlement_results_payment_attempts_application_id_attempt_",
                        columns: x => new { x.application_id, x.attempt_id },
                        principalTable: "payment_attempts",
                        principalColumns: new[] { "application_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "settlement_statements",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    mode = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    gateway = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    file_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    size_bytes = table.Column<long>(type: "bigint", nullable: false),
                    digest = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    is_dry_run = table.Column<bool>(type: "boolean", nullable: false),
                    created_by = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    status = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    rows_read = table.Column<int>(type: "integer", nullable: false),
                    rows_known = table.Column<int>(type: "integer", nullable: false),
                    matched = table.Column<int>(type: "integer", nullable: false),
                    flagged = table.Column<int>(type: "integer", nullable: false),
                    deferred = table.Column<int>(type: "integer", nullable: false),
                    problem = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    problem_row = table.Column<int>(type: "integer", nullable: true),
                    preview = table.Column<string>(type: "text", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    leased_by = table.Column<long>(type: "bigint", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_settlement_statements", x => new { x.application_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "statement_chunks",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "bigint", nullable: false),
                    statement_id = table.Column<long>(type: "bigint", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_statement_chunks", x => new { x.application_id, x.statement_id, x.number });
                });

            migrationBuilder.CreateIndex(
                name: "ix_payouts_application_id_mode_created_at_id",
                table: "payouts",
                columns: new[] { "application_id", "mode", "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_payouts_application_id_mode_gateway_reference_settled_on_cu",
                table: "payouts",
                columns: new[] { "application_id", "mode", "gateway", "reference", "settled_on", "currency" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_settlement_results_application_id_attempt_id",
                table: "settlement_results",
                columns: new[] { "application_id", "attempt_id" },
                filter: "attempt_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_settlement_results_application_id_attempt_id1",
                table: "settlement_results",
                columns: new[] { "application_id", "attempt_id" },
                unique: true,
                filter: "kind = 'PAYMENT' AND status = 'MATCHED'");

            migrationBuilder.CreateIndex(
                name: "ix_settlement_results_application_id_due_at",
                table: "settlement_results",
                columns: new[] { "application_id", "due_at" },
                filter: "due_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_settlement_results_application_id_mode_created_at_id",
                table: "settlement_results",
                columns: new[] { "application_id", "mode", "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_settlement_results_application_id_mode_gateway_fingerprint_",
                table: "settlement_results",
                columns: new[] { "application_id", "mode", "gateway", "fingerprint", "occurrence" },
                unique: true,
                filter: "fingerprint IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_settlement_results_application_id_mode_period",
                table: "settlement_results",
                columns: new[] { "application_id", "mode", "period" });

            migrationBuilder.CreateIndex(
                name: "ix_settlement_results_application_id_mode_status_created_at_id",
                table: "settlement_results",
                columns: new[] { "application_id", "mode", "status", "created_at", "id" },
                filter: "status <> 'MATCHED'");

            migrationBuilder.CreateIndex(
                name: "ix_settlement_results_application_id_our_refund_id",
                table: "settlement_results",
                columns: new[] { "application_id", "our_refund_id" },
                unique: true,
                filter: "kind = 'REFUND' AND status = 'MATCHED'");

            migrationBuilder.CreateIndex(
                name: "ix_settlement_results_application_id_statement_id_row",
                table: "settlement_results",
                columns: new[] { "application_id", "statement_id", "row" },
                filter: "statement_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_settlement_statements_application_id_due_at",
                table: "settlement_statements",
                columns: new[] { "application_id", "due_at" },
                filter: "due_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_settlement_statements_application_id_leased_by",
                table: "settlement_statements",
                columns: new[] { "application_id", "leased_by" },
                filter: "leased_by IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_settlement_statements_application_id_mode_created_at_id",
                table: "settlement_statements",
                columns: new[] { "application_id", "mode", "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_settlement_statements_application_id_mode_gateway_digest",
                table: "settlement_statements",
                columns: new[] { "application_id", "mode", "gateway", "digest" },
                unique: true,
                filter: "is_dry_run = FALSE AND status IN ('RECEIVED', 'READING', 'IMPORTED')");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "payout_shares");

            migrationBuilder.DropTable(
                name: "payouts");

            migrationBuilder.DropTable(
                name: "settlement_accounts");

            migrationBuilder.DropTable(
                name: "settlement_results");

            migrationBuilder.DropTable(
                name: "settlement_statements");

            migrationBuilder.DropTable(
                name: "statement_chunks");
        }
    }
}
