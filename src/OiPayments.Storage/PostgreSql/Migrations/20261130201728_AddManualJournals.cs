using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OiPayments.Storage.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class AddManualJournals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "manual_journals",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    mode = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    date = table.Column<DateOnly>(type: "date", nullable: true),
                    reverses = table.Column<long>(type: "bigint", nullable: true),
                    created_by = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    status = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    decided_by = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    rejection_reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    journal_id = table.Column<long>(type: "bigint", nullable: true),
                    posted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_manual_journals", x => new { x.application_id, x.id });
                    table.CheckConstraint("ck_manual_journals_posted_are_in_the_books", "(status = 'POSTED') = (journal_id IS NOT NULL) AND (journal_id IS NULL) = (posted_at IS NULL)");
                });

            migrationBuilder.CreateTable(
                name: "manual_journal_transfers",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "bigint", nullable: false),
                    manual_journal_id = table.Column<long>(type: "bigint", nullable: false),
                    line = table.Column<int>(type: "integer", nullable: false),
                    mode = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    debit = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    credit = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    amount_minor = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_manual_journal_transfers", x => new { x.application_id, x.manual_journal_id, x.line });
                    table.CheckConstraint("ck_manual_journal_transfers_amount_positive", "amount_minor > 0");
                    table.CheckConstraint("ck_manual_journal_transfers_two_sides", "debit <> credit");
                    table.ForeignKey(
                        name: "fk_manual_journal_transfers_manual_journals_application_id_man",
                        columns: x => new { x.application_id, x.manual_journal_id },
                        principalTable: "manual_journals",
                        principalColumns: new[] { "application_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_manual_journals_application_id_mode_created_at_id",
                table: "manual_journals",
                columns: new[] { "application_id", "mode", "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_manual_journals_application_id_mode_status_created_at_id",
                table: "manual_journals",
                columns: new[] { "application_id", "mode", "status", "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_manual_journals_application_id_reverses",
                table: "manual_journals",
                columns: new[] { "application_id", "reverses" },
                unique: true,
                filter: "reverses IS NOT NULL AND status <> 'REJECTED'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "manual_journal_transfers");

            migrationBuilder.DropTable(
                name: "manual_journals");
        }
    }
}
