using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OiPayments.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ListInvoicesToBePaid : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_invoices_application_id_mode_created_at_id_overdue_at_next_due_date",
                table: "invoices",
                columns: new[] { "application_id", "mode", "created_at", "id", "overdue_at", "next_due_date" },
                filter: "next_due_date IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_invoices_application_id_mode_created_at_id_overdue_at_next_due_date",
                table: "invoices");
        }
    }
}
