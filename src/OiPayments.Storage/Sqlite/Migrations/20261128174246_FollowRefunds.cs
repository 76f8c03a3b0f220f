using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OiPayments.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class FollowRefunds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "attention",
                table: "refunds",
                type: "TEXT",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "contradicted_at",
                table: "refunds",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "contradiction_seen_by",
                table: "refunds",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "exchange_rate",
                table: "refunds",
                type: "TEXT",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "follow_up_until",
                table: "refunds",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "gateway_amount_minor",
                table: "refunds",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "gateway_currency",
                table: "refunds",
                type: "TEXT",
                maxLength: 3,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "gateway_word",
                table: "refunds",
                type: "TEXT",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "resolution_at",
                table: "refunds",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "resolution_by",
                table: "refunds",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "resolution_confirmed_by",
                table: "refunds",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "resolution_note",
                table: "refunds",
                type: "TEXT",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "resolution_status",
                table: "refunds",
                type: "TEXT",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "resolved_at",
                table: "refunds",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "rounding_minor",
                table: "refunds",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "silent_since",
                table: "refunds",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "uncovered_minor",
                table: "refunds",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "converted_currency",
                table: "payment_attempts",
                type: "TEXT",
                maxLength: 3,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "converted_minor",
                table: "payment_attempts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "exchange_rate",
                table: "payment_attempts",
                type: "TEXT",
                maxLength: 32,
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_refunds_application_id_mode_attention",
                table: "refunds",
                columns: new[] { "application_id", "mode", "attention" },
                filter: "attention IS NOT NULL");

            RefundsFollowTheGateway.Up(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            RefundsFollowTheGateway.Down(migrationBuilder);

            migrationBuilder.DropIndex(
                name: "ix_refunds_application_id_mode_attention",
                table: "refunds");

            migrationBuilder.DropColumn(
                name: "attention",
                table: "refunds");

            migrationBuilder.DropColumn(
                name: "contradicted_at",
                table: "refunds");

            migrationBuilder.DropColumn(
                name: "contradiction_seen_by",
                table: "refunds");

            migrationBuilder.DropColumn(
                name: "exchange_rate",
                table: "refunds");

            migrationBuilder.DropColumn(
                name: "follow_up_until",
                table: "refunds");

            migrationBuilder.DropColumn(
                name: "gateway_amount_minor",
                table: "refunds");

            migrationBuilder.DropColumn(
                name: "gateway_currency",
                table: "refunds");

            migrationBuilder.DropColumn(
                name: "gateway_word",
                table: "refunds");

            migrationBuilder.DropColumn(
                name: "resolution_at",
                table: "refunds");

            migrationBuilder.DropColumn(
                name: "resolution_by",
                table: "refunds");

            migrationBuilder.DropColumn(
                name: "resolution_confirmed_by",
                table: "refunds");

            migrationBuilder.DropColumn(
                name: "resolution_note",
                table: "refunds");

            migrationBuilder.DropColumn(
                name: "resolution_status",
                table: "refunds");

            migrationBuilder.DropColumn(
                name: "resolved_at",
                table: "refunds");

            migrationBuilder.DropColumn(
                name: "rounding_minor",
                table: "refunds");

            migrationBuilder.DropColumn(
                name: "silent_since",
                table: "refunds");

            migrationBuilder.DropColumn(
                name: "uncovered_minor",
                table: "refunds");

            migrationBuilder.DropColumn(
                name: "converted_currency",
                table: "payment_attempts");

            migrationBuilder.DropColumn(
                name: "converted_minor",
                table: "payment_attempts");

            migrationBuilder.DropColumn(
                name: "exchange_rate",
                table: "payment_attempts");
        }
    }
}
