using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OiPayments.Storage.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class AddInvoices : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "invoice_series",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "bigint", nullable: false),
                    mode = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    series = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    last = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_invoice_series", x => new { x.application_id, x.mode, x.series });
                });

            migrationBuilder.CreateTable(
                name: "invoice_templates",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "bigint", nullable: false),
                    logo_url = table.Column<string>(type: "character varying(2048)", maxLength: 2048, nullable: true),
                    company_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    company_address = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    contact_details = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    footer_note = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    accent_color = table.Column<string>(type: "character varying(7)", maxLength: 7, nullable: true),
                    number_pattern = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_invoice_templates", x => x.application_id);
                });

            migrationBuilder.CreateTable(
                name: "invoices",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    mode = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    reference = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    customer_reference = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    customer_name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    customer_email = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: true),
                    notes = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    due_date = table.Column<DateOnly>(type: "date", nullable: true),
                    tax_included = table.Column<bool>(type: "boolean", nullable: false),
                    subtotal_minor = table.Column<long>(type: "bigint", nullable: false),
                    discount_minor = table.Column<long>(type: "bigint", nullable: false),
                    tax_minor = table.Column<long>(type: "bigint", nullable: false),
                    total_minor = table.Column<long>(type: "bigint", nullable: false),
                    status = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    number = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    series = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    sequence = table.Column<long>(type: "bigint", nullable: true),
                    issued_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    voided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    branding = table.Column<string>(type: "text", nullable: true),
                    next_due_date = table.Column<DateOnly>(type: "date", nullable: true),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_invoices", x => new { x.application_id, x.id });
                    table.CheckConstraint("ck_invoices_issued_owe_something", "status = 'DRAFT' OR total_minor > 0");
                    table.CheckConstraint("ck_invoices_number_from_issue_on", "(status = 'DRAFT') = (number IS NULL) AND (number IS NULL) = (sequence IS NULL) AND (number IS NULL) = (series IS NULL)");
                    table.CheckConstraint("ck_invoices_total_is_its_parts", "subtotal_minor - discount_minor + tax_minor = total_minor");
                });

            migrationBuilder.CreateTable(
                name: "invoice_installments",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "bigint", nullable: false),
                    invoice_id = table.Column<long>(type: "bigint", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    mode = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    due_date = table.Column<DateOnly>(type: "date", nullable: false),
                    amount_minor = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_invoice_installments", x => new { x.application_id, x.invoice_id, x.position });
                    table.CheckConstraint("ck_invoice_installments_amount", "amount_minor > 0");
                    table.ForeignKey(
                        name: "fk_invoice_installments_invoices_application_id_invoice_id",
                        columns: x => new { x.application_id, x.invoice_id },
                        principalTable: "invoices",
                        principalColumns: new[] { "application_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "invoice_lines",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "bigint", nullable: false),
                    invoice_id = table.Column<long>(type: "bigint", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    mode = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    description = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    quantity_thousandths = table.Column<long>(type: "bigint", nullable: false),
                    unit_amount_minor = table.Column<long>(type: "bigint", nullable: false),
                    discount_minor = table.Column<long>(type: "bigint", nullable: false),
                    tax_rate = table.Column<int>(type: "integer", nullable: false),
                    total_minor = table.Column<long>(type: "bigint", nullable: false),
                    share_minor = table.Column<long>(type: "bigint", nullable: false),
                    tax_minor = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_invoice_lines", x => new { x.application_id, x.invoice_id, x.position });
                    table.ForeignKey(
                        name: "fk_invoice_lines_invoices_application_id_invoice_id",
                        columns: x => new { x.application_id, x.invoice_id },
                        principalTable: "invoices",
                        principalColumns: new[] { "application_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_invoices_application_id_mode_created_at_id",
                table: "invoices",
                columns: new[] { "application_id", "mode", "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_invoices_application_id_mode_customer_reference_created_at_",
                table: "invoices",
                columns: new[] { "application_id", "mode", "customer_reference", "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_invoices_application_id_mode_next_due_date",
                table: "invoices",
                columns: new[] { "application_id", "mode", "next_due_date" },
                filter: "next_due_date IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_invoices_application_id_mode_number",
                table: "invoices",
                columns: new[] { "application_id", "mode", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_invoices_application_id_mode_series_sequence",
                table: "invoices",
                columns: new[] { "application_id", "mode", "series", "sequence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_invoices_application_id_mode_status_created_at_id",
                table: "invoices",
                columns: new[] { "application_id", "mode", "status", "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_invoices_application_id_reference",
                table: "invoices",
                columns: new[] { "application_id", "reference" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "invoice_installments");

            migrationBuilder.DropTable(
                name: "invoice_lines");

            migrationBuilder.DropTable(
                name: "invoice_series");

            migrationBuilder.DropTable(
                name: "invoice_templates");

            migrationBuilder.DropTable(
                name: "invoices");
        }
    }
}
