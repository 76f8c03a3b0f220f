-- Fills an empty, migrated database in which 20 applications are registered with payments (:payments of them, half of them the first
-- application's) over the last 400 days, and with what belongs to payments in plausible numbers. Of a hundred payments 80 succeed, 8
-- expire, 5 are cancelled, 4 fail and 3 are pending; a few in ten thousand are held, or left surplus money. A customer has ten of them. There are as many invoices, of
-- which 78 in a hundred are paid, 10 owe something by a day and 4 by none. No event is due, nobody has to be told of an overdue invoice, no
-- journal waits for its seal and no whole batch to be counted, so that the service has nothing else to do than to answer.
\set ON_ERROR_STOP on
SET synchronous_commit = off;
SET work_mem = '256MB';

CREATE TEMP TABLE shop AS SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM applications ORDER BY id LIMIT 20;

CREATE TEMP TABLE plan AS
SELECT n, CASE WHEN n % 2 = 0 THEN 0 ELSE 1 + (n / 2) % 19 END AS place,
       CASE WHEN n % 10 = 9 THEN 'TEST' ELSE 'LIVE' END AS mode,
       now() - interval '400 days' * ((:payments - n)::float8 / :payments) AS at,
       CASE WHEN n % 100 < 80 THEN 'SUCCEEDED' WHEN n % 100 < 88 THEN 'EXPIRED' WHEN n % 100 < 93 THEN 'CANCELLED' WHEN n % 100 < 97 THEN 'FAILED' ELSE 'PENDING' END AS status,
       n % 10000 = 98 AS held, n % 10000 = 50 AS surplus,
       (1000 + (n * 7919) % 900000)::bigint AS amount,
       -- The first cost nothing: otherwise the number of the largest books' journals is a round one, and none is left over that no whole batch counts.
       CASE WHEN n > 500 THEN (1000 + (n * 7919) % 900000)::bigint / 40 END AS fee, md5('p' || n) AS hash
FROM generate_series(1, :payments::bigint) AS n;

-- They are counted for reports below, all at once.
ALTER TABLE payments DISABLE TRIGGER payments_ended;
INSERT INTO payments (application_id, id, mode, reference, amount_minor, currency, gateway, customer_reference, customer_name, customer_email, customer_phone, metadata, product_name, created_at, expires_at,
    status, updated_at, paid_at, gateway_txn_id, channel, fee_minor, refund_held_minor, refunded_minor, failure_code, failure_message, held_at, hold_reason, invoice_id, version)
SELECT shop.id, 10000000 + n, mode, 'pay_' || substr(hash, 1, 25), amount, 'BDT', 'SSLCOMMERZ', 'customer-' || (n * 31) % (:payments::bigint / 10), 'Rahima' || n % 5000 || ' Khatun', 'rahima' || (n * 31) % (:payments::bigint / 10) || '@example.com', '+8801' || 700000000 + (n * 31) % (:payments::bigint / 10),
    '{"order":"ord-' || n || '"}', 'Tea, 1 kg',
    at, at + interval '1 hour', status, at + interval '2 minutes',
    CASE WHEN status = 'SUCCEEDED' THEN at + interval '2 minutes' END, CASE WHEN status = 'SUCCEEDED' THEN 'B' || substr(hash, 1, 20) END,
    CASE WHEN status = 'SUCCEEDED' THEN (ARRAY['BKASH-BKash', 'NAGAD-Nagad', 'VISA-Dutch Bangla', 'MASTER-City Bank', 'ROCKET-DBBL'])[1 + n % 5] END,
    CASE WHEN status = 'SUCCEEDED' THEN fee END, CASE WHEN n % 50 = 7 THEN amount / 2 ELSE 0 END, CASE WHEN n % 50 = 7 THEN amount / 2 ELSE 0 END,
    CASE WHEN status = 'FAILED' THEN 'ATTEMPTS_EXHAUSTED' END, CASE WHEN status = 'FAILED' THEN 'Too many attempts were made.' END,
    CASE WHEN held THEN at + interval '2 minutes' END, CASE WHEN held THEN 'RISK' END,
    CASE WHEN status = 'SUCCEEDED' THEN 90000000 + n END, 3
FROM plan JOIN shop USING (place);

ALTER TABLE payments ENABLE TRIGGER payments_ended;

-- Counted as the service counts: by days of Dhaka.
INSERT INTO report_counts (application_id, mode, version)
SELECT id, mode, 0 FROM applications CROSS JOIN (VALUES ('LIVE'), ('TEST')) AS of (mode) ON CONFLICT DO NOTHING;
INSERT INTO report_paid_days (application_id, mode, day, currency, channel, payments, amount_minor, fee_minor)
SELECT application_id, mode, (paid_at AT TIME ZONE 'Asia/Dhaka')::date, currency, coalesce(channel, ''), count(*), sum(amount_minor), sum(coalesce(fee_minor, 0))
FROM payments WHERE paid_at IS NOT NULL GROUP BY 1, 2, 3, 4, 5;
INSERT INTO report_ended_days (application_id, mode, day, currency, status, payments)
SELECT application_id, mode, (created_at AT TIME ZONE 'Asia/Dhaka')::date, currency, status, count(*)
FROM payments WHERE status <> 'PENDING' GROUP BY 1, 2, 3, 4, 5;

-- As the service indexes them.
INSERT INTO payment_terms (application_id, payment_id, mode, term, created_at)
SELECT shop.id, 10000000 + n, mode, term, at
FROM plan JOIN shop USING (place)
CROSS JOIN LATERAL unnest(ARRAY[
    'a:' || rtrim(rtrim(to_char(amount / 100.0, 'FM999999990.00'), '0'), '.'), 't:' || substr(hash, 20, 6), 'n:rahima' || n % 5000, 'n:khatun',
    'e:rahima' || (n * 31) % (:payments::bigint / 10) || '@example.com', 'p:' || reverse((1700000000 + (n * 31) % (:payments::bigint / 10))::text), 'm:ord-' || n]) AS term
ON CONFLICT DO NOTHING;

-- One try each, and a second for one in ten; surplus money is a second try that was paid as well.
INSERT INTO payment_attempts (application_id, id, payment_id, mode, transaction_id, created_at, status, validation_id, bank_transaction_id, channel, is_risky, charged_minor,
    charged_currency, fee_minor, reason, updated_at, times_asked, version)
SELECT shop.id, 20000000 + n * 2 + try, 10000000 + n, mode, 'oi' || substr(md5('t' || n || try), 1, 25), at + interval '30 seconds' * (try + 1), fate,
    CASE WHEN fate IN ('PAID', 'HELD', 'SURPLUS') THEN 'v' || n || '-' || try END,
    CASE WHEN fate IN ('PAID', 'HELD', 'SURPLUS') THEN CASE WHEN try = 0 THEN 'B' || substr(hash, 1, 20) ELSE 'S' || substr(hash, 1, 20) END END,
    CASE WHEN fate IN ('PAID', 'HELD', 'SURPLUS') THEN 'BKASH-BKash' END, fate = 'HELD', CASE WHEN fate IN ('PAID', 'HELD', 'SURPLUS') THEN amount END,
    CASE WHEN fate IN ('PAID', 'HELD', 'SURPLUS') THEN 'BDT' END, CASE WHEN fate IN ('PAID', 'HELD', 'SURPLUS') THEN fee END,
    CASE WHEN fate = 'FAILED' THEN 'Declined by the bank' END, at + interval '2 minutes', 0, 2
FROM plan JOIN shop USING (place) CROSS JOIN generate_series(0, 1) AS try
CROSS JOIN LATERAL (SELECT CASE WHEN try = 1 THEN CASE WHEN surplus THEN 'SURPLUS' ELSE 'FAILED' END WHEN held THEN 'HELD'
    WHEN status = 'SUCCEEDED' THEN 'PAID' WHEN status = 'CANCELLED' THEN 'CANCELLED' WHEN status = 'PENDING' THEN 'OPEN' ELSE 'FAILED' END AS fate) AS f
WHERE try = 0 OR n % 10 = 3 OR surplus;

INSERT INTO gateway_callbacks (application_id, id, mode, gateway, kind, reference, raw_payload, created_at, matched_payment_id, signature_valid, outcome)
SELECT shop.id, 30000000 + n * 2 + copy, mode, 'SSLCOMMERZ', CASE WHEN copy = 0 THEN 'IPN' ELSE 'SUCCESS' END, 'oi' || substr(md5('t' || n || '0'), 1, 25),
    'tran_id=oi' || substr(md5('t' || n || '0'), 1, 25) || '&status=VALID&card_type=BKASH-BKash&store_amount=' || amount, at + interval '2 minutes', 10000000 + n, n % 5000 <> 11,
    CASE WHEN n % 5000 = 11 THEN 'FORGED' WHEN copy = 0 THEN 'ACCEPTED' ELSE 'DUPLICATE' END
FROM plan JOIN shop USING (place) CROSS JOIN generate_series(0, 1) AS copy WHERE status IN ('SUCCEEDED', 'FAILED');

INSERT INTO ledger_journals (application_id, id, mode, currency, cause, kind, posted_at)
SELECT shop.id, 40000000 + n * 2 + part, mode, 'BDT', CASE WHEN part = 0 THEN 'pay_' || substr(hash, 1, 25) || ':capture' ELSE 'oi' || substr(md5('t' || n || '0'), 1, 25) || ':fee' END,
    CASE WHEN part = 0 THEN 'CAPTURE' ELSE 'GATEWAY_FEE' END, at + interval '2 minutes'
FROM plan JOIN shop USING (place) CROSS JOIN generate_series(0, 1) AS part WHERE status = 'SUCCEEDED' AND (part = 0 OR fee IS NOT NULL);

INSERT INTO ledger_transfers (application_id, journal_id, line, mode, currency, debit, credit, amount_minor, posted_at)
SELECT shop.id, 40000000 + n * 2 + part, 0, mode, 'BDT', CASE WHEN part = 0 THEN 'GATEWAY_CLEARING' ELSE 'GATEWAY_FEES' END,
    CASE WHEN part = 0 THEN 'APPLICATION_PAYABLE' ELSE 'GATEWAY_CLEARING' END, CASE WHEN part = 0 THEN amount ELSE fee END, at + interval '2 minutes'
FROM plan JOIN shop USING (place) CROSS JOIN generate_series(0, 1) AS part WHERE status = 'SUCCEEDED' AND (part = 0 OR fee IS NOT NULL);

-- Seals in the order of posting. Their hashes look like hashes, and each names the one before, but they are not made from the journals: this is no chain that verifies.
INSERT INTO ledger_seals (application_id, mode, position, journal_id, hash, previous_hash, sealed_at)
SELECT application_id, mode, position, id, md5('s' || id) || md5('l' || id), CASE WHEN previous IS NULL THEN repeat('0', 64) ELSE md5('s' || previous) || md5('l' || previous) END,
    posted_at + interval '1 second'
FROM (SELECT application_id, mode, id, posted_at, row_number() OVER chain AS position, lag(id) OVER chain AS previous FROM ledger_journals
    WINDOW chain AS (PARTITION BY application_id, mode ORDER BY id)) AS s;

-- Counted as the service counts: whole batches of 500 in the order of the seals, so up to a journal's id here.
INSERT INTO ledger_counted (application_id, mode, position, version)
SELECT application_id, mode, max(position) / 500 * 500, max(position) / 500 FROM ledger_seals GROUP BY application_id, mode HAVING max(position) >= 500;

-- Without numbers to plan with, PostgreSQL would walk through the whole chain for every transfer.
ANALYZE ledger_counted, ledger_seals, ledger_transfers;
WITH last AS MATERIALIZED (SELECT application_id, mode, journal_id FROM ledger_counted JOIN ledger_seals USING (application_id, mode, position))
INSERT INTO ledger_turnovers (application_id, mode, day, currency, account, debit_minor, credit_minor)
SELECT application_id, mode, day, currency, account, sum(debit_minor), sum(credit_minor)
FROM (SELECT t.application_id, t.mode, (t.posted_at AT TIME ZONE 'UTC')::date AS day, t.currency, t.debit, t.credit, sum(t.amount_minor) AS amount
    FROM ledger_transfers AS t JOIN last USING (application_id, mode)
    WHERE t.journal_id <= last.journal_id GROUP BY 1, 2, 3, 4, 5, 6) AS moved
CROSS JOIN LATERAL (VALUES (debit, amount, 0), (credit, 0, amount)) AS side (account, debit_minor, credit_minor)
GROUP BY application_id, mode, day, currency, account;

-- One payment in fifty was refunded by half; of the last ones some wait for approval.
INSERT INTO refunds (application_id, id, mode, reference, payment_id, attempt_id, source, amount_minor, currency, reason, bank_transaction_id, created_by, approvals_needed, created_at,
    gateway_amount_minor, gateway_currency, rounding_minor, uncovered_minor, status, updated_at, gateway_refund_id, times_asked, unanswered_calls, version)
SELECT shop.id, 50000000 + n, mode, 'rfd_' || substr(md5('r' || n), 1, 25), 10000000 + n, 20000000 + n * 2, 'CAPTURE', amount / 2, 'BDT', 'The parcel was lost', 'B' || substr(hash, 1, 20),
    'application', 0, at + interval '1 day', amount / 2, 'BDT', 0, 0, CASE WHEN n % 5000 = 7 THEN 'AWAITING_APPROVAL' ELSE 'SUCCEEDED' END, at + interval '2 days', 'R' || n, 0, 0, 3
FROM plan JOIN shop USING (place) WHERE n % 50 = 7;

-- One for each payment, over the same amount: what was paid pays it, and what was refunded of that opens it again. They have no journals.
INSERT INTO invoices (application_id, id, mode, reference, created_at, customer_reference, customer_name, customer_email, currency, due_date, tax_included,
    subtotal_minor, discount_minor, tax_minor, total_minor, status, number, series, sequence, issued_at, voided_at, branding, paid_minor, withheld_minor, credited_minor,
    next_due_date, overdue_at, overdue_told_at, updated_at, version)
SELECT shop.id, 90000000 + n, mode, 'inv_' || substr(hash, 1, 25), at, 'customer-' || (n * 31) % (:payments::bigint / 10), 'Rahima' || n % 5000 || ' Khatun', 'rahima' || (n * 31) % (:payments::bigint / 10) || '@example.com', 'BDT', due, FALSE,
    amount, 0, 0, amount, fate, CASE WHEN fate <> 'DRAFT' THEN 'INV-' || n END, CASE WHEN fate <> 'DRAFT' THEN 'INV-{seq}' END, CASE WHEN fate <> 'DRAFT' THEN n END,
    CASE WHEN fate <> 'DRAFT' THEN at END, CASE WHEN fate = 'VOID' THEN at + interval '1 hour' END,
    CASE WHEN fate <> 'DRAFT' THEN '{"companyName":"Tea House Limited","companyAddress":"12 Gulshan Avenue, Dhaka 1212","contactDetails":"billing@example.com","footerNote":"Thank you",'
        || '"accentColor":"#0f766e","language":"EN","layout":"PLAIN","numberPattern":"INV-{seq}","creditNoteNumberPattern":"CN-{seq}","version":1}' END,
    CASE WHEN fate = 'PAID' THEN amount WHEN fate = 'PARTIALLY_PAID' THEN amount - amount / 2 ELSE 0 END, 0, 0,
    CASE WHEN owes THEN due END, CASE WHEN owes THEN over END, CASE WHEN owes AND over <= now() THEN over END, at + interval '1 hour', 3
FROM plan JOIN shop USING (place)
CROSS JOIN LATERAL (SELECT CASE WHEN status = 'FAILED' THEN NULL ELSE (at + interval '30 days')::date END AS due,
    CASE WHEN status = 'SUCCEEDED' AND n % 50 = 7 THEN 'PARTIALLY_PAID' WHEN status = 'SUCCEEDED' THEN 'PAID' WHEN status = 'CANCELLED' THEN 'VOID' WHEN status = 'PENDING' THEN 'DRAFT' ELSE 'ISSUED' END AS fate) AS f
CROSS JOIN LATERAL (SELECT (due + 1)::timestamp AT TIME ZONE 'Asia/Dhaka' AS over, fate IN ('ISSUED', 'PARTIALLY_PAID') AND due IS NOT NULL AS owes) AS d;

INSERT INTO invoice_lines (application_id, invoice_id, position, mode, description, quantity_thousandths, unit_amount_minor, discount_minor, tax_rate, total_minor, share_minor, tax_minor)
SELECT shop.id, 90000000 + n, position, mode, CASE WHEN position = 1 THEN 'Tea, 1 kg' ELSE 'Delivery' END, 1000, part, 0, 0, part, 0, 0
FROM plan JOIN shop USING (place) CROSS JOIN LATERAL (VALUES (1, amount - amount / 5), (2, amount / 5)) AS line (position, part);

-- One invoice in ten is to be paid in two parts.
INSERT INTO invoice_installments (application_id, invoice_id, position, mode, due_date, amount_minor)
SELECT shop.id, 90000000 + n, position, mode, (at + interval '15 days' * position)::date, part
FROM plan JOIN shop USING (place) CROSS JOIN LATERAL (VALUES (1, amount / 2), (2, amount - amount / 2)) AS installment (position, part)
WHERE n % 10 = 2 AND status <> 'FAILED';

INSERT INTO webhook_events (application_id, id, reference, mode, type, subject, schema_version, payload, created_at)
SELECT shop.id, 60000000 + n, 'evt_' || substr(md5('e' || n), 1, 25), mode, 'payment.' || lower(status), 'pay_' || substr(hash, 1, 25), 1,
    '{"id":"evt_' || substr(md5('e' || n), 1, 25) || '","type":"payment.' || lower(status) || '","data":{"id":' || 10000000 + n || '}}', at + interval '2 minutes'
FROM plan JOIN shop USING (place) WHERE status <> 'PENDING';

-- However many there are, somebody looks after those that are parked.
INSERT INTO webhook_deliveries (application_id, event_id, mode, sequence, status, attempts, scheduled_attempts, lease_token, last_response_status, last_attempt_at, delivered_at, updated_at)
SELECT shop.id, 60000000 + n, mode, n, CASE WHEN n % (:payments::bigint / 200) = 1 THEN 'PARKED' ELSE 'DELIVERED' END, 1, 1, 1, 204, at + interval '2 minutes', at + interval '2 minutes', at + interval '2 minutes'
FROM plan JOIN shop USING (place) WHERE status <> 'PENDING';

INSERT INTO webhook_attempts (application_id, id, event_id, mode, started_at, duration_ms, request_headers, response_status)
SELECT shop.id, 70000000 + n, 60000000 + n, mode, at + interval '2 minutes', 12, '{}', 204
FROM plan JOIN shop USING (place) WHERE status <> 'PENDING' AND at > now() - interval '30 days';

-- As many lines of the audit log, of which one in ten is about no application. They have no seals.
INSERT INTO audit_log (application_id, id, actor_type, actor_id, actor_name, action, target_type, target_id, ip_address, created_at)
SELECT CASE WHEN n % 10 = 4 THEN 0 ELSE shop.id END, 80000000 + n, 'OPERATOR', 1, 'bench@localhost', 'webhook.resend', 'webhook', 60000000 + n, '127.0.0.1', at + interval '3 minutes'
FROM plan JOIN shop USING (place);

UPDATE id_blocks SET next = 100000000 WHERE name = 'ids';
VACUUM ANALYZE;
