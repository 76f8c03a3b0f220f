using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OiPayments.Storage.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "applications",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    status = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    webhook_url = table.Column<string>(type: "character varying(2048)", maxLength: 2048, nullable: true),
                    test_webhook_url = table.Column<string>(type: "character varying(2048)", maxLength: 2048, nullable: true),
                    webhooks_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    return_url = table.Column<string>(type: "character varying(2048)", maxLength: 2048, nullable: true),
                    refund_approval_threshold_minor = table.Column<long>(type: "bigint", nullable: true),
                    refund_second_approval_threshold_minor = table.Column<long>(type: "bigint", nullable: true),
                    receipts_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    accept_risky_payments = table.Column<bool>(type: "boolean", nullable: false),
                    auto_refund_surplus = table.Column<bool>(type: "boolean", nullable: false),
                    min_amount_minor = table.Column<long>(type: "bigint", nullable: true),
                    max_amount_minor = table.Column<long>(type: "bigint", nullable: true),
                    signing_secret = table.Column<string>(type: "character varying(1024)", maxLength: 1024, nullable: false),
                    previous_signing_secret = table.Column<string>(type: "character varying(1024)", maxLength: 1024, nullable: true),
                    previous_signing_secret_ends_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_applications", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "audit_log",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    actor_type = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    actor_id = table.Column<long>(type: "bigint", nullable: true),
                    actor_name = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    action = table.Column<string>(type: "character varying(48)", maxLength: 48, nullable: false),
                    target_type = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    target_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    before = table.Column<string>(type: "text", nullable: true),
                    after = table.Column<string>(type: "text", nullable: true),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    ip_address = table.Column<string>(type: "character varying(45)", maxLength: 45, nullable: true),
                    session_name = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_log", x => new { x.application_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "audit_seals",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "bigint", nullable: false),
                    position = table.Column<long>(type: "bigint", nullable: false),
                    entry_id = table.Column<long>(type: "bigint", nullable: false),
                    hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    previous_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    sealed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_seals", x => new { x.application_id, x.position });
                });

            migrationBuilder.CreateTable(
                name: "audit_unsealed",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "bigint", nullable: false),
                    entry_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_unsealed", x => new { x.application_id, x.entry_id });
                });

            migrationBuilder.CreateTable(
                name: "credentials",
                columns: table => new
                {
                    key_digest = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    application_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    mode = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    secret_digest = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    status = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    read_only = table.Column<bool>(type: "boolean", nullable: false),
                    allowed_networks = table.Column<string>(type: "character varying(1408)", maxLength: 1408, nullable: true),
                    requests_per_second = table.Column<int>(type: "integer", nullable: true),
                    key_start = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: true),
                    created_by = table.Column<long>(type: "bigint", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_credentials", x => x.key_digest);
                });

            migrationBuilder.CreateTable(
                name: "currency_limits",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "bigint", nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    min_amount_minor = table.Column<long>(type: "bigint", nullable: true),
                    max_amount_minor = table.Column<long>(type: "bigint", nullable: true),
                    refund_approval_threshold_minor = table.Column<long>(type: "bigint", nullable: true),
                    refund_second_approval_threshold_minor = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_currency_limits", x => new { x.application_id, x.currency });
                });

            migrationBuilder.CreateTable(
                name: "gateway_callbacks",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    mode = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    gateway = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    reference = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    raw_payload = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    matched_payment_id = table.Column<long>(type: "bigint", nullable: true),
                    signature_valid = table.Column<bool>(type: "boolean", nullable: false),
                    outcome = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    note = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_gateway_callbacks", x => new { x.application_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "gateway_overrides",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    mode = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    gateway = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    store_id = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    store_password = table.Column<string>(type: "character varying(1024)", maxLength: 1024, nullable: false),
                    created_by = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_gateway_overrides", x => new { x.application_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "id_blocks",
                columns: table => new
                {
                    name = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    next = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_id_blocks", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "idempotency_records",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "bigint", nullable: false),
                    mode = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    key = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    fingerprint = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    status = table.Column<int>(type: "integer", nullable: false),
                    body = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_idempotency_records", x => new { x.application_id, x.mode, x.key });
                });

            migrationBuilder.CreateTable(
                name: "ledger_counted",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "bigint", nullable: false),
                    mode = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    position = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ledger_counted", x => new { x.application_id, x.mode });
                });

            migrationBuilder.CreateTable(
                name: "ledger_journals",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    mode = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    cause = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    posted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ledger_journals", x => new { x.application_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "nodes",
                columns: table => new
                {
                    number = table.Column<long>(type: "bigint", nullable: false),
                    alive_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_nodes", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "operator_passkeys",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    operator_id = table.Column<long>(type: "bigint", nullable: false),
                    credential_id = table.Column<byte[]>(type: "bytea", maxLength: 1023, nullable: false),
                    public_key = table.Column<byte[]>(type: "bytea", maxLength: 2048, nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    sign_count = table.Column<long>(type: "bigint", nullable: false),
                    transports = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    is_user_verified = table.Column<bool>(type: "boolean", nullable: false),
                    is_backup_eligible = table.Column<bool>(type: "boolean", nullable: false),
                    is_backed_up = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_operator_passkeys", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "operator_recovery_codes",
                columns: table => new
                {
                    operator_id = table.Column<long>(type: "bigint", nullable: false),
                    digest = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_operator_recovery_codes", x => new { x.operator_id, x.digest });
                });

            migrationBuilder.CreateTable(
                name: "operator_sessions",
                columns: table => new
                {
                    token_digest = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    operator_id = table.Column<long>(type: "bigint", nullable: false),
                    security_stamp = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    proven_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    address = table.Column<string>(type: "character varying(45)", maxLength: 45, nullable: true),
                    network = table.Column<string>(type: "character varying(45)", maxLength: 45, nullable: true),
                    user_agent = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_operator_sessions", x => x.token_digest);
                });

            migrationBuilder.CreateTable(
                name: "operator_totp",
                columns: table => new
                {
                    operator_id = table.Column<long>(type: "bigint", nullable: false),
                    secret = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false),
                    confirmed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_step = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_operator_totp", x => x.operator_id);
                });

            migrationBuilder.CreateTable(
                name: "operators",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    email = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    password_hash = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    super_admin = table.Column<bool>(type: "boolean", nullable: false),
                    enabled = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    security_stamp = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    must_change_password = table.Column<bool>(type: "boolean", nullable: false),
                    password_expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    keys_given_by = table.Column<long>(type: "bigint", nullable: true),
                    keys_given_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_operators", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "passkey_challenges",
                columns: table => new
                {
                    digest = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    session_digest = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: true),
                    purpose = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_passkey_challenges", x => x.digest);
                });

            migrationBuilder.CreateTable(
                name: "payments",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    mode = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    reference = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false, collation: "C"),
                    amount_minor = table.Column<long>(type: "bigint", nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    gateway = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    customer_reference = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false, collation: "C"),
                    customer_name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    customer_email = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: true),
                    customer_phone = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    product_name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    description = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    return_url = table.Column<string>(type: "character varying(2048)", maxLength: 2048, nullable: true),
                    metadata = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    status = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    paid_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    gateway_txn_id = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true),
                    channel = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true),
                    fee_minor = table.Column<long>(type: "bigint", nullable: true),
                    refund_held_minor = table.Column<long>(type: "bigint", nullable: false),
                    refunded_minor = table.Column<long>(type: "bigint", nullable: false),
                    failure_code = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    failure_message = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    held_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    hold_reason = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    leased_by = table.Column<long>(type: "bigint", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_payments", x => new { x.application_id, x.id });
                    table.CheckConstraint("ck_payments_amount_positive", "amount_minor > 0");
                    table.CheckConstraint("ck_payments_refunds_need_a_capture", "refund_held_minor = 0 OR status = 'SUCCEEDED'");
                    table.CheckConstraint("ck_payments_refunds_within_capture", "0 <= refunded_minor AND refunded_minor <= refund_held_minor AND refund_held_minor <= amount_minor");
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

            migrationBuilder.CreateTable(
                name: "role_grants",
                columns: table => new
                {
                    operator_id = table.Column<long>(type: "bigint", nullable: false),
                    role_id = table.Column<long>(type: "bigint", nullable: false),
                    application_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_role_grants", x => new { x.operator_id, x.role_id, x.application_id });
                });

            migrationBuilder.CreateTable(
                name: "roles",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    description = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    permissions = table.Column<string>(type: "text", nullable: false),
                    is_built_in = table.Column<bool>(type: "boolean", nullable: false),
                    needs_second_factor = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_roles", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "setting_changes",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    proposed_by = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    application_version = table.Column<int>(type: "integer", nullable: false),
                    settings = table.Column<string>(type: "text", nullable: false),
                    before = table.Column<string>(type: "text", nullable: false),
                    after = table.Column<string>(type: "text", nullable: false),
                    weakens = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    status = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    decided_by = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_setting_changes", x => new { x.application_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "sign_in_limits",
                columns: table => new
                {
                    key = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    failures = table.Column<int>(type: "integer", nullable: false),
                    last_tried_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    locked_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sign_in_limits", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "webhook_events",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    reference = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    mode = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    type = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    subject = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    schema_version = table.Column<int>(type: "integer", nullable: false),
                    payload = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhook_events", x => new { x.application_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "webhook_sequences",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "bigint", nullable: false),
                    mode = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    last = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhook_sequences", x => new { x.application_id, x.mode });
                });

            migrationBuilder.CreateTable(
                name: "ledger_turnovers",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "bigint", nullable: false),
                    mode = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    account = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    debit_minor = table.Column<long>(type: "bigint", nullable: false),
                    credit_minor = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ledger_turnovers", x => new { x.application_id, x.mode, x.day, x.currency, x.account });
                    table.ForeignKey(
                        name: "fk_ledger_turnovers_ledger_counted_application_id_mode",
                        columns: x => new { x.application_id, x.mode },
                        principalTable: "ledger_counted",
                        principalColumns: new[] { "application_id", "mode" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ledger_seals",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "bigint", nullable: false),
                    mode = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    position = table.Column<long>(type: "bigint", nullable: false),
                    journal_id = table.Column<long>(type: "bigint", nullable: false),
                    hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    previous_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    sealed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ledger_seals", x => new { x.application_id, x.mode, x.position });
                    table.ForeignKey(
                        name: "fk_ledger_seals_ledger_journals_application_id_journal_id",
                        columns: x => new { x.application_id, x.journal_id },
                        principalTable: "ledger_journals",
                        principalColumns: new[] { "application_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ledger_transfers",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "bigint", nullable: false),
                    journal_id = table.Column<long>(type: "bigint", nullable: false),
                    line = table.Column<int>(type: "integer", nullable: false),
                    mode = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    debit = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    credit = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    amount_minor = table.Column<long>(type: "bigint", nullable: false),
                    posted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ledger_transfers", x => new { x.application_id, x.journal_id, x.line });
                    table.CheckConstraint("ck_ledger_transfers_amount_positive", "amount_minor > 0");
                    table.CheckConstraint("ck_ledger_transfers_two_sides", "debit <> credit");
                    table.ForeignKey(
                        name: "fk_ledger_transfers_ledger_journals_application_id_journal_id",
                        columns: x => new { x.application_id, x.journal_id },
                        principalTable: "ledger_journals",
                        principalColumns: new[] { "application_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ledger_unsealed",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "bigint", nullable: false),
                    journal_id = table.Column<long>(type: "bigint", nullable: false),
                    mode = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ledger_unsealed", x => new { x.application_id, x.journal_id });
                    table.ForeignKey(
                        name: "fk_ledger_unsealed_ledger_journals_application_id_journal_id",
                        columns: x => new { x.application_id, x.journal_id },
                        principalTable: "ledger_journals",
                        principalColumns: new[] { "application_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "payment_attempts",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    payment_id = table.Column<long>(type: "bigint", nullable: false),
                    mode = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    transaction_id = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    opened_by_node = table.Column<long>(type: "bigint", nullable: true),
                    override_id = table.Column<long>(type: "bigint", nullable: true),
                    status = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    session_key = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    customer_url = table.Column<string>(type: "character varying(2048)", maxLength: 2048, nullable: true),
                    validation_id = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    bank_transaction_id = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true),
                    channel = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true),
                    is_risky = table.Column<bool>(type: "boolean", nullable: false),
                    charged_minor = table.Column<long>(type: "bigint", nullable: true),
                    charged_currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: true),
                    converted_minor = table.Column<long>(type: "bigint", nullable: true),
                    converted_currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: true),
                    exchange_rate = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    fee_minor = table.Column<long>(type: "bigint", nullable: true),
                    returned_by_refund_id = table.Column<long>(type: "bigint", nullable: true),
                    return_due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    reason = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    returned_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    times_asked = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_payment_attempts", x => new { x.application_id, x.id });
                    table.ForeignKey(
                        name: "fk_payment_attempts_gateway_overrides_application_id_override_",
                        columns: x => new { x.application_id, x.override_id },
                        principalTable: "gateway_overrides",
                        principalColumns: new[] { "application_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_payment_attempts_payments_application_id_payment_id",
                        columns: x => new { x.application_id, x.payment_id },
                        principalTable: "payments",
                        principalColumns: new[] { "application_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

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
                name: "webhook_attempts",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    event_id = table.Column<long>(type: "bigint", nullable: false),
                    mode = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    duration_ms = table.Column<long>(type: "bigint", nullable: false),
                    request_headers = table.Column<string>(type: "text", nullable: false),
                    response_status = table.Column<int>(type: "integer", nullable: true),
                    response_body = table.Column<string>(type: "text", nullable: true),
                    error = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhook_attempts", x => new { x.application_id, x.id });
                    table.ForeignKey(
                        name: "fk_webhook_attempts_webhook_events_application_id_event_id",
                        columns: x => new { x.application_id, x.event_id },
                        principalTable: "webhook_events",
                        principalColumns: new[] { "application_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "webhook_deliveries",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "bigint", nullable: false),
                    event_id = table.Column<long>(type: "bigint", nullable: false),
                    mode = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    sequence = table.Column<long>(type: "bigint", nullable: true),
                    status = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    scheduled_attempts = table.Column<int>(type: "integer", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    leased_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    leased_by = table.Column<long>(type: "bigint", nullable: true),
                    lease_token = table.Column<long>(type: "bigint", nullable: false),
                    last_response_status = table.Column<int>(type: "integer", nullable: true),
                    last_error = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    last_attempt_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    delivered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhook_deliveries", x => new { x.application_id, x.event_id });
                    table.ForeignKey(
                        name: "fk_webhook_deliveries_webhook_events_application_id_event_id",
                        columns: x => new { x.application_id, x.event_id },
                        principalTable: "webhook_events",
                        principalColumns: new[] { "application_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "refunds",
                columns: table => new
                {
                    application_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    mode = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    reference = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    payment_id = table.Column<long>(type: "bigint", nullable: false),
                    attempt_id = table.Column<long>(type: "bigint", nullable: false),
                    source = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    amount_minor = table.Column<long>(type: "bigint", nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    bank_transaction_id = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    created_by = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    approvals_needed = table.Column<int>(type: "integer", nullable: false),
                    gateway_amount_minor = table.Column<long>(type: "bigint", nullable: false),
                    gateway_currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    exchange_rate = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    rounding_minor = table.Column<long>(type: "bigint", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    approve_before = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    status = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    approved_by = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    second_approved_by = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    rejected_by = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    gateway_refund_id = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    failure_message = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    note = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    gateway_word = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    silent_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    attention = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    resolution_status = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    resolution_by = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    resolution_note = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    resolution_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    resolution_confirmed_by = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    resolved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    follow_up_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    contradicted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    contradiction_seen_by = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    uncovered_minor = table.Column<long>(type: "bigint", nullable: false),
                    times_asked = table.Column<int>(type: "integer", nullable: false),
                    unanswered_calls = table.Column<int>(type: "integer", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    leased_by = table.Column<long>(type: "bigint", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_refunds", x => new { x.application_id, x.id });
                    table.CheckConstraint("ck_refunds_amount_positive", "amount_minor > 0");
                    table.ForeignKey(
                        name: "fk_refunds_payment_attempts_application_id_attempt_id",
                        columns: x => new { x.application_id, x.attempt_id },
                        principalTable: "payment_attempts",
                        principalColumns: new[] { "application_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_applications_name",
                table: "applications",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_audit_log_application_id_created_at_id",
                table: "audit_log",
                columns: new[] { "application_id", "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_seals_application_id_entry_id",
                table: "audit_seals",
                columns: new[] { "application_id", "entry_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_credentials_application_id_id",
                table: "credentials",
                columns: new[] { "application_id", "id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_gateway_callbacks_application_id_matched_payment_id",
                table: "gateway_callbacks",
                columns: new[] { "application_id", "matched_payment_id" });

            migrationBuilder.CreateIndex(
                name: "ix_gateway_callbacks_application_id_mode_created_at_id",
                table: "gateway_callbacks",
                columns: new[] { "application_id", "mode", "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_gateway_callbacks_application_id_mode_outcome_created_at_id",
                table: "gateway_callbacks",
                columns: new[] { "application_id", "mode", "outcome", "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_gateway_callbacks_application_id_mode_reference",
                table: "gateway_callbacks",
                columns: new[] { "application_id", "mode", "reference" });

            migrationBuilder.CreateIndex(
                name: "ix_gateway_overrides_application_id_mode",
                table: "gateway_overrides",
                columns: new[] { "application_id", "mode" },
                unique: true,
                filter: "ended_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_idempotency_records_application_id_expires_at",
                table: "idempotency_records",
                columns: new[] { "application_id", "expires_at" });

            migrationBuilder.CreateIndex(
                name: "ix_ledger_journals_application_id_cause",
                table: "ledger_journals",
                columns: new[] { "application_id", "cause" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ledger_seals_application_id_journal_id",
                table: "ledger_seals",
                columns: new[] { "application_id", "journal_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ledger_transfers_application_id_mode_currency_credit_posted",
                table: "ledger_transfers",
                columns: new[] { "application_id", "mode", "currency", "credit", "posted_at" });

            migrationBuilder.CreateIndex(
                name: "ix_ledger_transfers_application_id_mode_currency_debit_posted_",
                table: "ledger_transfers",
                columns: new[] { "application_id", "mode", "currency", "debit", "posted_at" });

            migrationBuilder.CreateIndex(
                name: "ix_operator_passkeys_credential_id",
                table: "operator_passkeys",
                column: "credential_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_operator_passkeys_operator_id",
                table: "operator_passkeys",
                column: "operator_id");

            migrationBuilder.CreateIndex(
                name: "ix_operator_sessions_id",
                table: "operator_sessions",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_operator_sessions_network_created_at",
                table: "operator_sessions",
                columns: new[] { "network", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_operator_sessions_operator_id",
                table: "operator_sessions",
                column: "operator_id");

            migrationBuilder.CreateIndex(
                name: "ix_operators_email",
                table: "operators",
                column: "email",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_passkey_challenges_expires_at",
                table: "passkey_challenges",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "ix_payment_attempts_application_id_bank_transaction_id",
                table: "payment_attempts",
                columns: new[] { "application_id", "bank_transaction_id" },
                filter: "bank_transaction_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_payment_attempts_application_id_override_id",
                table: "payment_attempts",
                columns: new[] { "application_id", "override_id" });

            migrationBuilder.CreateIndex(
                name: "ix_payment_attempts_application_id_payment_id",
                table: "payment_attempts",
                columns: new[] { "application_id", "payment_id" });

            migrationBuilder.CreateIndex(
                name: "ix_payment_attempts_application_id_payment_id1",
                table: "payment_attempts",
                columns: new[] { "application_id", "payment_id" },
                filter: "returned_by_refund_id IS NULL AND status IN ('HELD', 'SURPLUS', 'MISMATCHED')");

            migrationBuilder.CreateIndex(
                name: "ix_payment_attempts_application_id_return_due_at",
                table: "payment_attempts",
                columns: new[] { "application_id", "return_due_at" },
                filter: "return_due_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_payment_attempts_application_id_transaction_id",
                table: "payment_attempts",
                columns: new[] { "application_id", "transaction_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_payment_attempts_application_id_validation_id",
                table: "payment_attempts",
                columns: new[] { "application_id", "validation_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_payment_terms_application_id_mode_term_created_at_payment_id",
                table: "payment_terms",
                columns: new[] { "application_id", "mode", "term", "created_at", "payment_id" });

            migrationBuilder.CreateIndex(
                name: "ix_payments_application_id_due_at",
                table: "payments",
                columns: new[] { "application_id", "due_at" });

            migrationBuilder.CreateIndex(
                name: "ix_payments_application_id_held_at",
                table: "payments",
                columns: new[] { "application_id", "held_at" },
                filter: "held_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_payments_application_id_leased_by",
                table: "payments",
                columns: new[] { "application_id", "leased_by" },
                filter: "leased_by IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_payments_application_id_mode_created_at_id",
                table: "payments",
                columns: new[] { "application_id", "mode", "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_payments_application_id_mode_customer_reference_created_at_",
                table: "payments",
                columns: new[] { "application_id", "mode", "customer_reference", "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_payments_application_id_mode_paid_at",
                table: "payments",
                columns: new[] { "application_id", "mode", "paid_at" },
                filter: "paid_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_payments_application_id_mode_status_created_at_id",
                table: "payments",
                columns: new[] { "application_id", "mode", "status", "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_payments_application_id_reference",
                table: "payments",
                columns: new[] { "application_id", "reference" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_refunds_application_id_attempt_id",
                table: "refunds",
                columns: new[] { "application_id", "attempt_id" });

            migrationBuilder.CreateIndex(
                name: "ix_refunds_application_id_due_at",
                table: "refunds",
                columns: new[] { "application_id", "due_at" });

            migrationBuilder.CreateIndex(
                name: "ix_refunds_application_id_leased_by",
                table: "refunds",
                columns: new[] { "application_id", "leased_by" },
                filter: "leased_by IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_refunds_application_id_mode_attention",
                table: "refunds",
                columns: new[] { "application_id", "mode", "attention" },
                filter: "attention IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_refunds_application_id_mode_created_at_id",
                table: "refunds",
                columns: new[] { "application_id", "mode", "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_refunds_application_id_mode_status_created_at_id",
                table: "refunds",
                columns: new[] { "application_id", "mode", "status", "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_refunds_application_id_payment_id_created_at",
                table: "refunds",
                columns: new[] { "application_id", "payment_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_refunds_application_id_reference",
                table: "refunds",
                columns: new[] { "application_id", "reference" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_roles_name",
                table: "roles",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_setting_changes_application_id_status_expires_at",
                table: "setting_changes",
                columns: new[] { "application_id", "status", "expires_at" });

            migrationBuilder.CreateIndex(
                name: "ix_sign_in_limits_last_tried_at",
                table: "sign_in_limits",
                column: "last_tried_at");

            migrationBuilder.CreateIndex(
                name: "ix_webhook_attempts_application_id_event_id_started_at_id",
                table: "webhook_attempts",
                columns: new[] { "application_id", "event_id", "started_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_webhook_attempts_application_id_started_at",
                table: "webhook_attempts",
                columns: new[] { "application_id", "started_at" });

            migrationBuilder.CreateIndex(
                name: "ix_webhook_deliveries_application_id_leased_by",
                table: "webhook_deliveries",
                columns: new[] { "application_id", "leased_by" },
                filter: "leased_by IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_webhook_deliveries_application_id_mode_due_at_sequence",
                table: "webhook_deliveries",
                columns: new[] { "application_id", "mode", "due_at", "sequence" },
                filter: "due_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_webhook_deliveries_application_id_mode_sequence",
                table: "webhook_deliveries",
                columns: new[] { "application_id", "mode", "sequence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_webhook_deliveries_parked",
                table: "webhook_deliveries",
                columns: new[] { "application_id", "mode", "event_id" },
                filter: "status = 'PARKED'");

            migrationBuilder.CreateIndex(
                name: "ix_webhook_deliveries_unnumbered",
                table: "webhook_deliveries",
                columns: new[] { "application_id", "event_id" },
                filter: "sequence IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_webhook_events_application_id_mode_created_at_id",
                table: "webhook_events",
                columns: new[] { "application_id", "mode", "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_webhook_events_application_id_reference",
                table: "webhook_events",
                columns: new[] { "application_id", "reference" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_webhook_events_application_id_subject",
                table: "webhook_events",
                columns: new[] { "application_id", "subject" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "applications");

            migrationBuilder.DropTable(
                name: "audit_log");

            migrationBuilder.DropTable(
                name: "audit_seals");

            migrationBuilder.DropTable(
                name: "audit_unsealed");

            migrationBuilder.DropTable(
                name: "credentials");

            migrationBuilder.DropTable(
                name: "currency_limits");

            migrationBuilder.DropTable(
                name: "gateway_callbacks");

            migrationBuilder.DropTable(
                name: "id_blocks");

            migrationBuilder.DropTable(
                name: "idempotency_records");

            migrationBuilder.DropTable(
                name: "ledger_seals");

            migrationBuilder.DropTable(
                name: "ledger_transfers");

            migrationBuilder.DropTable(
                name: "ledger_turnovers");

            migrationBuilder.DropTable(
                name: "ledger_unsealed");

            migrationBuilder.DropTable(
                name: "nodes");

            migrationBuilder.DropTable(
                name: "operator_passkeys");

            migrationBuilder.DropTable(
                name: "operator_recovery_codes");

            migrationBuilder.DropTable(
                name: "operator_sessions");

            migrationBuilder.DropTable(
                name: "operator_totp");

            migrationBuilder.DropTable(
                name: "operators");

            migrationBuilder.DropTable(
                name: "passkey_challenges");

            migrationBuilder.DropTable(
                name: "payment_terms");

            migrationBuilder.DropTable(
                name: "payments_unindexed");

            migrationBuilder.DropTable(
                name: "refunds");

            migrationBuilder.DropTable(
                name: "role_grants");

            migrationBuilder.DropTable(
                name: "roles");

            migrationBuilder.DropTable(
                name: "setting_changes");

            migrationBuilder.DropTable(
                name: "sign_in_limits");

            migrationBuilder.DropTable(
                name: "webhook_attempts");

            migrationBuilder.DropTable(
                name: "webhook_deliveries");

            migrationBuilder.DropTable(
                name: "webhook_sequences");

            migrationBuilder.DropTable(
                name: "ledger_counted");

            migrationBuilder.DropTable(
                name: "ledger_journals");

            migrationBuilder.DropTable(
                name: "payment_attempts");

            migrationBuilder.DropTable(
                name: "webhook_events");

            migrationBuilder.DropTable(
                name: "gateway_overrides");

            migrationBuilder.DropTable(
                name: "payments");
        }
    }
}
