using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OiPayments.Storage.Sqlite.Migrations
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
                type: "BLOB",
                maxLength: 24,
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "trace_context",
                table: "refunds",
                type: "BLOB",
                maxLength: 24,
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "trace_context",
                table: "payments",
                type: "BLOB",
                maxLength: 24,
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "trace_context",
                table: "payment_attempts",
                type: "BLOB",
                maxLength: 24,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("ALTER TABLE webhook_deliveries DROP COLUMN trace_context;");

            migrationBuilder.Sql("ALTER TABLE refunds DROP COLUMN trace_context;");

            migrationBuilder.Sql("ALTER TABLE payments DROP COLUMN trace_context;");

            migrationBuilder.Sql("ALTER TABLE payment_attempts DROP COLUMN trace_context;");
        }
    }
}
