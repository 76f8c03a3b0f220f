using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OiPayments.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class AddTestClocks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "previous_signing_secret_ends_in_test_at",
                table: "applications",
                type: "INTEGER",
                nullable: true);

            // A rotation that is under way ends in TEST as it does in LIVE.
            migrationBuilder.Sql(
                "UPDATE applications SET previous_signing_secret_ends_in_test_at = previous_signing_secret_ends_at;");

            migrationBuilder.CreateTable(
                name: "test_clocks",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "INTEGER", nullable: false),
                    now = table.Column<long>(type: "INTEGER", nullable: false),
                    target = table.Column<long>(type: "INTEGER", nullable: true),
                    leased_by = table.Column<long>(type: "INTEGER", nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
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

            migrationBuilder.Sql("ALTER TABLE applications DROP COLUMN previous_signing_secret_ends_in_test_at;");
        }
    }
}
