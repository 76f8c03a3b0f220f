using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OiPayments.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class CountTurnovers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ledger_counted",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "INTEGER", nullable: false),
                    mode = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    position = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ledger_counted", x => new { x.application_id, x.mode });
                });

            migrationBuilder.CreateTable(
                name: "ledger_turnovers",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "INTEGER", nullable: false),
                    mode = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    currency = table.Column<string>(type: "TEXT", maxLength: 3, nullable: false),
                    account = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    debit_minor = table.Column<long>(type: "INTEGER", nullable: false),
                    credit_minor = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ledger_turnovers", x => new { x.application_id, x.mode, x.day, x.currency, x.account });
                    table.ForeignKey(
                        name: "fk_ledger_turnovers_ledger_counted_application_id_mode",
                        columns: x => new { x.application_id, x.mode },
                        principalTable: "ledger_counted",
                        principalColumns: new[] { "application_id", "mode" },
                        onDelete: ReferentialAction.Cascade);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ledger_turnovers");

            migrationBuilder.DropTable(
                name: "ledger_counted");
        }
    }
}
