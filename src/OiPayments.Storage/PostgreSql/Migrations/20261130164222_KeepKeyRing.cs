using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OiPayments.Storage.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class KeepKeyRing : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "wrapped_keys",
                columns: table => new
                {
                    place = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    wrapped_by = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    box = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_wrapped_keys", x => x.place);
                });

            migrationBuilder.CreateIndex(
                name: "ix_wrapped_keys_name",
                table: "wrapped_keys",
                column: "name",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "wrapped_keys");
        }
    }
}
