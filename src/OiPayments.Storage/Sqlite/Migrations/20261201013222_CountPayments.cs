using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OiPayments.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class CountPayments : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "report_counts",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "INTEGER", nullable: false),
                    mode = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_report_counts", x => new { x.application_id, x.mode });
                });

            migrationBuilder.CreateTable(
                name: "report_steps",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "INTEGER", nullable: false),
                    payment_id = table.Column<long>(type: "INTEGER", nullable: false),
                    new_status = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    mode = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    old_status = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_report_steps", x => new { x.application_id, x.payment_id, x.new_status });
                });

            migrationBuilder.CreateTable(
                name: "report_ended_days",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "INTEGER", nullable: false),
                    mode = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    currency = table.Column<string>(type: "TEXT", maxLength: 3, nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    payments = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_report_ended_days", x => new { x.application_id, x.mode, x.day, x.currency, x.status });
                    table.ForeignKey(
                        name: "fk_report_ended_days_report_counts_application_id_mode",
                        columns: x => new { x.application_id, x.mode },
                        principalTable: "report_counts",
                        principalColumns: new[] { "application_id", "mode" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "report_paid_days",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "INTEGER", nullable: false),
                    mode = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    currency = table.Column<string>(type: "TEXT", maxLength: 3, nullable: false),
                    channel = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    payments = table.Column<long>(type: "INTEGER", nullable: false),
                    amount_minor = table.Column<long>(type: "INTEGER", nullable: false),
                    fee_minor = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_report_paid_days", x => new { x.application_id, x.mode, x.day, x.currency, x.channel });
                    table.ForeignKey(
                        name: "fk_report_paid_days_report_counts_application_id_mode",
                        columns: x => new { x.application_id, x.mode },
                        principalTable: "report_counts",
                        principalColumns: new[] { "application_id", "mode" },
                        onDelete: ReferentialAction.Cascade);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "report_ended_days");

            migrationBuilder.DropTable(
                name: "report_paid_days");

            migrationBuilder.DropTable(
                name: "report_steps");

            migrationBuilder.DropTable(
                name: "report_counts");
        }
    }
}
