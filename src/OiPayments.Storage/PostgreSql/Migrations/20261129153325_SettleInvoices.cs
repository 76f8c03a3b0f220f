using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OiPayments.Storage.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class SettleInvoices : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "installment",
                table: "payments",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "invoice_id",
                table: "payments",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "credited_minor",
                table: "invoices",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "customer_address",
                table: "invoices",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "customer_bin",
                table: "invoices",
                type: "character varying(13)",
                maxLength: 13,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "overdue_at",
                table: "invoices",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "overdue_told_at",
                table: "invoices",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "paid_minor",
                table: "invoices",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "withheld_minor",
                table: "invoices",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "bin",
                table: "invoice_templates",
                type: "character varying(13)",
                maxLength: 13,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "credit_note_number_pattern",
                table: "invoice_templates",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "language",
                table: "invoice_templates",
                type: "character varying(32)",
                maxLength: 32,
                nullable: false,
                defaultValue: "EN");

            migrationBuilder.AddColumn<string>(
                name: "layout",
                table: "invoice_templates",
                type: "character varying(32)",
                maxLength: 32,
                nullable: false,
                defaultValue: "PLAIN");

            migrationBuilder.AddColumn<string>(
                name: "logo_digest",
                table: "invoice_templates",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "officer_name",
                table: "invoice_templates",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "officer_position",
                table: "invoice_templates",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "time_zone",
                table: "applications",
                type: "character varying(64)",
                maxLength: 64,
                nullable: false,
                defaultValue: "Asia/Dhaka");

            migrationBuilder.CreateTable(
                name: "credit_notes",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    mode = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    reference = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    invoice_id = table.Column<long>(type: "bigint", nullable: false),
                    number = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    series = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    subtotal_minor = table.Column<long>(type: "bigint", nullable: false),
                    tax_minor = table.Column<long>(type: "bigint", nullable: false),
                    total_minor = table.Column<long>(type: "bigint", nullable: false),
                    lines = table.Column<string>(type: "text", nullable: false),
                    branding = table.Column<string>(type: "text", nullable: false),
                    created_by = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_credit_notes", x => new { x.application_id, x.id });
                    table.CheckConstraint("ck_credit_notes_total_is_its_parts", "total_minor > 0 AND subtotal_minor + tax_minor = total_minor");
                    table.ForeignKey(
                        name: "fk_credit_notes_invoices_application_id_invoice_id",
                        columns: x => new { x.application_id, x.invoice_id },
                        principalTable: "invoices",
                        principalColumns: new[] { "application_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "invoice_logos",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "bigint", nullable: false),
                    digest = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    png = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_invoice_logos", x => new { x.application_id, x.digest });
                });

            migrationBuilder.CreateTable(
                name: "invoice_withholdings",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    invoice_id = table.Column<long>(type: "bigint", nullable: false),
                    mode = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    amount_minor = table.Column<long>(type: "bigint", nullable: false),
                    certificate_number = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    date = table.Column<DateOnly>(type: "date", nullable: false),
                    created_by = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_invoice_withholdings", x => new { x.application_id, x.id });
                    table.CheckConstraint("ck_invoice_withholdings_amount", "amount_minor > 0");
                    table.ForeignKey(
                        name: "fk_invoice_withholdings_invoices_application_id_invoice_id",
                        columns: x => new { x.application_id, x.invoice_id },
                        principalTable: "invoices",
                        principalColumns: new[] { "application_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_invoices_application_id_mode_overdue_at",
                table: "invoices",
                columns: new[] { "application_id", "mode", "overdue_at" },
                filter: "overdue_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_invoices_application_id_overdue_at",
                table: "invoices",
                columns: new[] { "application_id", "overdue_at" },
                filter: "overdue_at IS NOT NULL AND overdue_told_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_credit_notes_application_id_invoice_id",
                table: "credit_notes",
                columns: new[] { "application_id", "invoice_id" });

            migrationBuilder.CreateIndex(
                name: "ix_credit_notes_application_id_mode_number",
                table: "credit_notes",
                columns: new[] { "application_id", "mode", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_credit_notes_application_id_mode_series_sequence",
                table: "credit_notes",
                columns: new[] { "application_id", "mode", "series", "sequence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_credit_notes_application_id_reference",
                table: "credit_notes",
                columns: new[] { "application_id", "reference" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_invoice_withholdings_application_id_invoice_id_kind_certifi",
                table: "invoice_withholdings",
                columns: new[] { "application_id", "invoice_id", "kind", "certificate_number" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "credit_notes");

            migrationBuilder.DropTable(
                name: "invoice_logos");

            migrationBuilder.DropTable(
                name: "invoice_withholdings");

            migrationBuilder.DropIndex(
                name: "ix_invoices_application_id_mode_overdue_at",
                table: "invoices");

            migrationBuilder.DropIndex(
                name: "ix_invoices_application_id_overdue_at",
                table: "invoices");

            migrationBuilder.DropColumn(
                name: "installment",
                table: "payments");

            migrationBuilder.DropColumn(
                name: "invoice_id",
                table: "payments");

            migrationBuilder.DropColumn(
                name: "credited_minor",
                table: "invoices");

            migrationBuilder.DropColumn(
                name: "customer_address",
                table: "invoices");

            migrationBuilder.DropColumn(
                name: "customer_bin",
                table: "invoices");

            migrationBuilder.DropColumn(
                name: "overdue_at",
                table: "invoices");

            migrationBuilder.DropColumn(
                name: "overdue_told_at",
                table: "invoices");

            migrationBuilder.DropColumn(
                name: "paid_minor",
                table: "invoices");

            migrationBuilder.DropColumn(
                name: "withheld_minor",
                table: "invoices");

            migrationBuilder.DropColumn(
                name: "bin",
                table: "invoice_templates");

            migrationBuilder.DropColumn(
                name: "credit_note_number_pattern",
                table: "invoice_templates");

            migrationBuilder.DropColumn(
                name: "language",
                table: "invoice_templates");

            migrationBuilder.DropColumn(
                name: "layout",
                table: "invoice_templates");

            migrationBuilder.DropColumn(
                name: "logo_digest",
                table: "invoice_templates");

            migrationBuilder.DropColumn(
                name: "officer_name",
                table: "invoice_templates");

            migrationBuilder.DropColumn(
                name: "officer_position",
                table: "invoice_templates");

            migrationBuilder.DropColumn(
                name: "time_zone",
                table: "applications");
        }
    }
}
