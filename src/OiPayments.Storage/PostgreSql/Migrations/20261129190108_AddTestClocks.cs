using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OiPayments.Storage.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class AddTestClocks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "previous_signing_secret_ends_in_test_at",
                table: "applications",
                type: "timestamp with time zone",
                nullable: true);

            // A rotation that is under way ends in TEST as it does in LIVE.
            migrationBuilder.Sql(
                "UPDATE applications SET previous_signing_secret_ends_in_test_at = previous_signing_secret_ends_at;");

            migrationBuilder.CreateTable(
                name: "test_clocks",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "bigint", nullable: false),
                    now = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    target = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    leased_by = table.Column<long>(type: "bigint", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_test_clocks", x => x.application_id);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "test_clocks");

            migrationBuilder.DropColumn(
                name: "previous_signing_secret_ends_in_test_at",
                table: "applications");
        }
    }
}
