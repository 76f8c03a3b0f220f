using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OiPayments.Storage.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class CoverTurnovers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_ledger_turnovers_application_id_mode_day_currency_account",
                table: "ledger_turnovers",
                columns: new[] { "application_id", "mode", "day", "currency", "account" })
                .Annotation("Npgsql:IndexInclude", new[] { "debit_minor", "credit_minor" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_ledger_turnovers_application_id_mode_day_currency_account",
                table: "ledger_turnovers");
        }
    }
}
