using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OiPayments.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class AddBankStatements : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "booked_at",
                table: "settlement_results",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "linked_result_id",
                table: "settlement_results",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "returned_minor",
                table: "payout_shares",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "bank_accounts",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "INTEGER", nullable: false),
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    mode = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    currency = table.Column<string>(type: "TEXT", maxLength: 3, nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    number = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    mapping = table.Column<string>(type: "TEXT", maxLength: 20000, nullable: true),
                    arrival_days = table.Column<int>(type: "INTEGER", nullable: false),
                    last_sequence = table.Column<long>(type: "INTEGER", nullable: true),
                    closed_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    closing_minor = table.Column<long>(type: "INTEGER", nullable: true),
                    updated_by = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bank_accounts", x => new { x.application_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "bank_files",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "INTEGER", nullable: false),
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    mode = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    file_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    size_bytes = table.Column<long>(type: "INTEGER", nullable: false),
                    digest = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    other_accounts = table.Column<int>(type: "INTEGER", nullable: false),
                    opening_minor = table.Column<long>(type: "INTEGER", nullable: true),
                    closing_minor = table.Column<long>(type: "INTEGER", nullable: true),
                    opened_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    closed_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    created_by = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    lines = table.Column<int>(type: "INTEGER", nullable: false),
                    lines_known = table.Column<int>(type: "INTEGER", nullable: false),
                    matched = table.Column<int>(type: "INTEGER", nullable: false),
                    flagged = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bank_files", x => new { x.application_id, x.id });
                    table.ForeignKey(
                        name: "fk_bank_files_bank_accounts_application_id_account_id",
                        columns: x => new { x.application_id, x.account_id },
                        principalTable: "bank_accounts",
                        principalColumns: new[] { "application_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "bank_entries",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "INTEGER", nullable: false),
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    mode = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    file_id = table.Column<long>(type: "INTEGER", nullable: false),
                    line = table.Column<int>(type: "INTEGER", nullable: false),
                    booked_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    value_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    currency = table.Column<string>(type: "TEXT", maxLength: 3, nullable: false),
                    amount_minor = table.Column<long>(type: "INTEGER", nullable: false),
                    reference = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    bank_reference = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    text = table.Column<string>(type: "TEXT", maxLength: 255, nullable: true),
                    raw = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    words = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    fingerprint = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    occurrence = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    detail = table.Column<string>(type: "TEXT", maxLength: 255, nullable: true),
                    payout_id = table.Column<long>(type: "INTEGER", nullable: true),
                    booked_at = table.Column<long>(type: "INTEGER", nullable: true),
                    resolved_by = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    resolution_note = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    resolved_at = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bank_entries", x => new { x.application_id, x.id });
                    table.ForeignKey(
                        name: "fk_bank_entries_bank_files_application_id_file_id",
                        columns: x => new { x.application_id, x.file_id },
                        principalTable: "bank_files",
                        principalColumns: new[] { "application_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_bank_entries_payouts_application_id_payout_id",
                        columns: x => new { x.application_id, x.payout_id },
                        principalTable: "payouts",
                        principalColumns: new[] { "application_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_bank_accounts_application_id_mode_name",
                table: "bank_accounts",
                columns: new[] { "application_id", "mode", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_bank_entries_application_id_account_id_fingerprint_occurrence",
                table: "bank_entries",
                columns: new[] { "application_id", "account_id", "fingerprint", "occurrence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_bank_entries_application_id_file_id",
                table: "bank_entries",
                columns: new[] { "application_id", "file_id" });

            migrationBuilder.CreateIndex(
                name: "ix_bank_entries_application_id_mode_amount_minor",
                table: "bank_entries",
                columns: new[] { "application_id", "mode", "amount_minor" });

            migrationBuilder.CreateIndex(
                name: "ix_bank_entries_application_id_mode_created_at_id",
                table: "bank_entries",
                columns: new[] { "application_id", "mode", "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_bank_entries_application_id_mode_status_created_at_id",
                table: "bank_entries",
                columns: new[] { "application_id", "mode", "status", "created_at", "id" },
                filter: "status <> 'OTHER'");

            migrationBuilder.CreateIndex(
                name: "ix_bank_entries_application_id_payout_id",
                table: "bank_entries",
                columns: new[] { "application_id", "payout_id" });

            migrationBuilder.CreateIndex(
                name: "ix_bank_files_application_id_account_id_digest",
                table: "bank_files",
                columns: new[] { "application_id", "account_id", "digest" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_bank_files_application_id_mode_created_at_id",
                table: "bank_files",
                columns: new[] { "application_id", "mode", "created_at", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "bank_entries");

            migrationBuilder.DropTable(
                name: "bank_files");

            migrationBuilder.DropTable(
                name: "bank_accounts");

            migrationBuilder.Sql("ALTER TABLE settlement_results DROP COLUMN booked_at;");

            migrationBuilder.Sql("ALTER TABLE settlement_results DROP COLUMN linked_result_id;");

            migrationBuilder.Sql("ALTER TABLE payout_shares DROP COLUMN returned_minor;");
        }
    }
}
