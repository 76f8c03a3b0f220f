using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OiPayments.Storage.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class AttemptsNameTheirNode : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "opened_by_node",
                table: "payment_attempts",
                type: "bigint",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "opened_by_node",
                table: "payment_attempts");
        }
    }
}
