PRAGMA foreign_keys = OFF;
CREATE TABLE "__EFMigrationsLock" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY,
    "Timestamp" TEXT NOT NULL
);
CREATE TABLE "__EFMigrationsHistory" (
    "migration_id" TEXT NOT NULL CONSTRAINT "pk___ef_migrations_history" PRIMARY KEY,
    "product_version" TEXT NOT NULL
);
CREATE TABLE "applications" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_applications" PRIMARY KEY,
    "name" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "webhook_url" TEXT NULL,
    "test_webhook_url" TEXT NULL,
    "webhooks_enabled" INTEGER NOT NULL,
    "return_url" TEXT NULL,
    "refund_approval_threshold_minor" INTEGER NULL,
    "refund_second_approval_threshold_minor" INTEGER NULL,
    "receipts_enabled" INTEGER NOT NULL,
    "accept_risky_payments" INTEGER NOT NULL,
    "auto_refund_surplus" INTEGER NOT NULL,
    "min_amount_minor" INTEGER NULL,
    "max_amount_minor" INTEGER NULL,
    "signing_secret" TEXT NOT NULL,
    "previous_signing_secret" TEXT NULL,
    "previous_signing_secret_ends_at" INTEGER NULL,
    "created_at" INTEGER NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "version" INTEGER NOT NULL
);
CREATE TABLE "audit_log" (
    "application_id" INTEGER NOT NULL,
    "id" INTEGER NOT NULL,
    "actor_type" TEXT NOT NULL,
    "actor_id" INTEGER NULL,
    "actor_name" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "target_type" TEXT NOT NULL,
    "target_id" TEXT NOT NULL,
    "before" TEXT NULL,
    "after" TEXT NULL,
    "reason" TEXT NULL,
    "ip_address" TEXT NULL,
    "session_name" TEXT NULL,
    "created_at" INTEGER NOT NULL,
    CONSTRAINT "pk_audit_log" PRIMARY KEY ("application_id", "id")
);
CREATE TABLE "audit_seals" (
    "application_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "entry_id" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "previous_hash" TEXT NOT NULL,
    "sealed_at" INTEGER NOT NULL,
    CONSTRAINT "pk_audit_seals" PRIMARY KEY ("application_id", "position")
);
CREATE TABLE "audit_unsealed" (
    "application_id" INTEGER NOT NULL,
    "entry_id" INTEGER NOT NULL,
    CONSTRAINT "pk_audit_unsealed" PRIMARY KEY ("application_id", "entry_id")
);
CREATE TABLE "credentials" (
    "key_digest" BLOB NOT NULL CONSTRAINT "pk_credentials" PRIMARY KEY,
    "application_id" INTEGER NOT NULL,
    "id" INTEGER NOT NULL,
    "mode" TEXT NOT NULL,
    "secret_digest" BLOB NOT NULL,
    "status" TEXT NOT NULL,
    "expires_at" INTEGER NULL,
    "created_at" INTEGER NOT NULL,
    "last_used_at" INTEGER NULL,
    "read_only" INTEGER NOT NULL,
    "allowed_networks" TEXT NULL,
    "requests_per_second" INTEGER NULL,
    "key_start" TEXT NULL,
    "created_by" INTEGER NULL,
    "version" INTEGER NOT NULL
);
CREATE TABLE "currency_limits" (
    "application_id" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "min_amount_minor" INTEGER NULL,
    "max_amount_minor" INTEGER NULL,
    "refund_approval_threshold_minor" INTEGER NULL,
    "refund_second_approval_threshold_minor" INTEGER NULL,
    CONSTRAINT "pk_currency_limits" PRIMARY KEY ("application_id", "currency")
);
CREATE TABLE "gateway_callbacks" (
    "application_id" INTEGER NOT NULL,
    "id" INTEGER NOT NULL,
    "mode" TEXT NOT NULL,
    "gateway" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "reference" TEXT NULL,
    "raw_payload" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "matched_payment_id" INTEGER NULL,
    "signature_valid" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "note" TEXT NULL,
    CONSTRAINT "pk_gateway_callbacks" PRIMARY KEY ("application_id", "id")
);
CREATE TABLE "gateway_overrides" (
    "application_id" INTEGER NOT NULL,
    "id" INTEGER NOT NULL,
    "mode" TEXT NOT NULL,
    "gateway" TEXT NOT NULL,
    "store_id" TEXT NOT NULL,
    "store_password" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "ended_at" INTEGER NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "pk_gateway_overrides" PRIMARY KEY ("application_id", "id")
);
CREATE TABLE "id_blocks" (
    "name" TEXT NOT NULL CONSTRAINT "pk_id_blocks" PRIMARY KEY,
    "next" INTEGER NOT NULL
);
CREATE TABLE "idempotency_records" (
    "application_id" INTEGER NOT NULL,
    "mode" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "fingerprint" BLOB NOT NULL,
    "status" INTEGER NOT NULL,
    "body" BLOB NOT NULL,
    "created_at" INTEGER NOT NULL,
    "expires_at" INTEGER NOT NULL,
    CONSTRAINT "pk_idempotency_records" PRIMARY KEY ("application_id", "mode", "key")
);
CREATE TABLE "ledger_counted" (
    "application_id" INTEGER NOT NULL,
    "mode" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "pk_ledger_counted" PRIMARY KEY ("application_id", "mode")
);
CREATE TABLE "ledger_journals" (
    "application_id" INTEGER NOT NULL,
    "id" INTEGER NOT NULL,
    "mode" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "posted_at" INTEGER NOT NULL,
    CONSTRAINT "pk_ledger_journals" PRIMARY KEY ("application_id", "id")
);
CREATE TABLE "nodes" (
    "number" INTEGER NOT NULL CONSTRAINT "pk_nodes" PRIMARY KEY,
    "alive_until" INTEGER NOT NULL
);
CREATE TABLE "operator_passkeys" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_operator_passkeys" PRIMARY KEY,
    "operator_id" INTEGER NOT NULL,
    "credential_id" BLOB NOT NULL,
    "public_key" BLOB NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "last_used_at" INTEGER NULL,
    "sign_count" INTEGER NOT NULL,
    "transports" TEXT NULL,
    "is_user_verified" INTEGER NOT NULL,
    "is_backup_eligible" INTEGER NOT NULL,
    "is_backed_up" INTEGER NOT NULL
);
CREATE TABLE "operator_recovery_codes" (
    "operator_id" INTEGER NOT NULL,
    "digest" BLOB NOT NULL,
    CONSTRAINT "pk_operator_recovery_codes" PRIMARY KEY ("operator_id", "digest")
);
CREATE TABLE "operator_sessions" (
    "token_digest" BLOB NOT NULL CONSTRAINT "pk_operator_sessions" PRIMARY KEY,
    "id" INTEGER NOT NULL,
    "operator_id" INTEGER NOT NULL,
    "security_stamp" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "expires_at" INTEGER NOT NULL,
    "last_seen_at" INTEGER NOT NULL,
    "proven_at" INTEGER NOT NULL,
    "ended_at" INTEGER NULL,
    "address" TEXT NULL,
    "network" TEXT NULL,
    "user_agent" TEXT NULL
);
CREATE TABLE "operator_totp" (
    "operator_id" INTEGER NOT NULL CONSTRAINT "pk_operator_totp" PRIMARY KEY,
    "secret" TEXT NOT NULL,
    "confirmed_at" INTEGER NULL,
    "last_step" INTEGER NOT NULL,
    "version" INTEGER NOT NULL
);
CREATE TABLE "operators" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_operators" PRIMARY KEY,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "super_admin" INTEGER NOT NULL,
    "enabled" INTEGER NOT NULL,
    "created_at" INTEGER NOT NULL,
    "security_stamp" TEXT NOT NULL,
    "must_change_password" INTEGER NOT NULL,
    "password_expires_at" INTEGER NULL,
    "keys_given_by" INTEGER NULL,
    "keys_given_at" INTEGER NULL,
    "version" INTEGER NOT NULL
);
CREATE TABLE "passkey_challenges" (
    "digest" BLOB NOT NULL CONSTRAINT "pk_passkey_challenges" PRIMARY KEY,
    "session_digest" BLOB NULL,
    "purpose" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "expires_at" INTEGER NOT NULL
);
CREATE TABLE "payments" (
    "application_id" INTEGER NOT NULL,
    "id" INTEGER NOT NULL,
    "mode" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "amount_minor" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "gateway" TEXT NOT NULL,
    "customer_reference" TEXT NOT NULL,
    "customer_name" TEXT NULL,
    "customer_email" TEXT NULL,
    "customer_phone" TEXT NULL,
    "product_name" TEXT NULL,
    "description" TEXT NULL,
    "return_url" TEXT NULL,
    "metadata" TEXT NULL,
    "created_at" INTEGER NOT NULL,
    "expires_at" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "paid_at" INTEGER NULL,
    "gateway_txn_id" TEXT NULL,
    "channel" TEXT NULL,
    "fee_minor" INTEGER NULL,
    "refund_held_minor" INTEGER NOT NULL,
    "refunded_minor" INTEGER NOT NULL,
    "failure_code" TEXT NULL,
    "failure_message" TEXT NULL,
    "held_at" INTEGER NULL,
    "hold_reason" TEXT NULL,
    "due_at" INTEGER NULL,
    "leased_by" INTEGER NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "pk_payments" PRIMARY KEY ("application_id", "id"),
    CONSTRAINT "ck_payments_amount_positive" CHECK (amount_minor > 0),
    CONSTRAINT "ck_payments_refunds_need_a_capture" CHECK (refund_held_minor = 0 OR status = 'SUCCEEDED'),
    CONSTRAINT "ck_payments_refunds_within_capture" CHECK (0 <= refunded_minor AND refunded_minor <= refund_held_minor AND refund_held_minor <= amount_minor)
);
CREATE TABLE "payments_unindexed" (
    "application_id" INTEGER NOT NULL,
    "payment_id" INTEGER NOT NULL,
    "mode" TEXT NOT NULL,
    CONSTRAINT "pk_payments_unindexed" PRIMARY KEY ("application_id", "payment_id")
);
CREATE TABLE "role_grants" (
    "operator_id" INTEGER NOT NULL,
    "role_id" INTEGER NOT NULL,
    "application_id" INTEGER NOT NULL,
    CONSTRAINT "pk_role_grants" PRIMARY KEY ("operator_id", "role_id", "application_id")
);
CREATE TABLE "roles" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_roles" PRIMARY KEY,
    "name" TEXT NOT NULL,
    "description" TEXT NULL,
    "permissions" TEXT NOT NULL,
    "is_built_in" INTEGER NOT NULL,
    "needs_second_factor" INTEGER NOT NULL,
    "created_at" INTEGER NOT NULL,
    "version" INTEGER NOT NULL
);
CREATE TABLE "setting_changes" (
    "application_id" INTEGER NOT NULL,
    "id" INTEGER NOT NULL,
    "proposed_by" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "expires_at" INTEGER NOT NULL,
    "application_version" INTEGER NOT NULL,
    "settings" TEXT NOT NULL,
    "before" TEXT NOT NULL,
    "after" TEXT NOT NULL,
    "weakens" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "decided_by" TEXT NULL,
    "decided_at" INTEGER NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "pk_setting_changes" PRIMARY KEY ("application_id", "id")
);
CREATE TABLE "sign_in_limits" (
    "key" BLOB NOT NULL CONSTRAINT "pk_sign_in_limits" PRIMARY KEY,
    "failures" INTEGER NOT NULL,
    "last_tried_at" INTEGER NOT NULL,
    "locked_until" INTEGER NULL,
    "version" INTEGER NOT NULL
);
CREATE TABLE "webhook_events" (
    "application_id" INTEGER NOT NULL,
    "id" INTEGER NOT NULL,
    "reference" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "schema_version" INTEGER NOT NULL,
    "payload" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    CONSTRAINT "pk_webhook_events" PRIMARY KEY ("application_id", "id")
);
CREATE TABLE "webhook_sequences" (
    "application_id" INTEGER NOT NULL,
    "mode" TEXT NOT NULL,
    "last" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "pk_webhook_sequences" PRIMARY KEY ("application_id", "mode")
);
CREATE TABLE "ledger_turnovers" (
    "application_id" INTEGER NOT NULL,
    "mode" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "debit_minor" INTEGER NOT NULL,
    "credit_minor" INTEGER NOT NULL,
    CONSTRAINT "pk_ledger_turnovers" PRIMARY KEY ("application_id", "mode", "day", "currency", "account"),
    CONSTRAINT "fk_ledger_turnovers_ledger_counted_application_id_mode" FOREIGN KEY ("application_id", "mode") REFERENCES "ledger_counted" ("application_id", "mode") ON DELETE CASCADE
);
CREATE TABLE "ledger_seals" (
    "application_id" INTEGER NOT NULL,
    "mode" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "journal_id" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "previous_hash" TEXT NOT NULL,
    "sealed_at" INTEGER NOT NULL,
    CONSTRAINT "pk_ledger_seals" PRIMARY KEY ("application_id", "mode", "position"),
    CONSTRAINT "fk_ledger_seals_ledger_journals_application_id_journal_id" FOREIGN KEY ("application_id", "journal_id") REFERENCES "ledger_journals" ("application_id", "id") ON DELETE RESTRICT
);
CREATE TABLE "ledger_transfers" (
    "application_id" INTEGER NOT NULL,
    "journal_id" INTEGER NOT NULL,
    "line" INTEGER NOT NULL,
    "mode" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "debit" TEXT NOT NULL,
    "credit" TEXT NOT NULL,
    "amount_minor" INTEGER NOT NULL,
    "posted_at" INTEGER NOT NULL,
    CONSTRAINT "pk_ledger_transfers" PRIMARY KEY ("application_id", "journal_id", "line"),
    CONSTRAINT "ck_ledger_transfers_amount_positive" CHECK (amount_minor > 0),
    CONSTRAINT "ck_ledger_transfers_two_sides" CHECK (debit <> credit),
    CONSTRAINT "fk_ledger_transfers_ledger_journals_application_id_journal_id" FOREIGN KEY ("application_id", "journal_id") REFERENCES "ledger_journals" ("application_id", "id") ON DELETE RESTRICT
);
CREATE TABLE "ledger_unsealed" (
    "application_id" INTEGER NOT NULL,
    "journal_id" INTEGER NOT NULL,
    "mode" TEXT NOT NULL,
    CONSTRAINT "pk_ledger_unsealed" PRIMARY KEY ("application_id", "journal_id"),
    CONSTRAINT "fk_ledger_unsealed_ledger_journals_application_id_journal_id" FOREIGN KEY ("application_id", "journal_id") REFERENCES "ledger_journals" ("application_id", "id") ON DELETE RESTRICT
);
CREATE TABLE "payment_attempts" (
    "application_id" INTEGER NOT NULL,
    "id" INTEGER NOT NULL,
    "payment_id" INTEGER NOT NULL,
    "mode" TEXT NOT NULL,
    "transaction_id" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "opened_by_node" INTEGER NULL,
    "override_id" INTEGER NULL,
    "status" TEXT NOT NULL,
    "session_key" TEXT NULL,
    "customer_url" TEXT NULL,
    "validation_id" TEXT NULL,
    "bank_transaction_id" TEXT NULL,
    "channel" TEXT NULL,
    "is_risky" INTEGER NOT NULL,
    "charged_minor" INTEGER NULL,
    "charged_currency" TEXT NULL,
    "converted_minor" INTEGER NULL,
    "converted_currency" TEXT NULL,
    "exchange_rate" TEXT NULL,
    "fee_minor" INTEGER NULL,
    "returned_by_refund_id" INTEGER NULL,
    "return_due_at" INTEGER NULL,
    "reason" TEXT NULL,
    "updated_at" INTEGER NOT NULL,
    "returned_at" INTEGER NULL,
    "times_asked" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "pk_payment_attempts" PRIMARY KEY ("application_id", "id"),
    CONSTRAINT "fk_payment_attempts_gateway_overrides_application_id_override_id" FOREIGN KEY ("application_id", "override_id") REFERENCES "gateway_overrides" ("application_id", "id") ON DELETE RESTRICT,
    CONSTRAINT "fk_payment_attempts_payments_application_id_payment_id" FOREIGN KEY ("application_id", "payment_id") REFERENCES "payments" ("application_id", "id") ON DELETE RESTRICT
);
CREATE TABLE "payment_terms" (
    "application_id" INTEGER NOT NULL,
    "payment_id" INTEGER NOT NULL,
    "term" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    CONSTRAINT "pk_payment_terms" PRIMARY KEY ("application_id", "payment_id", "term"),
    CONSTRAINT "fk_payment_terms_payments_application_id_payment_id" FOREIGN KEY ("application_id", "payment_id") REFERENCES "payments" ("application_id", "id") ON DELETE CASCADE
);
CREATE TABLE "webhook_attempts" (
    "application_id" INTEGER NOT NULL,
    "id" INTEGER NOT NULL,
    "event_id" INTEGER NOT NULL,
    "mode" TEXT NOT NULL,
    "started_at" INTEGER NOT NULL,
    "duration_ms" INTEGER NOT NULL,
    "request_headers" TEXT NOT NULL,
    "response_status" INTEGER NULL,
    "response_body" TEXT NULL,
    "error" TEXT NULL,
    CONSTRAINT "pk_webhook_attempts" PRIMARY KEY ("application_id", "id"),
    CONSTRAINT "fk_webhook_attempts_webhook_events_application_id_event_id" FOREIGN KEY ("application_id", "event_id") REFERENCES "webhook_events" ("application_id", "id") ON DELETE RESTRICT
);
CREATE TABLE "webhook_deliveries" (
    "application_id" INTEGER NOT NULL,
    "event_id" INTEGER NOT NULL,
    "mode" TEXT NOT NULL,
    "sequence" INTEGER NULL,
    "status" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL,
    "scheduled_attempts" INTEGER NOT NULL,
    "due_at" INTEGER NULL,
    "leased_until" INTEGER NULL,
    "leased_by" INTEGER NULL,
    "lease_token" INTEGER NOT NULL,
    "last_response_status" INTEGER NULL,
    "last_error" TEXT NULL,
    "last_attempt_at" INTEGER NULL,
    "delivered_at" INTEGER NULL,
    "updated_at" INTEGER NOT NULL,
    CONSTRAINT "pk_webhook_deliveries" PRIMARY KEY ("application_id", "event_id"),
    CONSTRAINT "fk_webhook_deliveries_webhook_events_application_id_event_id" FOREIGN KEY ("application_id", "event_id") REFERENCES "webhook_events" ("application_id", "id") ON DELETE RESTRICT
);
CREATE TABLE "refunds" (
    "application_id" INTEGER NOT NULL,
    "id" INTEGER NOT NULL,
    "mode" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "payment_id" INTEGER NOT NULL,
    "attempt_id" INTEGER NOT NULL,
    "source" TEXT NOT NULL,
    "amount_minor" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "reason" TEXT NULL,
    "bank_transaction_id" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "approvals_needed" INTEGER NOT NULL,
    "gateway_amount_minor" INTEGER NOT NULL,
    "gateway_currency" TEXT NOT NULL,
    "exchange_rate" TEXT NULL,
    "rounding_minor" INTEGER NOT NULL,
    "created_at" INTEGER NOT NULL,
    "approve_before" INTEGER NULL,
    "status" TEXT NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "approved_by" TEXT NULL,
    "second_approved_by" TEXT NULL,
    "rejected_by" TEXT NULL,
    "gateway_refund_id" TEXT NULL,
    "failure_message" TEXT NULL,
    "note" TEXT NULL,
    "gateway_word" TEXT NULL,
    "silent_since" INTEGER NULL,
    "attention" TEXT NULL,
    "resolution_status" TEXT NULL,
    "resolution_by" TEXT NULL,
    "resolution_note" TEXT NULL,
    "resolution_at" INTEGER NULL,
    "resolution_confirmed_by" TEXT NULL,
    "resolved_at" INTEGER NULL,
    "follow_up_until" INTEGER NULL,
    "contradicted_at" INTEGER NULL,
    "contradiction_seen_by" TEXT NULL,
    "uncovered_minor" INTEGER NOT NULL,
    "times_asked" INTEGER NOT NULL,
    "unanswered_calls" INTEGER NOT NULL,
    "due_at" INTEGER NULL,
    "leased_by" INTEGER NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "pk_refunds" PRIMARY KEY ("application_id", "id"),
    CONSTRAINT "ck_refunds_amount_positive" CHECK (amount_minor > 0),
    CONSTRAINT "fk_refunds_payment_attempts_application_id_attempt_id" FOREIGN KEY ("application_id", "attempt_id") REFERENCES "payment_attempts" ("application_id", "id") ON DELETE RESTRICT
);
INSERT INTO "__EFMigrationsHistory" ("migration_id", "product_version") VALUES ('20261128214238_Initial', '10.0.15');
INSERT INTO "applications" ("id", "name", "status", "webhook_url", "test_webhook_url", "webhooks_enabled", "return_url", "refund_approval_threshold_minor", "refund_second_approval_threshold_minor", "receipts_enabled", "accept_risky_payments", "auto_refund_surplus", "min_amount_minor", "max_amount_minor", "signing_secret", "previous_signing_secret", "previous_signing_secret_ends_at", "created_at", "updated_at", "version") VALUES (1, 'Application 1', 'ACTIVE', NULL, NULL, 1, NULL, NULL, NULL, 0, 0, 0, NULL, NULL, 'CfDJ8AlUdThI8qRJlRhq4nSolGwU-wsL7b1oF9z49wv65SyNl74jkMOG5Lb7k29tF72v5Y_SJerDw98SQY307rkX_bA1WBdWszAwfSE8TGLPxShA7fOOEmogvb7rNiMBb9ukauN101gj033MZ4uoXaTwgXu3USuuKazeWsTwW9WfLMm4NGTqAbrK2XkXxRYdrNd9iA', NULL, NULL, 1768467600000000, 1768467600000000, 0);
INSERT INTO "audit_log" ("application_id", "id", "actor_type", "actor_id", "actor_name", "action", "target_type", "target_id", "before", "after", "reason", "ip_address", "session_name", "created_at") VALUES (0, 8, 'OPERATOR', 6, 'operator@example.com', 'session.sign-in', 'session', '7', NULL, '{"how":"password"}', NULL, '127.0.0.1', '54514a75c7313c47', 1768467600000000);
INSERT INTO "audit_log" ("application_id", "id", "actor_type", "actor_id", "actor_name", "action", "target_type", "target_id", "before", "after", "reason", "ip_address", "session_name", "created_at") VALUES (1, 11, 'OPERATOR', 6, 'operator@example.com', 'application.register', 'application', '1', NULL, '{"name":"Application 1"}', NULL, '127.0.0.1', '54514a75c7313c47', 1768467600000000);
INSERT INTO "audit_seals" ("application_id", "position", "entry_id", "hash", "previous_hash", "sealed_at") VALUES (0, 1, 8, '50fdc01b707f9f3f6c9ac8a567127b09834180d5a49b97faf6bbf69490f770cf', '0000000000000000000000000000000000000000000000000000000000000000', 1768467600000000);
INSERT INTO "audit_seals" ("application_id", "position", "entry_id", "hash", "previous_hash", "sealed_at") VALUES (1, 1, 11, '2f0a44ecc41aa2301af5e3b27f36d212f61a3844772943f59832df3d21e9734f', '0000000000000000000000000000000000000000000000000000000000000000', 1768467600000000);
INSERT INTO "credentials" ("key_digest", "application_id", "id", "mode", "secret_digest", "status", "expires_at", "created_at", "last_used_at", "read_only", "allowed_networks", "requests_per_second", "key_start", "created_by", "version") VALUES (X'8E8B7D79F5F2497FB3D4796763A1A3805E7A1180A35914ECD503F5C3C8FC61C0', 1, 9, 'TEST', X'02D835004FBB6782BE7DA234A4207A9F291B46BFC011420B8C629B3301CD07A5', 'ACTIVE', NULL, 1768467600000000, 1768467600000000, 0, NULL, NULL, 'oi_test_01Ol4qai', 6, 0);
INSERT INTO "credentials" ("key_digest", "application_id", "id", "mode", "secret_digest", "status", "expires_at", "created_at", "last_used_at", "read_only", "allowed_networks", "requests_per_second", "key_start", "created_by", "version") VALUES (X'D2AB18BBF5CD4B2BA384B63ECE6F22F5958045E76E3A932A58E97632091A7DCC', 1, 10, 'LIVE', X'ED21539009AB930B371EDFE69298A530CCD95813A4CA125F725BC45901BFAC5C', 'ACTIVE', NULL, 1768467600000000, NULL, 0, NULL, NULL, 'oi_live_7Dxk7524', 6, 0);
INSERT INTO "gateway_callbacks" ("application_id", "id", "mode", "gateway", "kind", "reference", "raw_payload", "created_at", "matched_payment_id", "signature_valid", "outcome", "note") VALUES (1, 14, 'TEST', 'SSLCOMMERZ', 'IPN', 'oi0NaFTJQWxu87b5jE9fEEoTScr', '{"amount":"1250.50","currency":"BDT","error":"","status":"CANCELLED","store_id":"testbox","tran_id":"oi0NaFTJQWxu87b5jE9fEEoTScr","verify_key":"amount,currency,error,status,store_id,tran_id","verify_sign":"***","verify_sign_sha2":"***"}', 1768467600000000, 12, 1, 'ACCEPTED', 'The attempt ended without money; the payment can be tried again.');
INSERT INTO "gateway_callbacks" ("application_id", "id", "mode", "gateway", "kind", "reference", "raw_payload", "created_at", "matched_payment_id", "signature_valid", "outcome", "note") VALUES (1, 16, 'TEST', 'SSLCOMMERZ', 'IPN', 'oi2YO1YoxOOXYdwHxUkgxDlcbSw', '{"amount":"1250.50","bank_tran_id":"260115150000m6JInKiAA5Yq3X6","base_fair":"0.00","card_brand":"VISA","card_issuer":"TRUST BANK, LTD.","card_issuer_country":"Bangladesh","card_issuer_country_code":"BD","card_no":"***6675","card_sub_brand":"Classic","card_type":"VISA-Dutch Bangla","currency":"BDT","currency_amount":"1250.50","currency_rate":"1.0000","currency_type":"BDT","error":"","risk_level":"0","risk_title":"Safe","status":"VALID","store_amount":"1219.24","store_id":"testbox","tran_date":"2026-01-15 15:00:00","tran_id":"oi2YO1YoxOOXYdwHxUkgxDlcbSw","val_id":"260115150000eiDSM2g1FpOkyKr","value_a":"","value_b":"","value_c":"","value_d":"","verify_sign":"***","verify_sign_sha2":"***","verify_key":"amount,bank_tran_id,base_fair,card_brand,card_issuer,card_issuer_country,card_issuer_country_code,card_no,card_sub_brand,card_type,currency,currency_amount,currency_rate,currency_type,error,risk_level,risk_title,status,store_amount,store_id,tran_date,tran_id,val_id,value_a,value_b,value_c,value_d"}', 1768467600000000, 12, 1, 'ACCEPTED', NULL);
INSERT INTO "gateway_callbacks" ("application_id", "id", "mode", "gateway", "kind", "reference", "raw_payload", "created_at", "matched_payment_id", "signature_valid", "outcome", "note") VALUES (1, 20, 'TEST', 'SSLCOMMERZ', 'IPN', 'oi0NaFTJQWxu87b5jE9fEEoTScr', '{"amount":"1250.50","bank_tran_id":"2601151500001TiPz4Zc7DKXBQd","base_fair":"0.00","card_brand":"VISA","card_issuer":"TRUST BANK, LTD.","card_issuer_country":"Bangladesh","card_issuer_country_code":"BD","card_no":"***6675","card_sub_brand":"Classic","card_type":"VISA-Dutch Bangla","currency":"BDT","currency_amount":"1250.50","currency_rate":"1.0000","currency_type":"BDT","error":"","risk_level":"0","risk_title":"Safe","status":"VALID","store_amount":"1219.24","store_id":"testbox","tran_date":"2026-01-15 15:00:00","tran_id":"oi0NaFTJQWxu87b5jE9fEEoTScr","val_id":"2601151500001KI96qyLQrTBoQl","value_a":"","value_b":"","value_c":"","value_d":"","verify_sign":"***","verify_sign_sha2":"***","verify_key":"amount,bank_tran_id,base_fair,card_brand,card_issuer,card_issuer_country,card_issuer_country_code,card_no,card_sub_brand,card_type,currency,currency_amount,currency_rate,currency_type,error,risk_level,risk_title,status,store_amount,store_id,tran_date,tran_id,val_id,value_a,value_b,value_c,value_d"}', 1768467600000000, 12, 1, 'ACCEPTED', 'The payment was paid before: this money is kept in suspense, to be refunded.');
INSERT INTO "gateway_callbacks" ("application_id", "id", "mode", "gateway", "kind", "reference", "raw_payload", "created_at", "matched_payment_id", "signature_valid", "outcome", "note") VALUES (1, 25, 'TEST', 'SSLCOMMERZ', 'IPN', 'oi4QcMIJvU01K7Mhn7553om5ks1', '{"amount":"1250.50","bank_tran_id":"260115150000IQCMsuVThsB5noD","base_fair":"0.00","card_brand":"VISA","card_issuer":"CAJA DE AHORROS Y PENSIONES DE BARCELONA(LA CAIXA)","card_issuer_country":"Spain","card_issuer_country_code":"ES","card_no":"***4050","card_sub_brand":"Classic","card_type":"VISA-Dutch Bangla","currency":"BDT","currency_amount":"1250.50","currency_rate":"1.0000","currency_type":"BDT","error":"","risk_level":"1","risk_title":"Not Safe","status":"VALID","store_amount":"1219.24","store_id":"testbox","tran_date":"2026-01-15 15:00:00","tran_id":"oi4QcMIJvU01K7Mhn7553om5ks1","val_id":"260115150000aJ4maPRrVVgmkDP","value_a":"","value_b":"","value_c":"","value_d":"","verify_sign":"***","verify_sign_sha2":"***","verify_key":"amount,bank_tran_id,base_fair,card_brand,card_issuer,card_issuer_country,card_issuer_country_code,card_no,card_sub_brand,card_type,currency,currency_amount,currency_rate,currency_type,error,risk_level,risk_title,status,store_amount,store_id,tran_date,tran_id,val_id,value_a,value_b,value_c,value_d"}', 1768467600000000, 23, 1, 'ACCEPTED', 'The gateway calls it risky (Not Safe): held for an operator.');
INSERT INTO "gateway_callbacks" ("application_id", "id", "mode", "gateway", "kind", "reference", "raw_payload", "created_at", "matched_payment_id", "signature_valid", "outcome", "note") VALUES (1, 31, 'TEST', 'SSLCOMMERZ', 'IPN', 'oi0iIWuCbkTyCHCVoXpxD5Z1Bci', '{"amount":"1250.50","bank_tran_id":"","base_fair":"0.00","currency":"BDT","currency_amount":"1250.50","currency_rate":"1.0000","currency_type":"BDT","error":"Cancelled by User","status":"CANCELLED","store_id":"testbox","tran_date":"2026-01-15 15:00:00","tran_id":"oi0iIWuCbkTyCHCVoXpxD5Z1Bci","value_a":"","value_b":"","value_c":"","value_d":"","verify_sign":"***","verify_sign_sha2":"***","verify_key":"amount,bank_tran_id,base_fair,currency,currency_amount,currency_rate,currency_type,error,status,store_id,tran_date,tran_id,value_a,value_b,value_c,value_d"}', 1768467600000000, 29, 1, 'ACCEPTED', 'The attempt ended without money; the payment can be tried again.');
INSERT INTO "id_blocks" ("name", "next") VALUES ('ids', 1001);
INSERT INTO "id_blocks" ("name", "next") VALUES ('applications', 2);
INSERT INTO "ledger_journals" ("application_id", "id", "mode", "currency", "cause", "kind", "posted_at") VALUES (1, 17, 'TEST', 'BDT', 'pay_5g5gSn30jNzmPr0asENrIhnkE:capture', 'CAPTURE', 1768467600000000);
INSERT INTO "ledger_journals" ("application_id", "id", "mode", "currency", "cause", "kind", "posted_at") VALUES (1, 18, 'TEST', 'BDT', 'oi2YO1YoxOOXYdwHxUkgxDlcbSw:fee', 'GATEWAY_FEE', 1768467600000000);
INSERT INTO "ledger_journals" ("application_id", "id", "mode", "currency", "cause", "kind", "posted_at") VALUES (1, 21, 'TEST', 'BDT', 'oi0NaFTJQWxu87b5jE9fEEoTScr:surplus', 'SURPLUS', 1768467600000000);
INSERT INTO "ledger_journals" ("application_id", "id", "mode", "currency", "cause", "kind", "posted_at") VALUES (1, 22, 'TEST', 'BDT', 'oi0NaFTJQWxu87b5jE9fEEoTScr:fee', 'GATEWAY_FEE', 1768467600000000);
INSERT INTO "ledger_journals" ("application_id", "id", "mode", "currency", "cause", "kind", "posted_at") VALUES (1, 26, 'TEST', 'BDT', 'oi4QcMIJvU01K7Mhn7553om5ks1:held', 'HOLD', 1768467600000000);
INSERT INTO "ledger_journals" ("application_id", "id", "mode", "currency", "cause", "kind", "posted_at") VALUES (1, 27, 'TEST', 'BDT', 'oi4QcMIJvU01K7Mhn7553om5ks1:fee', 'GATEWAY_FEE', 1768467600000000);
INSERT INTO "ledger_journals" ("application_id", "id", "mode", "currency", "cause", "kind", "posted_at") VALUES (1, 35, 'TEST', 'BDT', 'rfd_7JLHnREK7XL4u6dY5JoURDvJn:start', 'REFUND_START', 1768467600000000);
INSERT INTO "nodes" ("number", "alive_until") VALUES (4612464280982358160, 1768467605000000);
INSERT INTO "operator_sessions" ("token_digest", "id", "operator_id", "security_stamp", "created_at", "expires_at", "last_seen_at", "proven_at", "ended_at", "address", "network", "user_agent") VALUES (X'54514A75C7313C47DD8B47A74E3985375E4CC59CA8C34E94DE829BCD9E65085B', 7, 6, '6QNGSZBNKLDXZZAZ3MOEYV4YRHFNL4W4', 1768467600000000, 1768510800000000, 1768467600000000, 1768467600000000, NULL, '127.0.0.1', '127.0.0.1', NULL);
INSERT INTO "operators" ("id", "email", "name", "password_hash", "super_admin", "enabled", "created_at", "security_stamp", "must_change_password", "password_expires_at", "keys_given_by", "keys_given_at", "version") VALUES (6, 'operator@example.com', 'Administrator', 'AQAAAAIAAAPoAAAAEBY9m/AvIhSYpK4ag9NC8RW490rPjhODoQvklqudnBnL55s0EDo08B1WK5JyYd2Y+A==', 1, 1, 1768467600000000, '6QNGSZBNKLDXZZAZ3MOEYV4YRHFNL4W4', 0, NULL, NULL, NULL, 0);
INSERT INTO "payments" ("application_id", "id", "mode", "reference", "amount_minor", "currency", "gateway", "customer_reference", "customer_name", "customer_email", "customer_phone", "product_name", "description", "return_url", "metadata", "created_at", "expires_at", "status", "updated_at", "paid_at", "gateway_txn_id", "channel", "fee_minor", "refund_held_minor", "refunded_minor", "failure_code", "failure_message", "held_at", "hold_reason", "due_at", "leased_by", "version") VALUES (1, 12, 'TEST', 'pay_5g5gSn30jNzmPr0asENrIhnkE', 125050, 'BDT', 'SSLCOMMERZ', 'customer-1', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1768467600000000, 1768471200000000, 'SUCCEEDED', 1768467600000000, 1768467600000000, '260115150000m6JInKiAA5Yq3X6', 'VISA-Dutch Bangla', 3126, 1000, 0, NULL, NULL, NULL, NULL, NULL, NULL, 8);
INSERT INTO "payments" ("application_id", "id", "mode", "reference", "amount_minor", "currency", "gateway", "customer_reference", "customer_name", "customer_email", "customer_phone", "product_name", "description", "return_url", "metadata", "created_at", "expires_at", "status", "updated_at", "paid_at", "gateway_txn_id", "channel", "fee_minor", "refund_held_minor", "refunded_minor", "failure_code", "failure_message", "held_at", "hold_reason", "due_at", "leased_by", "version") VALUES (1, 23, 'TEST', 'pay_4vCXxr1fnb96BodcuahUPqgKq', 125050, 'BDT', 'SSLCOMMERZ', 'customer-1', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1768467600000000, 1768471200000000, 'PENDING', 1768467600000000, NULL, NULL, NULL, NULL, 0, 0, NULL, NULL, 1768467600000000, 'RISK', NULL, NULL, 3);
INSERT INTO "payments" ("application_id", "id", "mode", "reference", "amount_minor", "currency", "gateway", "customer_reference", "customer_name", "customer_email", "customer_phone", "product_name", "description", "return_url", "metadata", "created_at", "expires_at", "status", "updated_at", "paid_at", "gateway_txn_id", "channel", "fee_minor", "refund_held_minor", "refunded_minor", "failure_code", "failure_message", "held_at", "hold_reason", "due_at", "leased_by", "version") VALUES (1, 29, 'TEST', 'pay_1ipkZMmYdJqPB6GimxqfCjqsA', 125050, 'BDT', 'SSLCOMMERZ', 'customer-1', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1768467600000000, 1768471200000000, 'CANCELLED', 1768467600000000, NULL, NULL, NULL, NULL, 0, 0, 'CANCELLED', 'Cancelled by User', NULL, NULL, 1768474800000000, NULL, 4);
INSERT INTO "payments" ("application_id", "id", "mode", "reference", "amount_minor", "currency", "gateway", "customer_reference", "customer_name", "customer_email", "customer_phone", "product_name", "description", "return_url", "metadata", "created_at", "expires_at", "status", "updated_at", "paid_at", "gateway_txn_id", "channel", "fee_minor", "refund_held_minor", "refunded_minor", "failure_code", "failure_message", "held_at", "hold_reason", "due_at", "leased_by", "version") VALUES (1, 33, 'TEST', 'pay_0oQfMJz0Zc87N7rnktoiQfYWR', 125050, 'BDT', 'SSLCOMMERZ', 'customer-1', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1768467600000000, 1768471200000000, 'PENDING', 1768467600000000, NULL, NULL, NULL, NULL, 0, 0, NULL, NULL, NULL, NULL, 1768471200000000, NULL, 1);
INSERT INTO "roles" ("id", "name", "description", "permissions", "is_built_in", "needs_second_factor", "created_at", "version") VALUES (1, 'Super Admin', 'May do everything. There is always at least one who can sign in.', '', 1, 0, 1768467600000000, 0);
INSERT INTO "roles" ("id", "name", "description", "permissions", "is_built_in", "needs_second_factor", "created_at", "version") VALUES (2, 'Admin', 'Runs applications and operators, and sees everything; moves no money.', 'app:read app:manage user:read user:manage payment:read payment:export customer:read refund:read invoice:read report:read report:run ledger:read audit:read', 1, 0, 1768467600000000, 0);
INSERT INTO "roles" ("id", "name", "description", "permissions", "is_built_in", "needs_second_factor", "created_at", "version") VALUES (3, 'Finance', 'Approves refunds, keeps the books and makes reports.', 'app:read payment:read payment:export customer:read refund:read refund:create refund:approve invoice:read report:read report:run ledger:read ledger:adjust', 1, 0, 1768467600000000, 0);
INSERT INTO "roles" ("id", "name", "description", "permissions", "is_built_in", "needs_second_factor", "created_at", "version") VALUES (4, 'Support', 'Helps customers: finds payments and asks for refunds.', 'app:read payment:read customer:read refund:read refund:create invoice:read', 1, 0, 1768467600000000, 0);
INSERT INTO "roles" ("id", "name", "description", "permissions", "is_built_in", "needs_second_factor", "created_at", "version") VALUES (5, 'Viewer', 'Sees applications, payments, refunds and reports; changes nothing.', 'app:read payment:read refund:read invoice:read report:read', 1, 0, 1768467600000000, 0);
INSERT INTO "sign_in_limits" ("key", "failures", "last_tried_at", "locked_until", "version") VALUES (X'B2877FE1D3C946419C3D9D51784D44D7913F61E419537804D6E8ADD7F9142AD6', 0, 1768467600000000, NULL, 2);
INSERT INTO "webhook_events" ("application_id", "id", "reference", "mode", "type", "subject", "schema_version", "payload", "created_at") VALUES (1, 19, 'evt_3SRmTLTsfFAH4Ou04LPtEsLVi', 'TEST', 'payment.succeeded', 'pay_5g5gSn30jNzmPr0asENrIhnkE', 1, '{"id":"evt_3SRmTLTsfFAH4Ou04LPtEsLVi","type":"payment.succeeded","schemaVersion":1,"mode":"TEST","applicationId":1,"createdAt":"2026-01-15T09:00:00Z","data":{"id":12,"reference":"pay_5g5gSn30jNzmPr0asENrIhnkE","status":"SUCCEEDED","applicationId":1,"mode":"TEST","amountMinor":125050,"currency":"BDT","gateway":"SSLCOMMERZ","gatewayTxnId":"260115150000m6JInKiAA5Yq3X6","checkoutUrl":"http://127.0.0.1:42555/checkout/pay_5g5gSn30jNzmPr0asENrIhnkE","redirectUrl":null,"invoiceId":null,"createdAt":"2026-01-15T09:00:00Z","updatedAt":"2026-01-15T09:00:00Z","customerReference":"customer-1","customerName":null,"customerEmail":null,"customerPhone":null,"productName":null,"description":null,"metadata":null,"returnUrl":null,"paidAt":"2026-01-15T09:00:00Z","expiresAt":"2026-01-15T10:00:00Z","heldAt":null,"holdReason":null,"failureCode":null,"failureMessage":null,"feeMinor":3126,"refundedMinor":0,"refundableMinor":125050,"channel":"VISA-Dutch Bangla"}}', 1768467600000000);
INSERT INTO "webhook_events" ("application_id", "id", "reference", "mode", "type", "subject", "schema_version", "payload", "created_at") VALUES (1, 28, 'evt_6wVpvjy05dhIpVf79OzWlpBs7', 'TEST', 'payment.held', 'pay_4vCXxr1fnb96BodcuahUPqgKq', 1, '{"id":"evt_6wVpvjy05dhIpVf79OzWlpBs7","type":"payment.held","schemaVersion":1,"mode":"TEST","applicationId":1,"createdAt":"2026-01-15T09:00:00Z","data":{"id":23,"reference":"pay_4vCXxr1fnb96BodcuahUPqgKq","status":"PENDING","applicationId":1,"mode":"TEST","amountMinor":125050,"currency":"BDT","gateway":"SSLCOMMERZ","gatewayTxnId":null,"checkoutUrl":"http://127.0.0.1:42555/checkout/pay_4vCXxr1fnb96BodcuahUPqgKq","redirectUrl":null,"invoiceId":null,"createdAt":"2026-01-15T09:00:00Z","updatedAt":"2026-01-15T09:00:00Z","customerReference":"customer-1","customerName":null,"customerEmail":null,"customerPhone":null,"productName":null,"description":null,"metadata":null,"returnUrl":null,"paidAt":null,"expiresAt":"2026-01-15T10:00:00Z","heldAt":"2026-01-15T09:00:00Z","holdReason":"RISK","failureCode":null,"failureMessage":null,"feeMinor":null,"refundedMinor":0,"refundableMinor":0,"channel":null}}', 1768467600000000);
INSERT INTO "webhook_events" ("application_id", "id", "reference", "mode", "type", "subject", "schema_version", "payload", "created_at") VALUES (1, 32, 'evt_0bMzGw2BJWmZsBew0P0r29VKu', 'TEST', 'payment.cancelled', 'pay_1ipkZMmYdJqPB6GimxqfCjqsA', 1, '{"id":"evt_0bMzGw2BJWmZsBew0P0r29VKu","type":"payment.cancelled","schemaVersion":1,"mode":"TEST","applicationId":1,"createdAt":"2026-01-15T09:00:00Z","data":{"id":29,"reference":"pay_1ipkZMmYdJqPB6GimxqfCjqsA","status":"CANCELLED","applicationId":1,"mode":"TEST","amountMinor":125050,"currency":"BDT","gateway":"SSLCOMMERZ","gatewayTxnId":null,"checkoutUrl":"http://127.0.0.1:42555/checkout/pay_1ipkZMmYdJqPB6GimxqfCjqsA","redirectUrl":null,"invoiceId":null,"createdAt":"2026-01-15T09:00:00Z","updatedAt":"2026-01-15T09:00:00Z","customerReference":"customer-1","customerName":null,"customerEmail":null,"customerPhone":null,"productName":null,"description":null,"metadata":null,"returnUrl":null,"paidAt":null,"expiresAt":"2026-01-15T10:00:00Z","heldAt":null,"holdReason":null,"failureCode":"CANCELLED","failureMessage":"Cancelled by User","feeMinor":null,"refundedMinor":0,"refundableMinor":0,"channel":null}}', 1768467600000000);
INSERT INTO "webhook_sequences" ("application_id", "mode", "last", "version") VALUES (1, 'TEST', 3, 2);
INSERT INTO "ledger_transfers" ("application_id", "journal_id", "line", "mode", "currency", "debit", "credit", "amount_minor", "posted_at") VALUES (1, 17, 0, 'TEST', 'BDT', 'GATEWAY_CLEARING', 'APPLICATION_PAYABLE', 125050, 1768467600000000);
INSERT INTO "ledger_transfers" ("application_id", "journal_id", "line", "mode", "currency", "debit", "credit", "amount_minor", "posted_at") VALUES (1, 18, 0, 'TEST', 'BDT', 'GATEWAY_FEES', 'GATEWAY_CLEARING', 3126, 1768467600000000);
INSERT INTO "ledger_transfers" ("application_id", "journal_id", "line", "mode", "currency", "debit", "credit", "amount_minor", "posted_at") VALUES (1, 21, 0, 'TEST', 'BDT', 'GATEWAY_CLEARING', 'SUSPENSE', 125050, 1768467600000000);
INSERT INTO "ledger_transfers" ("application_id", "journal_id", "line", "mode", "currency", "debit", "credit", "amount_minor", "posted_at") VALUES (1, 22, 0, 'TEST', 'BDT', 'GATEWAY_FEES', 'GATEWAY_CLEARING', 3126, 1768467600000000);
INSERT INTO "ledger_transfers" ("application_id", "journal_id", "line", "mode", "currency", "debit", "credit", "amount_minor", "posted_at") VALUES (1, 26, 0, 'TEST', 'BDT', 'GATEWAY_CLEARING', 'SUSPENSE', 125050, 1768467600000000);
INSERT INTO "ledger_transfers" ("application_id", "journal_id", "line", "mode", "currency", "debit", "credit", "amount_minor", "posted_at") VALUES (1, 27, 0, 'TEST', 'BDT', 'GATEWAY_FEES', 'GATEWAY_CLEARING', 3126, 1768467600000000);
INSERT INTO "ledger_transfers" ("application_id", "journal_id", "line", "mode", "currency", "debit", "credit", "amount_minor", "posted_at") VALUES (1, 35, 0, 'TEST', 'BDT', 'APPLICATION_PAYABLE', 'REFUNDS_IN_TRANSIT', 1000, 1768467600000000);
INSERT INTO "ledger_unsealed" ("application_id", "journal_id", "mode") VALUES (1, 17, 'TEST');
INSERT INTO "ledger_unsealed" ("application_id", "journal_id", "mode") VALUES (1, 18, 'TEST');
INSERT INTO "ledger_unsealed" ("application_id", "journal_id", "mode") VALUES (1, 21, 'TEST');
INSERT INTO "ledger_unsealed" ("application_id", "journal_id", "mode") VALUES (1, 22, 'TEST');
INSERT INTO "ledger_unsealed" ("application_id", "journal_id", "mode") VALUES (1, 26, 'TEST');
INSERT INTO "ledger_unsealed" ("application_id", "journal_id", "mode") VALUES (1, 27, 'TEST');
INSERT INTO "ledger_unsealed" ("application_id", "journal_id", "mode") VALUES (1, 35, 'TEST');
INSERT INTO "payment_attempts" ("application_id", "id", "payment_id", "mode", "transaction_id", "created_at", "opened_by_node", "override_id", "status", "session_key", "customer_url", "validation_id", "bank_transaction_id", "channel", "is_risky", "charged_minor", "charged_currency", "converted_minor", "converted_currency", "exchange_rate", "fee_minor", "returned_by_refund_id", "return_due_at", "reason", "updated_at", "returned_at", "times_asked", "version") VALUES (1, 13, 12, 'TEST', 'oi0NaFTJQWxu87b5jE9fEEoTScr', 1768467600000000, 4612464280982358160, NULL, 'SURPLUS', '3BB1DB814BB78AF611A6E875B1E1458A', 'http://127.0.0.1:43615/EasyCheckOut/testcde3bb1db814bb78af611a6e875b1e1458a', '2601151500001KI96qyLQrTBoQl', '2601151500001TiPz4Zc7DKXBQd', 'VISA-Dutch Bangla', 0, 125050, 'BDT', NULL, NULL, NULL, 3126, NULL, NULL, '', 1768467600000000, NULL, 0, 3);
INSERT INTO "payment_attempts" ("application_id", "id", "payment_id", "mode", "transaction_id", "created_at", "opened_by_node", "override_id", "status", "session_key", "customer_url", "validation_id", "bank_transaction_id", "channel", "is_risky", "charged_minor", "charged_currency", "converted_minor", "converted_currency", "exchange_rate", "fee_minor", "returned_by_refund_id", "return_due_at", "reason", "updated_at", "returned_at", "times_asked", "version") VALUES (1, 15, 12, 'TEST', 'oi2YO1YoxOOXYdwHxUkgxDlcbSw', 1768467600000000, 4612464280982358160, NULL, 'PAID', 'BE617FF736E14338AACB6E3640A0A5B7', 'http://127.0.0.1:43615/EasyCheckOut/testcdebe617ff736e14338aacb6e3640a0a5b7', '260115150000eiDSM2g1FpOkyKr', '260115150000m6JInKiAA5Yq3X6', 'VISA-Dutch Bangla', 0, 125050, 'BDT', NULL, NULL, NULL, 3126, NULL, NULL, NULL, 1768467600000000, NULL, 0, 2);
INSERT INTO "payment_attempts" ("application_id", "id", "payment_id", "mode", "transaction_id", "created_at", "opened_by_node", "override_id", "status", "session_key", "customer_url", "validation_id", "bank_transaction_id", "channel", "is_risky", "charged_minor", "charged_currency", "converted_minor", "converted_currency", "exchange_rate", "fee_minor", "returned_by_refund_id", "return_due_at", "reason", "updated_at", "returned_at", "times_asked", "version") VALUES (1, 24, 23, 'TEST', 'oi4QcMIJvU01K7Mhn7553om5ks1', 1768467600000000, 4612464280982358160, NULL, 'HELD', '21C62915A9971D9768850F690A248168', 'http://127.0.0.1:43615/EasyCheckOut/testcde21c62915a9971d9768850f690a248168', '260115150000aJ4maPRrVVgmkDP', '260115150000IQCMsuVThsB5noD', 'VISA-Dutch Bangla', 1, 125050, 'BDT', NULL, NULL, NULL, 3126, NULL, NULL, NULL, 1768467600000000, NULL, 0, 2);
INSERT INTO "payment_attempts" ("application_id", "id", "payment_id", "mode", "transaction_id", "created_at", "opened_by_node", "override_id", "status", "session_key", "customer_url", "validation_id", "bank_transaction_id", "channel", "is_risky", "charged_minor", "charged_currency", "converted_minor", "converted_currency", "exchange_rate", "fee_minor", "returned_by_refund_id", "return_due_at", "reason", "updated_at", "returned_at", "times_asked", "version") VALUES (1, 30, 29, 'TEST', 'oi0iIWuCbkTyCHCVoXpxD5Z1Bci', 1768467600000000, 4612464280982358160, NULL, 'CANCELLED', 'C0850310628740C3DF5F8AED6AE44B1B', 'http://127.0.0.1:43615/EasyCheckOut/testcdec0850310628740c3df5f8aed6ae44b1b', NULL, NULL, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'Cancelled by User', 1768467600000000, NULL, 0, 2);
INSERT INTO "payment_terms" ("application_id", "payment_id", "term", "mode", "created_at") VALUES (1, 12, 'a:1250.5', 'TEST', 1768467600000000);
INSERT INTO "payment_terms" ("application_id", "payment_id", "term", "mode", "created_at") VALUES (1, 12, 't:rihnke', 'TEST', 1768467600000000);
INSERT INTO "payment_terms" ("application_id", "payment_id", "term", "mode", "created_at") VALUES (1, 23, 'a:1250.5', 'TEST', 1768467600000000);
INSERT INTO "payment_terms" ("application_id", "payment_id", "term", "mode", "created_at") VALUES (1, 23, 't:upqgkq', 'TEST', 1768467600000000);
INSERT INTO "payment_terms" ("application_id", "payment_id", "term", "mode", "created_at") VALUES (1, 29, 'a:1250.5', 'TEST', 1768467600000000);
INSERT INTO "payment_terms" ("application_id", "payment_id", "term", "mode", "created_at") VALUES (1, 29, 't:fcjqsa', 'TEST', 1768467600000000);
INSERT INTO "payment_terms" ("application_id", "payment_id", "term", "mode", "created_at") VALUES (1, 33, 'a:1250.5', 'TEST', 1768467600000000);
INSERT INTO "payment_terms" ("application_id", "payment_id", "term", "mode", "created_at") VALUES (1, 33, 't:iqfywr', 'TEST', 1768467600000000);
INSERT INTO "payment_terms" ("application_id", "payment_id", "term", "mode", "created_at") VALUES (1, 12, 'f:7jlhnrek7xl4u6dy5jourdvjn', 'TEST', 1768467600000000);
INSERT INTO "payment_terms" ("application_id", "payment_id", "term", "mode", "created_at") VALUES (1, 12, 't:urdvjn', 'TEST', 1768467600000000);
INSERT INTO "webhook_deliveries" ("application_id", "event_id", "mode", "sequence", "status", "attempts", "scheduled_attempts", "due_at", "leased_until", "leased_by", "lease_token", "last_response_status", "last_error", "last_attempt_at", "delivered_at", "updated_at") VALUES (1, 19, 'TEST', 1, 'PENDING', 0, 0, 1768467600000000, NULL, NULL, 0, NULL, NULL, NULL, NULL, 1768467600000000);
INSERT INTO "webhook_deliveries" ("application_id", "event_id", "mode", "sequence", "status", "attempts", "scheduled_attempts", "due_at", "leased_until", "leased_by", "lease_token", "last_response_status", "last_error", "last_attempt_at", "delivered_at", "updated_at") VALUES (1, 28, 'TEST', 2, 'PENDING', 0, 0, 1768467600000000, NULL, NULL, 0, NULL, NULL, NULL, NULL, 1768467600000000);
INSERT INTO "webhook_deliveries" ("application_id", "event_id", "mode", "sequence", "status", "attempts", "scheduled_attempts", "due_at", "leased_until", "leased_by", "lease_token", "last_response_status", "last_error", "last_attempt_at", "delivered_at", "updated_at") VALUES (1, 32, 'TEST', 3, 'PENDING', 0, 0, 1768467600000000, NULL, NULL, 0, NULL, NULL, NULL, NULL, 1768467600000000);
INSERT INTO "refunds" ("application_id", "id", "mode", "reference", "payment_id", "attempt_id", "source", "amount_minor", "currency", "reason", "bank_transaction_id", "created_by", "approvals_needed", "gateway_amount_minor", "gateway_currency", "exchange_rate", "rounding_minor", "created_at", "approve_before", "status", "updated_at", "approved_by", "second_approved_by", "rejected_by", "gateway_refund_id", "failure_message", "note", "gateway_word", "silent_since", "attention", "resolution_status", "resolution_by", "resolution_note", "resolution_at", "resolution_confirmed_by", "resolved_at", "follow_up_until", "contradicted_at", "contradiction_seen_by", "uncovered_minor", "times_asked", "unanswered_calls", "due_at", "leased_by", "version") VALUES (1, 34, 'TEST', 'rfd_7JLHnREK7XL4u6dY5JoURDvJn', 12, 15, 'CAPTURE', 1000, 'BDT', NULL, '260115150000m6JInKiAA5Yq3X6', 'application', 0, 1000, 'BDT', NULL, 0, 1768467600000000, NULL, 'PENDING', 1768467600000000, NULL, NULL, NULL, '6bbbafa9fee24', NULL, NULL, 'PROCESSING', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 0, 0, 1768467605000000, NULL, 3);
CREATE UNIQUE INDEX "ix_applications_name" ON "applications" ("name");
CREATE INDEX "ix_audit_log_application_id_created_at_id" ON "audit_log" ("application_id", "created_at", "id");
CREATE UNIQUE INDEX "ix_audit_seals_application_id_entry_id" ON "audit_seals" ("application_id", "entry_id");
CREATE UNIQUE INDEX "ix_credentials_application_id_id" ON "credentials" ("application_id", "id");
CREATE INDEX "ix_gateway_callbacks_application_id_matched_payment_id" ON "gateway_callbacks" ("application_id", "matched_payment_id");
CREATE INDEX "ix_gateway_callbacks_application_id_mode_created_at_id" ON "gateway_callbacks" ("application_id", "mode", "created_at", "id");
CREATE INDEX "ix_gateway_callbacks_application_id_mode_outcome_created_at_id" ON "gateway_callbacks" ("application_id", "mode", "outcome", "created_at", "id");
CREATE INDEX "ix_gateway_callbacks_application_id_mode_reference" ON "gateway_callbacks" ("application_id", "mode", "reference");
CREATE UNIQUE INDEX "ix_gateway_overrides_application_id_mode" ON "gateway_overrides" ("application_id", "mode") WHERE ended_at IS NULL;
CREATE INDEX "ix_idempotency_records_application_id_expires_at" ON "idempotency_records" ("application_id", "expires_at");
CREATE UNIQUE INDEX "ix_ledger_journals_application_id_cause" ON "ledger_journals" ("application_id", "cause");
CREATE UNIQUE INDEX "ix_ledger_seals_application_id_journal_id" ON "ledger_seals" ("application_id", "journal_id");
CREATE INDEX "ix_ledger_transfers_application_id_mode_currency_credit_posted_at" ON "ledger_transfers" ("application_id", "mode", "currency", "credit", "posted_at");
CREATE INDEX "ix_ledger_transfers_application_id_mode_currency_debit_posted_at" ON "ledger_transfers" ("application_id", "mode", "currency", "debit", "posted_at");
CREATE UNIQUE INDEX "ix_operator_passkeys_credential_id" ON "operator_passkeys" ("credential_id");
CREATE INDEX "ix_operator_passkeys_operator_id" ON "operator_passkeys" ("operator_id");
CREATE UNIQUE INDEX "ix_operator_sessions_id" ON "operator_sessions" ("id");
CREATE INDEX "ix_operator_sessions_network_created_at" ON "operator_sessions" ("network", "created_at");
CREATE INDEX "ix_operator_sessions_operator_id" ON "operator_sessions" ("operator_id");
CREATE UNIQUE INDEX "ix_operators_email" ON "operators" ("email");
CREATE INDEX "ix_passkey_challenges_expires_at" ON "passkey_challenges" ("expires_at");
CREATE INDEX "ix_payment_attempts_application_id_bank_transaction_id" ON "payment_attempts" ("application_id", "bank_transaction_id") WHERE bank_transaction_id IS NOT NULL;
CREATE INDEX "ix_payment_attempts_application_id_override_id" ON "payment_attempts" ("application_id", "override_id");
CREATE INDEX "ix_payment_attempts_application_id_payment_id" ON "payment_attempts" ("application_id", "payment_id");
CREATE INDEX "ix_payment_attempts_application_id_payment_id1" ON "payment_attempts" ("application_id", "payment_id") WHERE returned_by_refund_id IS NULL AND status IN ('HELD', 'SURPLUS', 'MISMATCHED');
CREATE INDEX "ix_payment_attempts_application_id_return_due_at" ON "payment_attempts" ("application_id", "return_due_at") WHERE return_due_at IS NOT NULL;
CREATE UNIQUE INDEX "ix_payment_attempts_application_id_transaction_id" ON "payment_attempts" ("application_id", "transaction_id");
CREATE UNIQUE INDEX "ix_payment_attempts_application_id_validation_id" ON "payment_attempts" ("application_id", "validation_id");
CREATE INDEX "ix_payment_terms_application_id_mode_term_created_at_payment_id" ON "payment_terms" ("application_id", "mode", "term", "created_at", "payment_id");
CREATE INDEX "ix_payments_application_id_due_at" ON "payments" ("application_id", "due_at");
CREATE INDEX "ix_payments_application_id_held_at" ON "payments" ("application_id", "held_at") WHERE held_at IS NOT NULL;
CREATE INDEX "ix_payments_application_id_leased_by" ON "payments" ("application_id", "leased_by") WHERE leased_by IS NOT NULL;
CREATE INDEX "ix_payments_application_id_mode_created_at_id" ON "payments" ("application_id", "mode", "created_at", "id");
CREATE INDEX "ix_payments_application_id_mode_customer_reference_created_at_id" ON "payments" ("application_id", "mode", "customer_reference", "created_at", "id");
CREATE INDEX "ix_payments_application_id_mode_paid_at" ON "payments" ("application_id", "mode", "paid_at") WHERE paid_at IS NOT NULL;
CREATE INDEX "ix_payments_application_id_mode_status_created_at_id" ON "payments" ("application_id", "mode", "status", "created_at", "id");
CREATE UNIQUE INDEX "ix_payments_application_id_reference" ON "payments" ("application_id", "reference");
CREATE INDEX "ix_refunds_application_id_attempt_id" ON "refunds" ("application_id", "attempt_id");
CREATE INDEX "ix_refunds_application_id_due_at" ON "refunds" ("application_id", "due_at");
CREATE INDEX "ix_refunds_application_id_leased_by" ON "refunds" ("application_id", "leased_by") WHERE leased_by IS NOT NULL;
CREATE INDEX "ix_refunds_application_id_mode_attention" ON "refunds" ("application_id", "mode", "attention") WHERE attention IS NOT NULL;
CREATE INDEX "ix_refunds_application_id_mode_created_at_id" ON "refunds" ("application_id", "mode", "created_at", "id");
CREATE INDEX "ix_refunds_application_id_mode_status_created_at_id" ON "refunds" ("application_id", "mode", "status", "created_at", "id");
CREATE INDEX "ix_refunds_application_id_payment_id_created_at" ON "refunds" ("application_id", "payment_id", "created_at");
CREATE UNIQUE INDEX "ix_refunds_application_id_reference" ON "refunds" ("application_id", "reference");
CREATE UNIQUE INDEX "ix_roles_name" ON "roles" ("name");
CREATE INDEX "ix_setting_changes_application_id_status_expires_at" ON "setting_changes" ("application_id", "status", "expires_at");
CREATE INDEX "ix_sign_in_limits_last_tried_at" ON "sign_in_limits" ("last_tried_at");
CREATE INDEX "ix_webhook_attempts_application_id_event_id_started_at_id" ON "webhook_attempts" ("application_id", "event_id", "started_at", "id");
CREATE INDEX "ix_webhook_attempts_application_id_started_at" ON "webhook_attempts" ("application_id", "started_at");
CREATE INDEX "ix_webhook_deliveries_application_id_leased_by" ON "webhook_deliveries" ("application_id", "leased_by") WHERE leased_by IS NOT NULL;
CREATE INDEX "ix_webhook_deliveries_application_id_mode_due_at_sequence" ON "webhook_deliveries" ("application_id", "mode", "due_at", "sequence") WHERE due_at IS NOT NULL;
CREATE UNIQUE INDEX "ix_webhook_deliveries_application_id_mode_sequence" ON "webhook_deliveries" ("application_id", "mode", "sequence");
CREATE INDEX "ix_webhook_deliveries_parked" ON "webhook_deliveries" ("application_id", "mode", "event_id") WHERE status = 'PARKED';
CREATE INDEX "ix_webhook_deliveries_unnumbered" ON "webhook_deliveries" ("application_id", "event_id") WHERE sequence IS NULL;
CREATE INDEX "ix_webhook_events_application_id_mode_created_at_id" ON "webhook_events" ("application_id", "mode", "created_at", "id");
CREATE UNIQUE INDEX "ix_webhook_events_application_id_reference" ON "webhook_events" ("application_id", "reference");
CREATE INDEX "ix_webhook_events_application_id_subject" ON "webhook_events" ("application_id", "subject");
CREATE TRIGGER ledger_journals_no_update BEFORE UPDATE ON ledger_journals
BEGIN SELECT RAISE(ABORT, 'rows of ledger_journals are never changed or removed'); END;
CREATE TRIGGER ledger_journals_no_delete BEFORE DELETE ON ledger_journals
BEGIN SELECT RAISE(ABORT, 'rows of ledger_journals are never changed or removed'); END;
CREATE TRIGGER ledger_transfers_no_update BEFORE UPDATE ON ledger_transfers
BEGIN SELECT RAISE(ABORT, 'rows of ledger_transfers are never changed or removed'); END;
CREATE TRIGGER ledger_transfers_no_delete BEFORE DELETE ON ledger_transfers
BEGIN SELECT RAISE(ABORT, 'rows of ledger_transfers are never changed or removed'); END;
CREATE TRIGGER ledger_seals_no_update BEFORE UPDATE ON ledger_seals
BEGIN SELECT RAISE(ABORT, 'rows of ledger_seals are never changed or removed'); END;
CREATE TRIGGER ledger_seals_no_delete BEFORE DELETE ON ledger_seals
BEGIN SELECT RAISE(ABORT, 'rows of ledger_seals are never changed or removed'); END;
CREATE TRIGGER webhook_events_no_update BEFORE UPDATE ON webhook_events
BEGIN SELECT RAISE(ABORT, 'rows of webhook_events are never changed or removed'); END;
CREATE TRIGGER webhook_events_no_delete BEFORE DELETE ON webhook_events
BEGIN SELECT RAISE(ABORT, 'rows of webhook_events are never changed or removed'); END;
CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log
BEGIN SELECT RAISE(ABORT, 'rows of audit_log are never changed or removed'); END;
CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log
BEGIN SELECT RAISE(ABORT, 'rows of audit_log are never changed or removed'); END;
CREATE TRIGGER audit_seals_no_update BEFORE UPDATE ON audit_seals
BEGIN SELECT RAISE(ABORT, 'rows of audit_seals are never changed or removed'); END;
CREATE TRIGGER audit_seals_no_delete BEFORE DELETE ON audit_seals
BEGIN SELECT RAISE(ABORT, 'rows of audit_seals are never changed or removed'); END;
CREATE TRIGGER webhook_attempts_no_update BEFORE UPDATE ON webhook_attempts
BEGIN SELECT RAISE(ABORT, 'rows of webhook_attempts are never changed or removed'); END;
CREATE TRIGGER payments_lifecycle BEFORE UPDATE OF status ON payments WHEN OLD.status <> NEW.status AND (OLD.status || '>' || NEW.status) NOT IN ('PENDING>SUCCEEDED', 'PENDING>FAILED', 'PENDING>EXPIRED', 'PENDING>CANCELLED', 'FAILED>SUCCEEDED', 'EXPIRED>SUCCEEDED', 'CANCELLED>SUCCEEDED')
BEGIN SELECT RAISE(ABORT, 'a row of payments cannot take this step'); END;
CREATE TRIGGER payments_stay BEFORE DELETE ON payments
BEGIN SELECT RAISE(ABORT, 'rows of payments are never removed'); END;
CREATE TRIGGER payment_attempts_lifecycle BEFORE UPDATE OF status ON payment_attempts WHEN OLD.status <> NEW.status AND (OLD.status || '>' || NEW.status) NOT IN ('HELD>PAID', 'OPENING>PAID', 'OPENING>HELD', 'OPENING>SURPLUS', 'OPENING>MISMATCHED', 'UNANSWERED>PAID', 'UNANSWERED>HELD', 'UNANSWERED>SURPLUS', 'UNANSWERED>MISMATCHED', 'OPEN>PAID', 'OPEN>HELD', 'OPEN>SURPLUS', 'OPEN>MISMATCHED', 'REFUSED>PAID', 'REFUSED>HELD', 'REFUSED>SURPLUS', 'REFUSED>MISMATCHED', 'FAILED>PAID', 'FAILED>HELD', 'FAILED>SURPLUS', 'FAILED>MISMATCHED', 'CANCELLED>PAID', 'CANCELLED>HELD', 'CANCELLED>SURPLUS', 'CANCELLED>MISMATCHED', 'UNATTEMPTED>PAID', 'UNATTEMPTED>HELD', 'UNATTEMPTED>SURPLUS', 'UNATTEMPTED>MISMATCHED', 'EXPIRED>PAID', 'EXPIRED>HELD', 'EXPIRED>SURPLUS', 'EXPIRED>MISMATCHED', 'OPENING>UNANSWERED', 'OPENING>OPEN', 'OPENING>REFUSED', 'OPENING>FAILED', 'OPENING>CANCELLED', 'OPENING>UNATTEMPTED', 'OPENING>EXPIRED', 'UNANSWERED>OPEN', 'UNANSWERED>FAILED', 'UNANSWERED>CANCELLED', 'UNANSWERED>UNATTEMPTED', 'UNANSWERED>EXPIRED', 'OPEN>FAILED', 'OPEN>CANCELLED', 'OPEN>UNATTEMPTED', 'OPEN>EXPIRED')
BEGIN SELECT RAISE(ABORT, 'a row of payment_attempts cannot take this step'); END;
CREATE TRIGGER payment_attempts_stay BEFORE DELETE ON payment_attempts
BEGIN SELECT RAISE(ABORT, 'rows of payment_attempts are never removed'); END;
CREATE TRIGGER refunds_lifecycle BEFORE UPDATE OF status ON refunds WHEN OLD.status <> NEW.status AND (OLD.status || '>' || NEW.status) NOT IN ('AWAITING_APPROVAL>PENDING', 'AWAITING_APPROVAL>REJECTED', 'PENDING>SUCCEEDED', 'PENDING>FAILED') AND NOT (OLD.status || '>' || NEW.status IN ('FAILED>SUCCEEDED', 'SUCCEEDED>FAILED')
AND OLD.resolved_at IS NOT NULL AND OLD.contradicted_at IS NULL AND NEW.contradicted_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'a row of refunds cannot take this step'); END;
CREATE TRIGGER refunds_stay BEFORE DELETE ON refunds
BEGIN SELECT RAISE(ABORT, 'rows of refunds are never removed'); END;
