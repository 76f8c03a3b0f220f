using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OiPayments.Storage.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class SearchTerms : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "payment_terms",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "bigint", nullable: false),
                    payment_id = table.Column<long>(type: "bigint", nullable: false),
                    term = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false, collation: "C"),
                    mode = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_payment_terms", x => new { x.application_id, x.payment_id, x.term });
                    table.ForeignKey(
                        name: "fk_payment_terms_payments_application_id_payment_id",
                        columns: x => new { x.application_id, x.payment_id },
                        principalTable: "payments",
                        principalColumns: new[] { "application_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "payments_unindexed",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "bigint", nullable: false),
                    payment_id = table.Column<long>(type: "bigint", nullable: false),
                    mode = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_payments_unindexed", x => new { x.application_id, x.payment_id });
                });

            migrationBuilder.CreateIndex(
                name: "ix_payment_terms_application_id_mode_term_created_at_payment_id",
                table: "payment_terms",
                columns: new[] { "application_id", "mode", "term", "created_at", "payment_id" });

            BackfillSearch.Up(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "payment_terms");

            migrationBuilder.DropTable(
                name: "payments_unindexed");
        }
    }
}
