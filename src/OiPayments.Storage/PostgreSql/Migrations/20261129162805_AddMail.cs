using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OiPayments.Storage.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class AddMail : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "mail_invoices",
                table: "applications",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "mail_reminders_after",
                table: "applications",
                type: "character varying(15)",
                maxLength: 15,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "mail_reminders_before",
                table: "applications",
                type: "character varying(15)",
                maxLength: 15,
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "mails",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    mode = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    invoice_id = table.Column<long>(type: "bigint", nullable: false),
                    payment_id = table.Column<long>(type: "bigint", nullable: true),
                    reminds_of = table.Column<DateOnly>(type: "date", nullable: true),
                    days_after = table.Column<int>(type: "integer", nullable: true),
                    status = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    problem = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    tried_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    sent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    leased_by = table.Column<long>(type: "bigint", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mails", x => new { x.application_id, x.id });
                    table.ForeignKey(
                        name: "fk_mails_invoices_application_id_invoice_id",
                        columns: x => new { x.application_id, x.invoice_id },
                        principalTable: "invoices",
                        principalColumns: new[] { "application_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_mails_application_id_created_at",
                table: "mails",
                columns: new[] { "application_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_mails_application_id_due_at",
                table: "mails",
                columns: new[] { "application_id", "due_at" },
                filter: "due_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_mails_application_id_invoice_id_id",
                table: "mails",
                columns: new[] { "application_id", "invoice_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_mails_application_id_invoice_id_reminds_of_days_after",
                table: "mails",
                columns: new[] { "application_id", "invoice_id", "reminds_of", "days_after" },
                unique: true,
                filter: "reminds_of IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_mails_application_id_tried_at",
                table: "mails",
                columns: new[] { "application_id", "tried_at" },
                filter: "tried_at IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "mails");

            migrationBuilder.DropColumn(
                name: "mail_invoices",
                table: "applications");

            migrationBuilder.DropColumn(
                name: "mail_reminders_after",
                table: "applications");

            migrationBuilder.DropColumn(
                name: "mail_reminders_before",
                table: "applications");
        }
    }
}
