using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OiPayments.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class MatchingAKeyWithItsRow : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "created_by",
                table: "credentials",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "key_start",
                table: "credentials",
                type: "TEXT",
                maxLength: 16,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "version",
                table: "credentials",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "created_by",
                table: "credentials");

            migrationBuilder.DropColumn(
                name: "key_start",
                table: "credentials");

            migrationBuilder.DropColumn(
                name: "version",
                table: "credentials");
        }
    }
}
