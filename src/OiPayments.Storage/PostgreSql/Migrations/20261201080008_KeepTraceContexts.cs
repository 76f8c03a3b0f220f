using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OiPayments.Storage.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class KeepTraceContexts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "trace_context",
                table: "webhook_deliveries",
                type: "bytea",
                maxLength: 24,
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "trace_context",
                table: "refunds",
                type: "bytea",
                maxLength: 24,
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "trace_context",
                table: "payments",
                type: "bytea",
                maxLength: 24,
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "trace_context",
                table: "payment_attempts",
                type: "bytea",
                maxLength: 24,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "trace_context",
                table: "webhook_deliveries");

            migrationBuilder.DropColumn(
                name: "trace_context",
                table: "refunds");

            migrationBuilder.DropColumn(
                name: "trace_context",
                table: "payments");

            migrationBuilder.DropColumn(
                name: "trace_context",
                table: "payment_attempts");
        }
    }
}
