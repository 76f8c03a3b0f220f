using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OiPayments.Storage.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class IndexOpenFlags : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_settlement_results_application_id_mode",
                table: "settlement_results",
                columns: new[] { "application_id", "mode" },
                filter: "status = 'FLAGGED' AND resolved_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_bank_entries_application_id_mode",
                table: "bank_entries",
                columns: new[] { "application_id", "mode" },
                filter: "status = 'FLAGGED' AND resolved_at IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_settlement_results_application_id_mode",
                table: "settlement_results");

            migrationBuilder.DropIndex(
                name: "ix_bank_entries_application_id_mode",
                table: "bank_entries");
        }
    }
}
