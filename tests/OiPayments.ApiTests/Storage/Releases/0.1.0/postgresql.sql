SELECT pg_catalog.set_config('search_path', '', false);
CREATE FUNCTION public.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'rows of % are never changed or removed', TG_TABLE_NAME; END $$;
CREATE FUNCTION public.refuse_step() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'a row of % cannot go from % to %', TG_TABLE_NAME, OLD.status, NEW.status; END $$;
CREATE TABLE public."__EFMigrationsHistory" (
    migration_id character varying(150) NOT NULL,
    product_version character varying(32) NOT NULL
);
CREATE TABLE public.applications (
    id bigint NOT NULL,
    name character varying(100) NOT NULL,
    status character varying(32) NOT NULL,
    webhook_url character varying(2048),
    test_webhook_url character varying(2048),
    webhooks_enabled boolean NOT NULL,
    return_url character varying(2048),
    refund_approval_threshold_minor bigint,
    refund_second_approval_threshold_minor bigint,
    receipts_enabled boolean NOT NULL,
    accept_risky_payments boolean NOT NULL,
    auto_refund_surplus boolean NOT NULL,
    min_amount_minor bigint,
    max_amount_minor bigint,
    signing_secret character varying(1024) NOT NULL,
    previous_signing_secret character varying(1024),
    previous_signing_secret_ends_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version integer NOT NULL
);
CREATE TABLE public.audit_log (
    application_id bigint NOT NULL,
    id bigint NOT NULL,
    actor_type character varying(32) NOT NULL,
    actor_id bigint,
    actor_name character varying(254) NOT NULL,
    action character varying(48) NOT NULL,
    target_type character varying(32) NOT NULL,
    target_id character varying(64) NOT NULL,
    before text,
    after text,
    reason character varying(500),
    ip_address character varying(45),
    session_name character varying(16),
    created_at timestamp with time zone NOT NULL
);
CREATE TABLE public.audit_seals (
    application_id bigint NOT NULL,
    "position" bigint NOT NULL,
    entry_id bigint NOT NULL,
    hash character varying(64) NOT NULL,
    previous_hash character varying(64) NOT NULL,
    sealed_at timestamp with time zone NOT NULL
);
CREATE TABLE public.audit_unsealed (
    application_id bigint NOT NULL,
    entry_id bigint NOT NULL
);
CREATE TABLE public.credentials (
    key_digest bytea NOT NULL,
    application_id bigint NOT NULL,
    id bigint NOT NULL,
    mode character varying(32) NOT NULL,
    secret_digest bytea NOT NULL,
    status character varying(32) NOT NULL,
    expires_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone,
    read_only boolean NOT NULL,
    allowed_networks character varying(1408),
    requests_per_second integer,
    key_start character varying(16),
    created_by bigint,
    version integer NOT NULL
);
CREATE TABLE public.currency_limits (
    application_id bigint NOT NULL,
    currency character varying(3) NOT NULL,
    min_amount_minor bigint,
    max_amount_minor bigint,
    refund_approval_threshold_minor bigint,
    refund_second_approval_threshold_minor bigint
);
CREATE TABLE public.gateway_callbacks (
    application_id bigint NOT NULL,
    id bigint NOT NULL,
    mode character varying(32) NOT NULL,
    gateway character varying(32) NOT NULL,
    kind character varying(32) NOT NULL,
    reference character varying(64),
    raw_payload text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    matched_payment_id bigint,
    signature_valid boolean NOT NULL,
    outcome character varying(32) NOT NULL,
    note character varying(255)
);
CREATE TABLE public.gateway_overrides (
    application_id bigint NOT NULL,
    id bigint NOT NULL,
    mode character varying(32) NOT NULL,
    gateway character varying(32) NOT NULL,
    store_id character varying(30) NOT NULL,
    store_password character varying(1024) NOT NULL,
    created_by character varying(40) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    version integer NOT NULL
);
CREATE TABLE public.id_blocks (
    name character varying(32) NOT NULL,
    next bigint NOT NULL
);
CREATE TABLE public.idempotency_records (
    application_id bigint NOT NULL,
    mode character varying(32) NOT NULL,
    key character varying(255) NOT NULL,
    fingerprint bytea NOT NULL,
    status integer NOT NULL,
    body bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL
);
CREATE TABLE public.ledger_counted (
    application_id bigint NOT NULL,
    mode character varying(32) NOT NULL,
    "position" bigint NOT NULL,
    version integer NOT NULL
);
CREATE TABLE public.ledger_journals (
    application_id bigint NOT NULL,
    id bigint NOT NULL,
    mode character varying(32) NOT NULL,
    currency character varying(3) NOT NULL,
    cause character varying(80) NOT NULL,
    kind character varying(32) NOT NULL,
    posted_at timestamp with time zone NOT NULL
);
CREATE TABLE public.ledger_seals (
    application_id bigint NOT NULL,
    mode character varying(32) NOT NULL,
    "position" bigint NOT NULL,
    journal_id bigint NOT NULL,
    hash character varying(64) NOT NULL,
    previous_hash character varying(64) NOT NULL,
    sealed_at timestamp with time zone NOT NULL
);
CREATE TABLE public.ledger_transfers (
    application_id bigint NOT NULL,
    journal_id bigint NOT NULL,
    line integer NOT NULL,
    mode character varying(32) NOT NULL,
    currency character varying(3) NOT NULL,
    debit character varying(32) NOT NULL,
    credit character varying(32) NOT NULL,
    amount_minor bigint NOT NULL,
    posted_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_ledger_transfers_amount_positive CHECK ((amount_minor > 0)),
    CONSTRAINT ck_ledger_transfers_two_sides CHECK (((debit)::text <> (credit)::text))
);
CREATE TABLE public.ledger_turnovers (
    application_id bigint NOT NULL,
    mode character varying(32) NOT NULL,
    day date NOT NULL,
    currency character varying(3) NOT NULL,
    account character varying(32) NOT NULL,
    debit_minor bigint NOT NULL,
    credit_minor bigint NOT NULL
);
CREATE TABLE public.ledger_unsealed (
    application_id bigint NOT NULL,
    journal_id bigint NOT NULL,
    mode character varying(32) NOT NULL
);
CREATE TABLE public.nodes (
    number bigint NOT NULL,
    alive_until timestamp with time zone NOT NULL
);
CREATE TABLE public.operator_passkeys (
    id bigint NOT NULL,
    operator_id bigint NOT NULL,
    credential_id bytea NOT NULL,
    public_key bytea NOT NULL,
    name character varying(60) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone,
    sign_count bigint NOT NULL,
    transports character varying(100),
    is_user_verified boolean NOT NULL,
    is_backup_eligible boolean NOT NULL,
    is_backed_up boolean NOT NULL
);
CREATE TABLE public.operator_recovery_codes (
    operator_id bigint NOT NULL,
    digest bytea NOT NULL
);
CREATE TABLE public.operator_sessions (
    token_digest bytea NOT NULL,
    id bigint NOT NULL,
    operator_id bigint NOT NULL,
    security_stamp character varying(64) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    last_seen_at timestamp with time zone NOT NULL,
    proven_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    address character varying(45),
    network character varying(45),
    user_agent character varying(200)
);
CREATE TABLE public.operator_totp (
    operator_id bigint NOT NULL,
    secret character varying(512) NOT NULL,
    confirmed_at timestamp with time zone,
    last_step bigint NOT NULL,
    version integer NOT NULL
);
CREATE TABLE public.operators (
    id bigint NOT NULL,
    email character varying(254) NOT NULL,
    name character varying(100) NOT NULL,
    password_hash character varying(256) NOT NULL,
    super_admin boolean NOT NULL,
    enabled boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    security_stamp character varying(64) NOT NULL,
    must_change_password boolean NOT NULL,
    password_expires_at timestamp with time zone,
    keys_given_by bigint,
    keys_given_at timestamp with time zone,
    version integer NOT NULL
);
CREATE TABLE public.passkey_challenges (
    digest bytea NOT NULL,
    session_digest bytea,
    purpose character varying(32) NOT NULL,
    state text NOT NULL,
    expires_at timestamp with time zone NOT NULL
);
CREATE TABLE public.payment_attempts (
    application_id bigint NOT NULL,
    id bigint NOT NULL,
    payment_id bigint NOT NULL,
    mode character varying(32) NOT NULL,
    transaction_id character varying(30) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    opened_by_node bigint,
    override_id bigint,
    status character varying(32) NOT NULL,
    session_key character varying(50),
    customer_url character varying(2048),
    validation_id character varying(50),
    bank_transaction_id character varying(80),
    channel character varying(80),
    is_risky boolean NOT NULL,
    charged_minor bigint,
    charged_currency character varying(3),
    converted_minor bigint,
    converted_currency character varying(3),
    exchange_rate character varying(32),
    fee_minor bigint,
    returned_by_refund_id bigint,
    return_due_at timestamp with time zone,
    reason character varying(255),
    updated_at timestamp with time zone NOT NULL,
    returned_at timestamp with time zone,
    times_asked integer NOT NULL,
    version integer NOT NULL
);
CREATE TABLE public.payment_terms (
    application_id bigint NOT NULL,
    payment_id bigint NOT NULL,
    term character varying(80) NOT NULL COLLATE pg_catalog."C",
    mode character varying(32) NOT NULL,
    created_at timestamp with time zone NOT NULL
);
CREATE TABLE public.payments (
    application_id bigint NOT NULL,
    id bigint NOT NULL,
    mode character varying(32) NOT NULL,
    reference character varying(30) NOT NULL COLLATE pg_catalog."C",
    amount_minor bigint NOT NULL,
    currency character varying(3) NOT NULL,
    gateway character varying(32) NOT NULL,
    customer_reference character varying(255) NOT NULL COLLATE pg_catalog."C",
    customer_name character varying(255),
    customer_email character varying(254),
    customer_phone character varying(20),
    product_name character varying(255),
    description character varying(1000),
    return_url character varying(2048),
    metadata text,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    status character varying(32) NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    paid_at timestamp with time zone,
    gateway_txn_id character varying(80),
    channel character varying(80),
    fee_minor bigint,
    refund_held_minor bigint NOT NULL,
    refunded_minor bigint NOT NULL,
    failure_code character varying(32),
    failure_message character varying(255),
    held_at timestamp with time zone,
    hold_reason character varying(32),
    due_at timestamp with time zone,
    leased_by bigint,
    version integer NOT NULL,
    CONSTRAINT ck_payments_amount_positive CHECK ((amount_minor > 0)),
    CONSTRAINT ck_payments_refunds_need_a_capture CHECK (((refund_held_minor = 0) OR ((status)::text = 'SUCCEEDED'::text))),
    CONSTRAINT ck_payments_refunds_within_capture CHECK (((0 <= refunded_minor) AND (refunded_minor <= refund_held_minor) AND (refund_held_minor <= amount_minor)))
);
CREATE TABLE public.payments_unindexed (
    application_id bigint NOT NULL,
    payment_id bigint NOT NULL,
    mode character varying(32) NOT NULL
);
CREATE TABLE public.refunds (
    application_id bigint NOT NULL,
    id bigint NOT NULL,
    mode character varying(32) NOT NULL,
    reference character varying(30) NOT NULL,
    payment_id bigint NOT NULL,
    attempt_id bigint NOT NULL,
    source character varying(32) NOT NULL,
    amount_minor bigint NOT NULL,
    currency character varying(3) NOT NULL,
    reason character varying(500),
    bank_transaction_id character varying(80) NOT NULL,
    created_by character varying(40) NOT NULL,
    approvals_needed integer NOT NULL,
    gateway_amount_minor bigint NOT NULL,
    gateway_currency character varying(3) NOT NULL,
    exchange_rate character varying(32),
    rounding_minor bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    approve_before timestamp with time zone,
    status character varying(32) NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    approved_by character varying(40),
    second_approved_by character varying(40),
    rejected_by character varying(40),
    gateway_refund_id character varying(50),
    failure_message character varying(500),
    note character varying(500),
    gateway_word character varying(32),
    silent_since timestamp with time zone,
    attention character varying(32),
    resolution_status character varying(32),
    resolution_by character varying(40),
    resolution_note character varying(500),
    resolution_at timestamp with time zone,
    resolution_confirmed_by character varying(40),
    resolved_at timestamp with time zone,
    follow_up_until timestamp with time zone,
    contradicted_at timestamp with time zone,
    contradiction_seen_by character varying(40),
    uncovered_minor bigint NOT NULL,
    times_asked integer NOT NULL,
    unanswered_calls integer NOT NULL,
    due_at timestamp with time zone,
    leased_by bigint,
    version integer NOT NULL,
    CONSTRAINT ck_refunds_amount_positive CHECK ((amount_minor > 0))
);
CREATE TABLE public.role_grants (
    operator_id bigint NOT NULL,
    role_id bigint NOT NULL,
    application_id bigint NOT NULL
);
CREATE TABLE public.roles (
    id bigint NOT NULL,
    name character varying(60) NOT NULL,
    description character varying(200),
    permissions text NOT NULL,
    is_built_in boolean NOT NULL,
    needs_second_factor boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    version integer NOT NULL
);
CREATE TABLE public.setting_changes (
    application_id bigint NOT NULL,
    id bigint NOT NULL,
    proposed_by character varying(40) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    application_version integer NOT NULL,
    settings text NOT NULL,
    before text NOT NULL,
    after text NOT NULL,
    weakens character varying(500) NOT NULL,
    status character varying(32) NOT NULL,
    decided_by character varying(40),
    decided_at timestamp with time zone,
    version integer NOT NULL
);
CREATE TABLE public.sign_in_limits (
    key bytea NOT NULL,
    failures integer NOT NULL,
    last_tried_at timestamp with time zone NOT NULL,
    locked_until timestamp with time zone,
    version integer NOT NULL
);
CREATE TABLE public.webhook_attempts (
    application_id bigint NOT NULL,
    id bigint NOT NULL,
    event_id bigint NOT NULL,
    mode character varying(32) NOT NULL,
    started_at timestamp with time zone NOT NULL,
    duration_ms bigint NOT NULL,
    request_headers text NOT NULL,
    response_status integer,
    response_body text,
    error character varying(500)
);
CREATE TABLE public.webhook_deliveries (
    application_id bigint NOT NULL,
    event_id bigint NOT NULL,
    mode character varying(32) NOT NULL,
    sequence bigint,
    status character varying(32) NOT NULL,
    attempts integer NOT NULL,
    scheduled_attempts integer NOT NULL,
    due_at timestamp with time zone,
    leased_until timestamp with time zone,
    leased_by bigint,
    lease_token bigint NOT NULL,
    last_response_status integer,
    last_error character varying(500),
    last_attempt_at timestamp with time zone,
    delivered_at timestamp with time zone,
    updated_at timestamp with time zone NOT NULL
);
CREATE TABLE public.webhook_events (
    application_id bigint NOT NULL,
    id bigint NOT NULL,
    reference character varying(30) NOT NULL,
    mode character varying(32) NOT NULL,
    type character varying(64) NOT NULL,
    subject character varying(30) NOT NULL,
    schema_version integer NOT NULL,
    payload text NOT NULL,
    created_at timestamp with time zone NOT NULL
);
CREATE TABLE public.webhook_sequences (
    application_id bigint NOT NULL,
    mode character varying(32) NOT NULL,
    last bigint NOT NULL,
    version integer NOT NULL
);
INSERT INTO public."__EFMigrationsHistory" (migration_id, product_version) VALUES ('20261128214335_Initial', '10.0.15');
INSERT INTO public.applications (id, name, status, webhook_url, test_webhook_url, webhooks_enabled, return_url, refund_approval_threshold_minor, refund_second_approval_threshold_minor, receipts_enabled, accept_risky_payments, auto_refund_surplus, min_amount_minor, max_amount_minor, signing_secret, previous_signing_secret, previous_signing_secret_ends_at, created_at, updated_at, version) VALUES (1, 'Application 1', 'ACTIVE', NULL, NULL, true, NULL, NULL, NULL, false, false, false, NULL, NULL, 'CfDJ8E58rU2mtGtMpNdvTgWLYNIO3ac8LldxPUhQvR_J2GavlPA4dPNahlrc9Il0frPvgEtxrA52aRObV4jI9PB-X0Tx8ViVAt8StrXmSAbzTw52xtVHOQ7RHZBIGjfUrIpePIjcjnJpDT_sAAcimMS8L_gkwrTeThgBQDpmRWbayNCI3pUds2MIbQn5NY0aDr7oww', NULL, NULL, '2026-01-15 09:00:00+00', '2026-01-15 09:00:00+00', 0);
INSERT INTO public.audit_log (application_id, id, actor_type, actor_id, actor_name, action, target_type, target_id, before, after, reason, ip_address, session_name, created_at) VALUES (0, 8, 'OPERATOR', 6, 'operator@example.com', 'session.sign-in', 'session', '7', NULL, '{"how":"password"}', NULL, '127.0.0.1', '6e913e00eea975e4', '2026-01-15 09:00:00+00');
INSERT INTO public.audit_log (application_id, id, actor_type, actor_id, actor_name, action, target_type, target_id, before, after, reason, ip_address, session_name, created_at) VALUES (1, 11, 'OPERATOR', 6, 'operator@example.com', 'application.register', 'application', '1', NULL, '{"name":"Application 1"}', NULL, '127.0.0.1', '6e913e00eea975e4', '2026-01-15 09:00:00+00');
INSERT INTO public.audit_seals (application_id, "position", entry_id, hash, previous_hash, sealed_at) VALUES (0, 1, 8, '1ab0111ae489e265c03b9e57152f690afacbd77a54231523ff8182595e895d88', '0000000000000000000000000000000000000000000000000000000000000000', '2026-01-15 09:00:00+00');
INSERT INTO public.audit_seals (application_id, "position", entry_id, hash, previous_hash, sealed_at) VALUES (1, 1, 11, 'c23c95419da4fc0c6d86a4ce6bde07b12db8862196b8c41332f707a9975af4cb', '0000000000000000000000000000000000000000000000000000000000000000', '2026-01-15 09:00:00+00');
INSERT INTO public.credentials (key_digest, application_id, id, mode, secret_digest, status, expires_at, created_at, last_used_at, read_only, allowed_networks, requests_per_second, key_start, created_by, version) VALUES ('\x3e01ba2aeca813b3eb0c000b7fda051be6f2424cd3812a02a81e3be1974c0bb6', 1, 10, 'LIVE', '\x3f82655cc5de087ca94a838fc55af66e08341c3632ec1839911f00423d41352c', 'ACTIVE', NULL, '2026-01-15 09:00:00+00', NULL, false, NULL, NULL, 'oi_live_4X8Gghtf', 6, 0);
INSERT INTO public.credentials (key_digest, application_id, id, mode, secret_digest, status, expires_at, created_at, last_used_at, read_only, allowed_networks, requests_per_second, key_start, created_by, version) VALUES ('\x0d60c95e55db8ff00b6fc24b0335f22884afcd95231ff690b92f0aec949c1ec8', 1, 9, 'TEST', '\x40b2d20e4df056885845060140133d194d1a26774cd365cc629a657b180ef1f3', 'ACTIVE', NULL, '2026-01-15 09:00:00+00', '2026-01-15 09:00:00+00', false, NULL, NULL, 'oi_test_7O87I80w', 6, 0);
INSERT INTO public.gateway_callbacks (application_id, id, mode, gateway, kind, reference, raw_payload, created_at, matched_payment_id, signature_valid, outcome, note) VALUES (1, 14, 'TEST', 'SSLCOMMERZ', 'IPN', 'oi6rVLou2WzY4W4iqWV2cmfxn1I', '{"amount":"1250.50","currency":"BDT","error":"","status":"CANCELLED","store_id":"testbox","tran_id":"oi6rVLou2WzY4W4iqWV2cmfxn1I","verify_key":"amount,currency,error,status,store_id,tran_id","verify_sign":"***","verify_sign_sha2":"***"}', '2026-01-15 09:00:00+00', 12, true, 'ACCEPTED', 'The attempt ended without money; the payment can be tried again.');
INSERT INTO public.gateway_callbacks (application_id, id, mode, gateway, kind, reference, raw_payload, created_at, matched_payment_id, signature_valid, outcome, note) VALUES (1, 16, 'TEST', 'SSLCOMMERZ', 'IPN', 'oi16IOTrjvbp8qnyNKVciZu2usA', '{"amount":"1250.50","bank_tran_id":"260115150000aoyBFJ9hBBOz01C","base_fair":"0.00","card_brand":"VISA","card_issuer":"TRUST BANK, LTD.","card_issuer_country":"Bangladesh","card_issuer_country_code":"BD","card_no":"***6675","card_sub_brand":"Classic","card_type":"VISA-Dutch Bangla","currency":"BDT","currency_amount":"1250.50","currency_rate":"1.0000","currency_type":"BDT","error":"","risk_level":"0","risk_title":"Safe","status":"VALID","store_amount":"1219.24","store_id":"testbox","tran_date":"2026-01-15 15:00:00","tran_id":"oi16IOTrjvbp8qnyNKVciZu2usA","val_id":"260115150000ajwRur8JaUBeDeQ","value_a":"","value_b":"","value_c":"","value_d":"","verify_sign":"***","verify_sign_sha2":"***","verify_key":"amount,bank_tran_id,base_fair,card_brand,card_issuer,card_issuer_country,card_issuer_country_code,card_no,card_sub_brand,card_type,currency,currency_amount,currency_rate,currency_type,error,risk_level,risk_title,status,store_amount,store_id,tran_date,tran_id,val_id,value_a,value_b,value_c,value_d"}', '2026-01-15 09:00:00+00', 12, true, 'ACCEPTED', NULL);
INSERT INTO public.gateway_callbacks (application_id, id, mode, gateway, kind, reference, raw_payload, created_at, matched_payment_id, signature_valid, outcome, note) VALUES (1, 20, 'TEST', 'SSLCOMMERZ', 'IPN', 'oi6rVLou2WzY4W4iqWV2cmfxn1I', '{"amount":"1250.50","bank_tran_id":"2601151500009aRj2Ogj5cCY3rD","base_fair":"0.00","card_brand":"VISA","card_issuer":"TRUST BANK, LTD.","card_issuer_country":"Bangladesh","card_issuer_country_code":"BD","card_no":"***6675","card_sub_brand":"Classic","card_type":"VISA-Dutch Bangla","currency":"BDT","currency_amount":"1250.50","currency_rate":"1.0000","currency_type":"BDT","error":"","risk_level":"0","risk_title":"Safe","status":"VALID","store_amount":"1219.24","store_id":"testbox","tran_date":"2026-01-15 15:00:00","tran_id":"oi6rVLou2WzY4W4iqWV2cmfxn1I","val_id":"260115150000yiFkTqs9cKkQjzG","value_a":"","value_b":"","value_c":"","value_d":"","verify_sign":"***","verify_sign_sha2":"***","verify_key":"amount,bank_tran_id,base_fair,card_brand,card_issuer,card_issuer_country,card_issuer_country_code,card_no,card_sub_brand,card_type,currency,currency_amount,currency_rate,currency_type,error,risk_level,risk_title,status,store_amount,store_id,tran_date,tran_id,val_id,value_a,value_b,value_c,value_d"}', '2026-01-15 09:00:00+00', 12, true, 'ACCEPTED', 'The payment was paid before: this money is kept in suspense, to be refunded.');
INSERT INTO public.gateway_callbacks (application_id, id, mode, gateway, kind, reference, raw_payload, created_at, matched_payment_id, signature_valid, outcome, note) VALUES (1, 25, 'TEST', 'SSLCOMMERZ', 'IPN', 'oi25HxgFwkfSPlriKxFjDHHI0nO', '{"amount":"1250.50","bank_tran_id":"260115150000MHaSCH5JItRxTzY","base_fair":"0.00","card_brand":"VISA","card_issuer":"CAJA DE AHORROS Y PENSIONES DE BARCELONA(LA CAIXA)","card_issuer_country":"Spain","card_issuer_country_code":"ES","card_no":"***4050","card_sub_brand":"Classic","card_type":"VISA-Dutch Bangla","currency":"BDT","currency_amount":"1250.50","currency_rate":"1.0000","currency_type":"BDT","error":"","risk_level":"1","risk_title":"Not Safe","status":"VALID","store_amount":"1219.24","store_id":"testbox","tran_date":"2026-01-15 15:00:00","tran_id":"oi25HxgFwkfSPlriKxFjDHHI0nO","val_id":"260115150000I1835RWblWhyxVe","value_a":"","value_b":"","value_c":"","value_d":"","verify_sign":"***","verify_sign_sha2":"***","verify_key":"amount,bank_tran_id,base_fair,card_brand,card_issuer,card_issuer_country,card_issuer_country_code,card_no,card_sub_brand,card_type,currency,currency_amount,currency_rate,currency_type,error,risk_level,risk_title,status,store_amount,store_id,tran_date,tran_id,val_id,value_a,value_b,value_c,value_d"}', '2026-01-15 09:00:00+00', 23, true, 'ACCEPTED', 'The gateway calls it risky (Not Safe): held for an operator.');
INSERT INTO public.gateway_callbacks (application_id, id, mode, gateway, kind, reference, raw_payload, created_at, matched_payment_id, signature_valid, outcome, note) VALUES (1, 31, 'TEST', 'SSLCOMMERZ', 'IPN', 'oi2kvbVZ0h2zRibFMmIBBIOjczJ', '{"amount":"1250.50","bank_tran_id":"","base_fair":"0.00","currency":"BDT","currency_amount":"1250.50","currency_rate":"1.0000","currency_type":"BDT","error":"Cancelled by User","status":"CANCELLED","store_id":"testbox","tran_date":"2026-01-15 15:00:00","tran_id":"oi2kvbVZ0h2zRibFMmIBBIOjczJ","value_a":"","value_b":"","value_c":"","value_d":"","verify_sign":"***","verify_sign_sha2":"***","verify_key":"amount,bank_tran_id,base_fair,currency,currency_amount,currency_rate,currency_type,error,status,store_id,tran_date,tran_id,value_a,value_b,value_c,value_d"}', '2026-01-15 09:00:00+00', 29, true, 'ACCEPTED', 'The attempt ended without money; the payment can be tried again.');
INSERT INTO public.id_blocks (name, next) VALUES ('ids', 1001);
INSERT INTO public.id_blocks (name, next) VALUES ('applications', 2);
INSERT INTO public.ledger_journals (application_id, id, mode, currency, cause, kind, posted_at) VALUES (1, 17, 'TEST', 'BDT', 'pay_6pm6PUMgI7LRSWC8DvYFnoIFf:capture', 'CAPTURE', '2026-01-15 09:00:00+00');
INSERT INTO public.ledger_journals (application_id, id, mode, currency, cause, kind, posted_at) VALUES (1, 18, 'TEST', 'BDT', 'oi16IOTrjvbp8qnyNKVciZu2usA:fee', 'GATEWAY_FEE', '2026-01-15 09:00:00+00');
INSERT INTO public.ledger_journals (application_id, id, mode, currency, cause, kind, posted_at) VALUES (1, 21, 'TEST', 'BDT', 'oi6rVLou2WzY4W4iqWV2cmfxn1I:surplus', 'SURPLUS', '2026-01-15 09:00:00+00');
INSERT INTO public.ledger_journals (application_id, id, mode, currency, cause, kind, posted_at) VALUES (1, 22, 'TEST', 'BDT', 'oi6rVLou2WzY4W4iqWV2cmfxn1I:fee', 'GATEWAY_FEE', '2026-01-15 09:00:00+00');
INSERT INTO public.ledger_journals (application_id, id, mode, currency, cause, kind, posted_at) VALUES (1, 26, 'TEST', 'BDT', 'oi25HxgFwkfSPlriKxFjDHHI0nO:held', 'HOLD', '2026-01-15 09:00:00+00');
INSERT INTO public.ledger_journals (application_id, id, mode, currency, cause, kind, posted_at) VALUES (1, 27, 'TEST', 'BDT', 'oi25HxgFwkfSPlriKxFjDHHI0nO:fee', 'GATEWAY_FEE', '2026-01-15 09:00:00+00');
INSERT INTO public.ledger_journals (application_id, id, mode, currency, cause, kind, posted_at) VALUES (1, 35, 'TEST', 'BDT', 'rfd_2GZJyEjIIydyu8qIxQOgultvr:start', 'REFUND_START', '2026-01-15 09:00:00+00');
INSERT INTO public.ledger_transfers (application_id, journal_id, line, mode, currency, debit, credit, amount_minor, posted_at) VALUES (1, 17, 0, 'TEST', 'BDT', 'GATEWAY_CLEARING', 'APPLICATION_PAYABLE', 125050, '2026-01-15 09:00:00+00');
INSERT INTO public.ledger_transfers (application_id, journal_id, line, mode, currency, debit, credit, amount_minor, posted_at) VALUES (1, 18, 0, 'TEST', 'BDT', 'GATEWAY_FEES', 'GATEWAY_CLEARING', 3126, '2026-01-15 09:00:00+00');
INSERT INTO public.ledger_transfers (application_id, journal_id, line, mode, currency, debit, credit, amount_minor, posted_at) VALUES (1, 21, 0, 'TEST', 'BDT', 'GATEWAY_CLEARING', 'SUSPENSE', 125050, '2026-01-15 09:00:00+00');
INSERT INTO public.ledger_transfers (application_id, journal_id, line, mode, currency, debit, credit, amount_minor, posted_at) VALUES (1, 22, 0, 'TEST', 'BDT', 'GATEWAY_FEES', 'GATEWAY_CLEARING', 3126, '2026-01-15 09:00:00+00');
INSERT INTO public.ledger_transfers (application_id, journal_id, line, mode, currency, debit, credit, amount_minor, posted_at) VALUES (1, 26, 0, 'TEST', 'BDT', 'GATEWAY_CLEARING', 'SUSPENSE', 125050, '2026-01-15 09:00:00+00');
INSERT INTO public.ledger_transfers (application_id, journal_id, line, mode, currency, debit, credit, amount_minor, posted_at) VALUES (1, 27, 0, 'TEST', 'BDT', 'GATEWAY_FEES', 'GATEWAY_CLEARING', 3126, '2026-01-15 09:00:00+00');
INSERT INTO public.ledger_transfers (application_id, journal_id, line, mode, currency, debit, credit, amount_minor, posted_at) VALUES (1, 35, 0, 'TEST', 'BDT', 'APPLICATION_PAYABLE', 'REFUNDS_IN_TRANSIT', 1000, '2026-01-15 09:00:00+00');
INSERT INTO public.ledger_unsealed (application_id, journal_id, mode) VALUES (1, 17, 'TEST');
INSERT INTO public.ledger_unsealed (application_id, journal_id, mode) VALUES (1, 18, 'TEST');
INSERT INTO public.ledger_unsealed (application_id, journal_id, mode) VALUES (1, 21, 'TEST');
INSERT INTO public.ledger_unsealed (application_id, journal_id, mode) VALUES (1, 22, 'TEST');
INSERT INTO public.ledger_unsealed (application_id, journal_id, mode) VALUES (1, 26, 'TEST');
INSERT INTO public.ledger_unsealed (application_id, journal_id, mode) VALUES (1, 27, 'TEST');
INSERT INTO public.ledger_unsealed (application_id, journal_id, mode) VALUES (1, 35, 'TEST');
INSERT INTO public.nodes (number, alive_until) VALUES (2843204817169272583, '2026-01-15 09:00:05+00');
INSERT INTO public.operator_sessions (token_digest, id, operator_id, security_stamp, created_at, expires_at, last_seen_at, proven_at, ended_at, address, network, user_agent) VALUES ('\x6e913e00eea975e4683aecc6cf39d1e907fc7adbb667b3078b18ff66d51aa699', 7, 6, 'UTIQP37HFN2A2CIW34UQVC3ECZG5CZN6', '2026-01-15 09:00:00+00', '2026-01-15 21:00:00+00', '2026-01-15 09:00:00+00', '2026-01-15 09:00:00+00', NULL, '127.0.0.1', '127.0.0.1', NULL);
INSERT INTO public.operators (id, email, name, password_hash, super_admin, enabled, created_at, security_stamp, must_change_password, password_expires_at, keys_given_by, keys_given_at, version) VALUES (6, 'operator@example.com', 'Administrator', 'AQAAAAIAAAPoAAAAEGE+cJbdrzGyEtvrnT4wyN1dvKi/9xT4kuL2SRdoyVAJd8zzpLS/Nu9enCFfac/b3w==', true, true, '2026-01-15 09:00:00+00', 'UTIQP37HFN2A2CIW34UQVC3ECZG5CZN6', false, NULL, NULL, NULL, 0);
INSERT INTO public.payment_attempts (application_id, id, payment_id, mode, transaction_id, created_at, opened_by_node, override_id, status, session_key, customer_url, validation_id, bank_transaction_id, channel, is_risky, charged_minor, charged_currency, converted_minor, converted_currency, exchange_rate, fee_minor, returned_by_refund_id, return_due_at, reason, updated_at, returned_at, times_asked, version) VALUES (1, 15, 12, 'TEST', 'oi16IOTrjvbp8qnyNKVciZu2usA', '2026-01-15 09:00:00+00', 2843204817169272583, NULL, 'PAID', '4D3C8E86E7EB4C9171481A968F42C185', 'http://127.0.0.1:35753/EasyCheckOut/testcde4d3c8e86e7eb4c9171481a968f42c185', '260115150000ajwRur8JaUBeDeQ', '260115150000aoyBFJ9hBBOz01C', 'VISA-Dutch Bangla', false, 125050, 'BDT', NULL, NULL, NULL, 3126, NULL, NULL, NULL, '2026-01-15 09:00:00+00', NULL, 0, 2);
INSERT INTO public.payment_attempts (application_id, id, payment_id, mode, transaction_id, created_at, opened_by_node, override_id, status, session_key, customer_url, validation_id, bank_transaction_id, channel, is_risky, charged_minor, charged_currency, converted_minor, converted_currency, exchange_rate, fee_minor, returned_by_refund_id, return_due_at, reason, updated_at, returned_at, times_asked, version) VALUES (1, 13, 12, 'TEST', 'oi6rVLou2WzY4W4iqWV2cmfxn1I', '2026-01-15 09:00:00+00', 2843204817169272583, NULL, 'SURPLUS', '6C822DE8FF827F3E8C841788467A373B', 'http://127.0.0.1:35753/EasyCheckOut/testcde6c822de8ff827f3e8c841788467a373b', '260115150000yiFkTqs9cKkQjzG', '2601151500009aRj2Ogj5cCY3rD', 'VISA-Dutch Bangla', false, 125050, 'BDT', NULL, NULL, NULL, 3126, NULL, NULL, '', '2026-01-15 09:00:00+00', NULL, 0, 3);
INSERT INTO public.payment_attempts (application_id, id, payment_id, mode, transaction_id, created_at, opened_by_node, override_id, status, session_key, customer_url, validation_id, bank_transaction_id, channel, is_risky, charged_minor, charged_currency, converted_minor, converted_currency, exchange_rate, fee_minor, returned_by_refund_id, return_due_at, reason, updated_at, returned_at, times_asked, version) VALUES (1, 24, 23, 'TEST', 'oi25HxgFwkfSPlriKxFjDHHI0nO', '2026-01-15 09:00:00+00', 2843204817169272583, NULL, 'HELD', '9916B23D3F2F93FAABBB0B11351B12C5', 'http://127.0.0.1:35753/EasyCheckOut/testcde9916b23d3f2f93faabbb0b11351b12c5', '260115150000I1835RWblWhyxVe', '260115150000MHaSCH5JItRxTzY', 'VISA-Dutch Bangla', true, 125050, 'BDT', NULL, NULL, NULL, 3126, NULL, NULL, NULL, '2026-01-15 09:00:00+00', NULL, 0, 2);
INSERT INTO public.payment_attempts (application_id, id, payment_id, mode, transaction_id, created_at, opened_by_node, override_id, status, session_key, customer_url, validation_id, bank_transaction_id, channel, is_risky, charged_minor, charged_currency, converted_minor, converted_currency, exchange_rate, fee_minor, returned_by_refund_id, return_due_at, reason, updated_at, returned_at, times_asked, version) VALUES (1, 30, 29, 'TEST', 'oi2kvbVZ0h2zRibFMmIBBIOjczJ', '2026-01-15 09:00:00+00', 2843204817169272583, NULL, 'CANCELLED', 'EF4AE3CABA6873B7499B25BFF600A48B', 'http://127.0.0.1:35753/EasyCheckOut/testcdeef4ae3caba6873b7499b25bff600a48b', NULL, NULL, NULL, false, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'Cancelled by User', '2026-01-15 09:00:00+00', NULL, 0, 2);
INSERT INTO public.payment_terms (application_id, payment_id, term, mode, created_at) VALUES (1, 12, 'a:1250.5', 'TEST', '2026-01-15 09:00:00+00');
INSERT INTO public.payment_terms (application_id, payment_id, term, mode, created_at) VALUES (1, 12, 't:fnoiff', 'TEST', '2026-01-15 09:00:00+00');
INSERT INTO public.payment_terms (application_id, payment_id, term, mode, created_at) VALUES (1, 23, 'a:1250.5', 'TEST', '2026-01-15 09:00:00+00');
INSERT INTO public.payment_terms (application_id, payment_id, term, mode, created_at) VALUES (1, 23, 't:oesfmg', 'TEST', '2026-01-15 09:00:00+00');
INSERT INTO public.payment_terms (application_id, payment_id, term, mode, created_at) VALUES (1, 29, 'a:1250.5', 'TEST', '2026-01-15 09:00:00+00');
INSERT INTO public.payment_terms (application_id, payment_id, term, mode, created_at) VALUES (1, 29, 't:svjohb', 'TEST', '2026-01-15 09:00:00+00');
INSERT INTO public.payment_terms (application_id, payment_id, term, mode, created_at) VALUES (1, 33, 'a:1250.5', 'TEST', '2026-01-15 09:00:00+00');
INSERT INTO public.payment_terms (application_id, payment_id, term, mode, created_at) VALUES (1, 33, 't:vp6mox', 'TEST', '2026-01-15 09:00:00+00');
INSERT INTO public.payment_terms (application_id, payment_id, term, mode, created_at) VALUES (1, 12, 'f:2gzjyejiiydyu8qixqogultvr', 'TEST', '2026-01-15 09:00:00+00');
INSERT INTO public.payment_terms (application_id, payment_id, term, mode, created_at) VALUES (1, 12, 't:gultvr', 'TEST', '2026-01-15 09:00:00+00');
INSERT INTO public.payments (application_id, id, mode, reference, amount_minor, currency, gateway, customer_reference, customer_name, customer_email, customer_phone, product_name, description, return_url, metadata, created_at, expires_at, status, updated_at, paid_at, gateway_txn_id, channel, fee_minor, refund_held_minor, refunded_minor, failure_code, failure_message, held_at, hold_reason, due_at, leased_by, version) VALUES (1, 23, 'TEST', 'pay_1ElzHx3oeepioOIuHyqoEsFMG', 125050, 'BDT', 'SSLCOMMERZ', 'customer-1', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-01-15 09:00:00+00', '2026-01-15 10:00:00+00', 'PENDING', '2026-01-15 09:00:00+00', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL, '2026-01-15 09:00:00+00', 'RISK', NULL, NULL, 3);
INSERT INTO public.payments (application_id, id, mode, reference, amount_minor, currency, gateway, customer_reference, customer_name, customer_email, customer_phone, product_name, description, return_url, metadata, created_at, expires_at, status, updated_at, paid_at, gateway_txn_id, channel, fee_minor, refund_held_minor, refunded_minor, failure_code, failure_message, held_at, hold_reason, due_at, leased_by, version) VALUES (1, 29, 'TEST', 'pay_0ZT1JApwgF5d1tokbA6SVJOHB', 125050, 'BDT', 'SSLCOMMERZ', 'customer-1', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-01-15 09:00:00+00', '2026-01-15 10:00:00+00', 'CANCELLED', '2026-01-15 09:00:00+00', NULL, NULL, NULL, NULL, 0, 0, 'CANCELLED', 'Cancelled by User', NULL, NULL, '2026-01-15 11:00:00+00', NULL, 4);
INSERT INTO public.payments (application_id, id, mode, reference, amount_minor, currency, gateway, customer_reference, customer_name, customer_email, customer_phone, product_name, description, return_url, metadata, created_at, expires_at, status, updated_at, paid_at, gateway_txn_id, channel, fee_minor, refund_held_minor, refunded_minor, failure_code, failure_message, held_at, hold_reason, due_at, leased_by, version) VALUES (1, 33, 'TEST', 'pay_7YzqILe0AYNHuooksanVP6moX', 125050, 'BDT', 'SSLCOMMERZ', 'customer-1', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-01-15 09:00:00+00', '2026-01-15 10:00:00+00', 'PENDING', '2026-01-15 09:00:00+00', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL, NULL, NULL, '2026-01-15 10:00:00+00', NULL, 1);
INSERT INTO public.payments (application_id, id, mode, reference, amount_minor, currency, gateway, customer_reference, customer_name, customer_email, customer_phone, product_name, description, return_url, metadata, created_at, expires_at, status, updated_at, paid_at, gateway_txn_id, channel, fee_minor, refund_held_minor, refunded_minor, failure_code, failure_message, held_at, hold_reason, due_at, leased_by, version) VALUES (1, 12, 'TEST', 'pay_6pm6PUMgI7LRSWC8DvYFnoIFf', 125050, 'BDT', 'SSLCOMMERZ', 'customer-1', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-01-15 09:00:00+00', '2026-01-15 10:00:00+00', 'SUCCEEDED', '2026-01-15 09:00:00+00', '2026-01-15 09:00:00+00', '260115150000aoyBFJ9hBBOz01C', 'VISA-Dutch Bangla', 3126, 1000, 0, NULL, NULL, NULL, NULL, NULL, NULL, 8);
INSERT INTO public.refunds (application_id, id, mode, reference, payment_id, attempt_id, source, amount_minor, currency, reason, bank_transaction_id, created_by, approvals_needed, gateway_amount_minor, gateway_currency, exchange_rate, rounding_minor, created_at, approve_before, status, updated_at, approved_by, second_approved_by, rejected_by, gateway_refund_id, failure_message, note, gateway_word, silent_since, attention, resolution_status, resolution_by, resolution_note, resolution_at, resolution_confirmed_by, resolved_at, follow_up_until, contradicted_at, contradiction_seen_by, uncovered_minor, times_asked, unanswered_calls, due_at, leased_by, version) VALUES (1, 34, 'TEST', 'rfd_2GZJyEjIIydyu8qIxQOgultvr', 12, 15, 'CAPTURE', 1000, 'BDT', NULL, '260115150000aoyBFJ9hBBOz01C', 'application', 0, 1000, 'BDT', NULL, 0, '2026-01-15 09:00:00+00', NULL, 'PENDING', '2026-01-15 09:00:00+00', NULL, NULL, NULL, '98a8e83d9e0b0', NULL, NULL, 'PROCESSING', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 0, 0, '2026-01-15 09:00:05+00', NULL, 3);
INSERT INTO public.roles (id, name, description, permissions, is_built_in, needs_second_factor, created_at, version) VALUES (1, 'Super Admin', 'May do everything. There is always at least one who can sign in.', '', true, false, '2026-01-15 09:00:00+00', 0);
INSERT INTO public.roles (id, name, description, permissions, is_built_in, needs_second_factor, created_at, version) VALUES (2, 'Admin', 'Runs applications and operators, and sees everything; moves no money.', 'app:read app:manage user:read user:manage payment:read payment:export customer:read refund:read invoice:read report:read report:run ledger:read audit:read', true, false, '2026-01-15 09:00:00+00', 0);
INSERT INTO public.roles (id, name, description, permissions, is_built_in, needs_second_factor, created_at, version) VALUES (3, 'Finance', 'Approves refunds, keeps the books and makes reports.', 'app:read payment:read payment:export customer:read refund:read refund:create refund:approve invoice:read report:read report:run ledger:read ledger:adjust', true, false, '2026-01-15 09:00:00+00', 0);
INSERT INTO public.roles (id, name, description, permissions, is_built_in, needs_second_factor, created_at, version) VALUES (4, 'Support', 'Helps customers: finds payments and asks for refunds.', 'app:read payment:read customer:read refund:read refund:create invoice:read', true, false, '2026-01-15 09:00:00+00', 0);
INSERT INTO public.roles (id, name, description, permissions, is_built_in, needs_second_factor, created_at, version) VALUES (5, 'Viewer', 'Sees applications, payments, refunds and reports; changes nothing.', 'app:read payment:read refund:read invoice:read report:read', true, false, '2026-01-15 09:00:00+00', 0);
INSERT INTO public.sign_in_limits (key, failures, last_tried_at, locked_until, version) VALUES ('\xb2877fe1d3c946419c3d9d51784d44d7913f61e419537804d6e8add7f9142ad6', 0, '2026-01-15 09:00:00+00', NULL, 2);
INSERT INTO public.webhook_deliveries (application_id, event_id, mode, sequence, status, attempts, scheduled_attempts, due_at, leased_until, leased_by, lease_token, last_response_status, last_error, last_attempt_at, delivered_at, updated_at) VALUES (1, 19, 'TEST', 1, 'PENDING', 0, 0, '2026-01-15 09:00:00+00', NULL, NULL, 0, NULL, NULL, NULL, NULL, '2026-01-15 09:00:00+00');
INSERT INTO public.webhook_deliveries (application_id, event_id, mode, sequence, status, attempts, scheduled_attempts, due_at, leased_until, leased_by, lease_token, last_response_status, last_error, last_attempt_at, delivered_at, updated_at) VALUES (1, 28, 'TEST', 2, 'PENDING', 0, 0, '2026-01-15 09:00:00+00', NULL, NULL, 0, NULL, NULL, NULL, NULL, '2026-01-15 09:00:00+00');
INSERT INTO public.webhook_deliveries (application_id, event_id, mode, sequence, status, attempts, scheduled_attempts, due_at, leased_until, leased_by, lease_token, last_response_status, last_error, last_attempt_at, delivered_at, updated_at) VALUES (1, 32, 'TEST', 3, 'PENDING', 0, 0, '2026-01-15 09:00:00+00', NULL, NULL, 0, NULL, NULL, NULL, NULL, '2026-01-15 09:00:00+00');
INSERT INTO public.webhook_events (application_id, id, reference, mode, type, subject, schema_version, payload, created_at) VALUES (1, 19, 'evt_2yAAiVI0gdgcQZ7BmdIAUkH8a', 'TEST', 'payment.succeeded', 'pay_6pm6PUMgI7LRSWC8DvYFnoIFf', 1, '{"id":"evt_2yAAiVI0gdgcQZ7BmdIAUkH8a","type":"payment.succeeded","schemaVersion":1,"mode":"TEST","applicationId":1,"createdAt":"2026-01-15T09:00:00Z","data":{"id":12,"reference":"pay_6pm6PUMgI7LRSWC8DvYFnoIFf","status":"SUCCEEDED","applicationId":1,"mode":"TEST","amountMinor":125050,"currency":"BDT","gateway":"SSLCOMMERZ","gatewayTxnId":"260115150000aoyBFJ9hBBOz01C","checkoutUrl":"http://127.0.0.1:37069/checkout/pay_6pm6PUMgI7LRSWC8DvYFnoIFf","redirectUrl":null,"invoiceId":null,"createdAt":"2026-01-15T09:00:00Z","updatedAt":"2026-01-15T09:00:00Z","customerReference":"customer-1","customerName":null,"customerEmail":null,"customerPhone":null,"productName":null,"description":null,"metadata":null,"returnUrl":null,"paidAt":"2026-01-15T09:00:00Z","expiresAt":"2026-01-15T10:00:00Z","heldAt":null,"holdReason":null,"failureCode":null,"failureMessage":null,"feeMinor":3126,"refundedMinor":0,"refundableMinor":125050,"channel":"VISA-Dutch Bangla"}}', '2026-01-15 09:00:00+00');
INSERT INTO public.webhook_events (application_id, id, reference, mode, type, subject, schema_version, payload, created_at) VALUES (1, 28, 'evt_5PeZCif1Ey30jaSmp0Sxe6xgM', 'TEST', 'payment.held', 'pay_1ElzHx3oeepioOIuHyqoEsFMG', 1, '{"id":"evt_5PeZCif1Ey30jaSmp0Sxe6xgM","type":"payment.held","schemaVersion":1,"mode":"TEST","applicationId":1,"createdAt":"2026-01-15T09:00:00Z","data":{"id":23,"reference":"pay_1ElzHx3oeepioOIuHyqoEsFMG","status":"PENDING","applicationId":1,"mode":"TEST","amountMinor":125050,"currency":"BDT","gateway":"SSLCOMMERZ","gatewayTxnId":null,"checkoutUrl":"http://127.0.0.1:37069/checkout/pay_1ElzHx3oeepioOIuHyqoEsFMG","redirectUrl":null,"invoiceId":null,"createdAt":"2026-01-15T09:00:00Z","updatedAt":"2026-01-15T09:00:00Z","customerReference":"customer-1","customerName":null,"customerEmail":null,"customerPhone":null,"productName":null,"description":null,"metadata":null,"returnUrl":null,"paidAt":null,"expiresAt":"2026-01-15T10:00:00Z","heldAt":"2026-01-15T09:00:00Z","holdReason":"RISK","failureCode":null,"failureMessage":null,"feeMinor":null,"refundedMinor":0,"refundableMinor":0,"channel":null}}', '2026-01-15 09:00:00+00');
INSERT INTO public.webhook_events (application_id, id, reference, mode, type, subject, schema_version, payload, created_at) VALUES (1, 32, 'evt_6LlC1QMifjfpS0nqzrdvHBDns', 'TEST', 'payment.cancelled', 'pay_0ZT1JApwgF5d1tokbA6SVJOHB', 1, '{"id":"evt_6LlC1QMifjfpS0nqzrdvHBDns","type":"payment.cancelled","schemaVersion":1,"mode":"TEST","applicationId":1,"createdAt":"2026-01-15T09:00:00Z","data":{"id":29,"reference":"pay_0ZT1JApwgF5d1tokbA6SVJOHB","status":"CANCELLED","applicationId":1,"mode":"TEST","amountMinor":125050,"currency":"BDT","gateway":"SSLCOMMERZ","gatewayTxnId":null,"checkoutUrl":"http://127.0.0.1:37069/checkout/pay_0ZT1JApwgF5d1tokbA6SVJOHB","redirectUrl":null,"invoiceId":null,"createdAt":"2026-01-15T09:00:00Z","updatedAt":"2026-01-15T09:00:00Z","customerReference":"customer-1","customerName":null,"customerEmail":null,"customerPhone":null,"productName":null,"description":null,"metadata":null,"returnUrl":null,"paidAt":null,"expiresAt":"2026-01-15T10:00:00Z","heldAt":null,"holdReason":null,"failureCode":"CANCELLED","failureMessage":"Cancelled by User","feeMinor":null,"refundedMinor":0,"refundableMinor":0,"channel":null}}', '2026-01-15 09:00:00+00');
INSERT INTO public.webhook_sequences (application_id, mode, last, version) VALUES (1, 'TEST', 3, 2);
ALTER TABLE ONLY public."__EFMigrationsHistory"
    ADD CONSTRAINT pk___ef_migrations_history PRIMARY KEY (migration_id);
ALTER TABLE ONLY public.applications
    ADD CONSTRAINT pk_applications PRIMARY KEY (id);
ALTER TABLE ONLY public.audit_log
    ADD CONSTRAINT pk_audit_log PRIMARY KEY (application_id, id);
ALTER TABLE ONLY public.audit_seals
    ADD CONSTRAINT pk_audit_seals PRIMARY KEY (application_id, "position");
ALTER TABLE ONLY public.audit_unsealed
    ADD CONSTRAINT pk_audit_unsealed PRIMARY KEY (application_id, entry_id);
ALTER TABLE ONLY public.credentials
    ADD CONSTRAINT pk_credentials PRIMARY KEY (key_digest);
ALTER TABLE ONLY public.currency_limits
    ADD CONSTRAINT pk_currency_limits PRIMARY KEY (application_id, currency);
ALTER TABLE ONLY public.gateway_callbacks
    ADD CONSTRAINT pk_gateway_callbacks PRIMARY KEY (application_id, id);
ALTER TABLE ONLY public.gateway_overrides
    ADD CONSTRAINT pk_gateway_overrides PRIMARY KEY (application_id, id);
ALTER TABLE ONLY public.id_blocks
    ADD CONSTRAINT pk_id_blocks PRIMARY KEY (name);
ALTER TABLE ONLY public.idempotency_records
    ADD CONSTRAINT pk_idempotency_records PRIMARY KEY (application_id, mode, key);
ALTER TABLE ONLY public.ledger_counted
    ADD CONSTRAINT pk_ledger_counted PRIMARY KEY (application_id, mode);
ALTER TABLE ONLY public.ledger_journals
    ADD CONSTRAINT pk_ledger_journals PRIMARY KEY (application_id, id);
ALTER TABLE ONLY public.ledger_seals
    ADD CONSTRAINT pk_ledger_seals PRIMARY KEY (application_id, mode, "position");
ALTER TABLE ONLY public.ledger_transfers
    ADD CONSTRAINT pk_ledger_transfers PRIMARY KEY (application_id, journal_id, line);
ALTER TABLE ONLY public.ledger_turnovers
    ADD CONSTRAINT pk_ledger_turnovers PRIMARY KEY (application_id, mode, day, currency, account);
ALTER TABLE ONLY public.ledger_unsealed
    ADD CONSTRAINT pk_ledger_unsealed PRIMARY KEY (application_id, journal_id);
ALTER TABLE ONLY public.nodes
    ADD CONSTRAINT pk_nodes PRIMARY KEY (number);
ALTER TABLE ONLY public.operator_passkeys
    ADD CONSTRAINT pk_operator_passkeys PRIMARY KEY (id);
ALTER TABLE ONLY public.operator_recovery_codes
    ADD CONSTRAINT pk_operator_recovery_codes PRIMARY KEY (operator_id, digest);
ALTER TABLE ONLY public.operator_sessions
    ADD CONSTRAINT pk_operator_sessions PRIMARY KEY (token_digest);
ALTER TABLE ONLY public.operator_totp
    ADD CONSTRAINT pk_operator_totp PRIMARY KEY (operator_id);
ALTER TABLE ONLY public.operators
    ADD CONSTRAINT pk_operators PRIMARY KEY (id);
ALTER TABLE ONLY public.passkey_challenges
    ADD CONSTRAINT pk_passkey_challenges PRIMARY KEY (digest);
ALTER TABLE ONLY public.payment_attempts
    ADD CONSTRAINT pk_payment_attempts PRIMARY KEY (application_id, id);
ALTER TABLE ONLY public.payment_terms
    ADD CONSTRAINT pk_payment_terms PRIMARY KEY (application_id, payment_id, term);
ALTER TABLE ONLY public.payments
    ADD CONSTRAINT pk_payments PRIMARY KEY (application_id, id);
ALTER TABLE ONLY public.payments_unindexed
    ADD CONSTRAINT pk_payments_unindexed PRIMARY KEY (application_id, payment_id);
ALTER TABLE ONLY public.refunds
    ADD CONSTRAINT pk_refunds PRIMARY KEY (application_id, id);
ALTER TABLE ONLY public.role_grants
    ADD CONSTRAINT pk_role_grants PRIMARY KEY (operator_id, role_id, application_id);
ALTER TABLE ONLY public.roles
    ADD CONSTRAINT pk_roles PRIMARY KEY (id);
ALTER TABLE ONLY public.setting_changes
    ADD CONSTRAINT pk_setting_changes PRIMARY KEY (application_id, id);
ALTER TABLE ONLY public.sign_in_limits
    ADD CONSTRAINT pk_sign_in_limits PRIMARY KEY (key);
ALTER TABLE ONLY public.webhook_attempts
    ADD CONSTRAINT pk_webhook_attempts PRIMARY KEY (application_id, id);
ALTER TABLE ONLY public.webhook_deliveries
    ADD CONSTRAINT pk_webhook_deliveries PRIMARY KEY (application_id, event_id);
ALTER TABLE ONLY public.webhook_events
    ADD CONSTRAINT pk_webhook_events PRIMARY KEY (application_id, id);
ALTER TABLE ONLY public.webhook_sequences
    ADD CONSTRAINT pk_webhook_sequences PRIMARY KEY (application_id, mode);
CREATE UNIQUE INDEX ix_applications_name ON public.applications USING btree (name);
CREATE INDEX ix_audit_log_application_id_created_at_id ON public.audit_log USING btree (application_id, created_at, id);
CREATE UNIQUE INDEX ix_audit_seals_application_id_entry_id ON public.audit_seals USING btree (application_id, entry_id);
CREATE UNIQUE INDEX ix_credentials_application_id_id ON public.credentials USING btree (application_id, id);
CREATE INDEX ix_gateway_callbacks_application_id_matched_payment_id ON public.gateway_callbacks USING btree (application_id, matched_payment_id);
CREATE INDEX ix_gateway_callbacks_application_id_mode_created_at_id ON public.gateway_callbacks USING btree (application_id, mode, created_at, id);
CREATE INDEX ix_gateway_callbacks_application_id_mode_outcome_created_at_id ON public.gateway_callbacks USING btree (application_id, mode, outcome, created_at, id);
CREATE INDEX ix_gateway_callbacks_application_id_mode_reference ON public.gateway_callbacks USING btree (application_id, mode, reference);
CREATE UNIQUE INDEX ix_gateway_overrides_application_id_mode ON public.gateway_overrides USING btree (application_id, mode) WHERE (ended_at IS NULL);
CREATE INDEX ix_idempotency_records_application_id_expires_at ON public.idempotency_records USING btree (application_id, expires_at);
CREATE UNIQUE INDEX ix_ledger_journals_application_id_cause ON public.ledger_journals USING btree (application_id, cause);
CREATE UNIQUE INDEX ix_ledger_seals_application_id_journal_id ON public.ledger_seals USING btree (application_id, journal_id);
CREATE INDEX ix_ledger_transfers_application_id_mode_currency_credit_posted ON public.ledger_transfers USING btree (application_id, mode, currency, credit, posted_at);
CREATE INDEX ix_ledger_transfers_application_id_mode_currency_debit_posted_ ON public.ledger_transfers USING btree (application_id, mode, currency, debit, posted_at);
CREATE UNIQUE INDEX ix_operator_passkeys_credential_id ON public.operator_passkeys USING btree (credential_id);
CREATE INDEX ix_operator_passkeys_operator_id ON public.operator_passkeys USING btree (operator_id);
CREATE UNIQUE INDEX ix_operator_sessions_id ON public.operator_sessions USING btree (id);
CREATE INDEX ix_operator_sessions_network_created_at ON public.operator_sessions USING btree (network, created_at);
CREATE INDEX ix_operator_sessions_operator_id ON public.operator_sessions USING btree (operator_id);
CREATE UNIQUE INDEX ix_operators_email ON public.operators USING btree (email);
CREATE INDEX ix_passkey_challenges_expires_at ON public.passkey_challenges USING btree (expires_at);
CREATE INDEX ix_payment_attempts_application_id_bank_transaction_id ON public.payment_attempts USING btree (application_id, bank_transaction_id) WHERE (bank_transaction_id IS NOT NULL);
CREATE INDEX ix_payment_attempts_application_id_override_id ON public.payment_attempts USING btree (application_id, override_id);
CREATE INDEX ix_payment_attempts_application_id_payment_id ON public.payment_attempts USING btree (application_id, payment_id);
CREATE INDEX ix_payment_attempts_application_id_payment_id1 ON public.payment_attempts USING btree (application_id, payment_id) WHERE ((returned_by_refund_id IS NULL) AND ((status)::text = ANY ((ARRAY['HELD'::character varying, 'SURPLUS'::character varying, 'MISMATCHED'::character varying])::text[])));
CREATE INDEX ix_payment_attempts_application_id_return_due_at ON public.payment_attempts USING btree (application_id, return_due_at) WHERE (return_due_at IS NOT NULL);
CREATE UNIQUE INDEX ix_payment_attempts_application_id_transaction_id ON public.payment_attempts USING btree (application_id, transaction_id);
CREATE UNIQUE INDEX ix_payment_attempts_application_id_validation_id ON public.payment_attempts USING btree (application_id, validation_id);
CREATE INDEX ix_payment_terms_application_id_mode_term_created_at_payment_id ON public.payment_terms USING btree (application_id, mode, term, created_at, payment_id);
CREATE INDEX ix_payments_application_id_due_at ON public.payments USING btree (application_id, due_at);
CREATE INDEX ix_payments_application_id_held_at ON public.payments USING btree (application_id, held_at) WHERE (held_at IS NOT NULL);
CREATE INDEX ix_payments_application_id_leased_by ON public.payments USING btree (application_id, leased_by) WHERE (leased_by IS NOT NULL);
CREATE INDEX ix_payments_application_id_mode_created_at_id ON public.payments USING btree (application_id, mode, created_at, id);
CREATE INDEX ix_payments_application_id_mode_customer_reference_created_at_ ON public.payments USING btree (application_id, mode, customer_reference, created_at, id);
CREATE INDEX ix_payments_application_id_mode_paid_at ON public.payments USING btree (application_id, mode, paid_at) WHERE (paid_at IS NOT NULL);
CREATE INDEX ix_payments_application_id_mode_status_created_at_id ON public.payments USING btree (application_id, mode, status, created_at, id);
CREATE UNIQUE INDEX ix_payments_application_id_reference ON public.payments USING btree (application_id, reference);
CREATE INDEX ix_refunds_application_id_attempt_id ON public.refunds USING btree (application_id, attempt_id);
CREATE INDEX ix_refunds_application_id_due_at ON public.refunds USING btree (application_id, due_at);
CREATE INDEX ix_refunds_application_id_leased_by ON public.refunds USING btree (application_id, leased_by) WHERE (leased_by IS NOT NULL);
CREATE INDEX ix_refunds_application_id_mode_attention ON public.refunds USING btree (application_id, mode, attention) WHERE (attention IS NOT NULL);
CREATE INDEX ix_refunds_application_id_mode_created_at_id ON public.refunds USING btree (application_id, mode, created_at, id);
CREATE INDEX ix_refunds_application_id_mode_status_created_at_id ON public.refunds USING btree (application_id, mode, status, created_at, id);
CREATE INDEX ix_refunds_application_id_payment_id_created_at ON public.refunds USING btree (application_id, payment_id, created_at);
CREATE UNIQUE INDEX ix_refunds_application_id_reference ON public.refunds USING btree (application_id, reference);
CREATE UNIQUE INDEX ix_roles_name ON public.roles USING btree (name);
CREATE INDEX ix_setting_changes_application_id_status_expires_at ON public.setting_changes USING btree (application_id, status, expires_at);
CREATE INDEX ix_sign_in_limits_last_tried_at ON public.sign_in_limits USING btree (last_tried_at);
CREATE INDEX ix_webhook_attempts_application_id_event_id_started_at_id ON public.webhook_attempts USING btree (application_id, event_id, started_at, id);
CREATE INDEX ix_webhook_attempts_application_id_started_at ON public.webhook_attempts USING btree (application_id, started_at);
CREATE INDEX ix_webhook_deliveries_application_id_leased_by ON public.webhook_deliveries USING btree (application_id, leased_by) WHERE (leased_by IS NOT NULL);
CREATE INDEX ix_webhook_deliveries_application_id_mode_due_at_sequence ON public.webhook_deliveries USING btree (application_id, mode, due_at, sequence) WHERE (due_at IS NOT NULL);
CREATE UNIQUE INDEX ix_webhook_deliveries_application_id_mode_sequence ON public.webhook_deliveries USING btree (application_id, mode, sequence);
CREATE INDEX ix_webhook_deliveries_parked ON public.webhook_deliveries USING btree (application_id, mode, event_id) WHERE ((status)::text = 'PARKED'::text);
CREATE INDEX ix_webhook_deliveries_unnumbered ON public.webhook_deliveries USING btree (application_id, event_id) WHERE (sequence IS NULL);
CREATE INDEX ix_webhook_events_application_id_mode_created_at_id ON public.webhook_events USING btree (application_id, mode, created_at, id);
CREATE UNIQUE INDEX ix_webhook_events_application_id_reference ON public.webhook_events USING btree (application_id, reference);
CREATE INDEX ix_webhook_events_application_id_subject ON public.webhook_events USING btree (application_id, subject);
CREATE TRIGGER audit_log_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit_log FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER audit_seals_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit_seals FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER ledger_journals_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.ledger_journals FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER ledger_seals_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.ledger_seals FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER ledger_transfers_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.ledger_transfers FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER payment_attempts_lifecycle BEFORE UPDATE OF status ON public.payment_attempts FOR EACH ROW WHEN ((((old.status)::text <> (new.status)::text) AND ((((old.status)::text || '>'::text) || (new.status)::text) <> ALL (ARRAY['HELD>PAID'::text, 'OPENING>PAID'::text, 'OPENING>HELD'::text, 'OPENING>SURPLUS'::text, 'OPENING>MISMATCHED'::text, 'UNANSWERED>PAID'::text, 'UNANSWERED>HELD'::text, 'UNANSWERED>SURPLUS'::text, 'UNANSWERED>MISMATCHED'::text, 'OPEN>PAID'::text, 'OPEN>HELD'::text, 'OPEN>SURPLUS'::text, 'OPEN>MISMATCHED'::text, 'REFUSED>PAID'::text, 'REFUSED>HELD'::text, 'REFUSED>SURPLUS'::text, 'REFUSED>MISMATCHED'::text, 'FAILED>PAID'::text, 'FAILED>HELD'::text, 'FAILED>SURPLUS'::text, 'FAILED>MISMATCHED'::text, 'CANCELLED>PAID'::text, 'CANCELLED>HELD'::text, 'CANCELLED>SURPLUS'::text, 'CANCELLED>MISMATCHED'::text, 'UNATTEMPTED>PAID'::text, 'UNATTEMPTED>HELD'::text, 'UNATTEMPTED>SURPLUS'::text, 'UNATTEMPTED>MISMATCHED'::text, 'EXPIRED>PAID'::text, 'EXPIRED>HELD'::text, 'EXPIRED>SURPLUS'::text, 'EXPIRED>MISMATCHED'::text, 'OPENING>UNANSWERED'::text, 'OPENING>OPEN'::text, 'OPENING>REFUSED'::text, 'OPENING>FAILED'::text, 'OPENING>CANCELLED'::text, 'OPENING>UNATTEMPTED'::text, 'OPENING>EXPIRED'::text, 'UNANSWERED>OPEN'::text, 'UNANSWERED>FAILED'::text, 'UNANSWERED>CANCELLED'::text, 'UNANSWERED>UNATTEMPTED'::text, 'UNANSWERED>EXPIRED'::text, 'OPEN>FAILED'::text, 'OPEN>CANCELLED'::text, 'OPEN>UNATTEMPTED'::text, 'OPEN>EXPIRED'::text])))) EXECUTE FUNCTION public.refuse_step();
CREATE TRIGGER payment_attempts_stay BEFORE DELETE OR TRUNCATE ON public.payment_attempts FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER payments_lifecycle BEFORE UPDATE OF status ON public.payments FOR EACH ROW WHEN ((((old.status)::text <> (new.status)::text) AND ((((old.status)::text || '>'::text) || (new.status)::text) <> ALL (ARRAY['PENDING>SUCCEEDED'::text, 'PENDING>FAILED'::text, 'PENDING>EXPIRED'::text, 'PENDING>CANCELLED'::text, 'FAILED>SUCCEEDED'::text, 'EXPIRED>SUCCEEDED'::text, 'CANCELLED>SUCCEEDED'::text])))) EXECUTE FUNCTION public.refuse_step();
CREATE TRIGGER payments_stay BEFORE DELETE OR TRUNCATE ON public.payments FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER refunds_lifecycle BEFORE UPDATE OF status ON public.refunds FOR EACH ROW WHEN ((((old.status)::text <> (new.status)::text) AND ((((old.status)::text || '>'::text) || (new.status)::text) <> ALL (ARRAY['AWAITING_APPROVAL>PENDING'::text, 'AWAITING_APPROVAL>REJECTED'::text, 'PENDING>SUCCEEDED'::text, 'PENDING>FAILED'::text])) AND (NOT (((((old.status)::text || '>'::text) || (new.status)::text) = ANY (ARRAY['FAILED>SUCCEEDED'::text, 'SUCCEEDED>FAILED'::text])) AND (old.resolved_at IS NOT NULL) AND (old.contradicted_at IS NULL) AND (new.contradicted_at IS NOT NULL))))) EXECUTE FUNCTION public.refuse_step();
CREATE TRIGGER refunds_stay BEFORE DELETE OR TRUNCATE ON public.refunds FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER webhook_attempts_no_update BEFORE UPDATE OR TRUNCATE ON public.webhook_attempts FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER webhook_events_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.webhook_events FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
ALTER TABLE ONLY public.ledger_seals
    ADD CONSTRAINT fk_ledger_seals_ledger_journals_application_id_journal_id FOREIGN KEY (application_id, journal_id) REFERENCES public.ledger_journals(application_id, id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.ledger_transfers
    ADD CONSTRAINT fk_ledger_transfers_ledger_journals_application_id_journal_id FOREIGN KEY (application_id, journal_id) REFERENCES public.ledger_journals(application_id, id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.ledger_turnovers
    ADD CONSTRAINT fk_ledger_turnovers_ledger_counted_application_id_mode FOREIGN KEY (application_id, mode) REFERENCES public.ledger_counted(application_id, mode) ON DELETE CASCADE;
ALTER TABLE ONLY public.ledger_unsealed
    ADD CONSTRAINT fk_ledger_unsealed_ledger_journals_application_id_journal_id FOREIGN KEY (application_id, journal_id) REFERENCES public.ledger_journals(application_id, id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.payment_attempts
    ADD CONSTRAINT fk_payment_attempts_gateway_overrides_application_id_override_ FOREIGN KEY (application_id, override_id) REFERENCES public.gateway_overrides(application_id, id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.payment_attempts
    ADD CONSTRAINT fk_payment_attempts_payments_application_id_payment_id FOREIGN KEY (application_id, payment_id) REFERENCES public.payments(application_id, id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.payment_terms
    ADD CONSTRAINT fk_payment_terms_payments_application_id_payment_id FOREIGN KEY (application_id, payment_id) REFERENCES public.payments(application_id, id) ON DELETE CASCADE;
ALTER TABLE ONLY public.refunds
    ADD CONSTRAINT fk_refunds_payment_attempts_application_id_attempt_id FOREIGN KEY (application_id, attempt_id) REFERENCES public.payment_attempts(application_id, id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.webhook_attempts
    ADD CONSTRAINT fk_webhook_attempts_webhook_events_application_id_event_id FOREIGN KEY (application_id, event_id) REFERENCES public.webhook_events(application_id, id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.webhook_deliveries
    ADD CONSTRAINT fk_webhook_deliveries_webhook_events_application_id_event_id FOREIGN KEY (application_id, event_id) REFERENCES public.webhook_events(application_id, id) ON DELETE RESTRICT;
