using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OiPayments.Storage.PostgreSql.Migrations
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
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "key_start",
                table: "credentials",
                type: "character varying(16)",
                maxLength: 16,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "version",
                table: "credentials",
                type: "integer",
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
