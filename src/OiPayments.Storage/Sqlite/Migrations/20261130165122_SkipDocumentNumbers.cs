using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OiPayments.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class SkipDocumentNumbers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "skipped",
                table: "invoice_series",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("ALTER TABLE invoice_series DROP COLUMN skipped;");
        }
    }
}
