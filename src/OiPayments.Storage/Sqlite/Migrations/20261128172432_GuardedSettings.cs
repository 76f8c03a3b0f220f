using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OiPayments.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class GuardedSettings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "keys_given_at",
                table: "operators",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "keys_given_by",
                table: "operators",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "currency_limits",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "INTEGER", nullable: false),
                    currency = table.Column<string>(type: "TEXT", maxLength: 3, nullable: false),
                    min_amount_minor = table.Column<long>(type: "INTEGER", nullable: true),
                    max_amount_minor = table.Column<long>(type: "INTEGER", nullable: true),
                    refund_approval_threshold_minor = table.Column<long>(type: "INTEGER", nullable: true),
                    refund_second_approval_threshold_minor = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_currency_limits", x => new { x.application_id, x.currency });
                });

            migrationBuilder.CreateTable(
                name: "setting_changes",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "INTEGER", nullable: false),
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    proposed_by = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: false),
                    application_version = table.Column<int>(type: "INTEGER", nullable: false),
                    settings = table.Column<string>(type: "TEXT", nullable: false),
                    before = table.Column<string>(type: "TEXT", nullable: false),
                    after = table.Column<string>(type: "TEXT", nullable: false),
                    weakens = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    decided_by = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    decided_at = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_setting_changes", x => new { x.application_id, x.id });
                });

            migrationBuilder.CreateIndex(
                name: "ix_setting_changes_application_id_status_expires_at",
                table: "setting_changes",
                columns: new[] { "application_id", "status", "expires_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "currency_limits");

            migrationBuilder.DropTable(
                name: "setting_changes");

            migrationBuilder.DropColumn(
                name: "keys_given_at",
                table: "operators");

            migrationBuilder.DropColumn(
                name: "keys_given_by",
                table: "operators");
        }
    }
}
