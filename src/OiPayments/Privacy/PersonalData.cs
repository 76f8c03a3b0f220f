using OiPayments.Idempotency;
using OiPayments.Invoices;
using OiPayments.Payments;
using OiPayments.Persistence;
using OiPayments.Refunds;
using OiPayments.Webhooks;

namespace OiPayments.Privacy;

/// <summary>
/// Every column that holds personal data of a customer, or texts of an application or an operator about one. The export and the erasure are
/// made from this list alone. A test compares it with the schema: a text column of an application's records is in it, or in
/// <see cref="WithoutPersonalData"/> with the reason.
/// </summary>
internal static class PersonalData
{
    /// <summary>In the order in which they are erased: lines of an issued invoice can only be blanked after the invoice.</summary>
    public static readonly IReadOnlyList<PersonalTable> Tables =
    [
        new PersonalTable<Payment>(
            "payments", (db, of) => db.Of<Payment>(of.ApplicationId).Where(p => of.Payments.Contains(p.Id)),
            new(nameof(Payment.CustomerReference), Blank.Mark), new(nameof(Payment.CustomerName), Blank.Nothing),
            new(nameof(Payment.CustomerEmail), Blank.Nothing), new(nameof(Payment.CustomerPhone), Blank.Nothing),
            new(nameof(Payment.ProductName), Blank.Nothing), new(nameof(Payment.Description), Blank.Nothing),
            new(nameof(Payment.ReturnUrl), Blank.Nothing), new(nameof(Payment.Metadata), Blank.Nothing) { IsJson = true }),
        new PersonalTable<PaymentAttempt>(
            "paymentAttempts", (db, of) => db.Of<PaymentAttempt>(of.ApplicationId).Where(a => of.Payments.Contains(a.PaymentId)),
            new PersonalColumn(nameof(PaymentAttempt.CustomerUrl), Blank.Nothing)),
        new PersonalTable<GatewayCallback>("gatewayCallbacks", CallbacksOf,
            new PersonalColumn(nameof(GatewayCallback.RawPayload), Blank.EmptyText) { IsJson = true }),
        new PersonalTable<Refund>(
            "refunds", (db, of) => db.Of<Refund>(of.ApplicationId).Where(r => of.Payments.Contains(r.PaymentId)),
            new(nameof(Refund.Reason), Blank.Mark), new(nameof(Refund.Note), Blank.Mark), new(nameof(Refund.FailureMessage), Blank.Mark),
            new(nameof(Refund.ResolutionNote), Blank.Mark)),
        new PersonalTable<PaymentTerm>("searchTerms", TermsOf, new PersonalColumn(nameof(PaymentTerm.Term), Blank.Row)),
        new PersonalTable<Invoice>(
            "invoices", (db, of) => db.Of<Invoice>(of.ApplicationId).Where(i => of.Invoices.Contains(i.Id)),
            new(nameof(Invoice.CustomerReference), Blank.Mark), new(nameof(Invoice.CustomerName), Blank.Nothing),
            new(nameof(Invoice.CustomerEmail), Blank.Nothing), new(nameof(Invoice.CustomerAddress), Blank.Nothing),
            new(nameof(Invoice.CustomerBin), Blank.Nothing), new(nameof(Invoice.Notes), Blank.Nothing)),
        new PersonalTable<InvoiceLine>(
            "invoiceLines", (db, of) => db.Of<InvoiceLine>(of.ApplicationId).Where(l => of.Invoices.Contains(l.InvoiceId)),
            new PersonalColumn(nameof(InvoiceLine.Description), Blank.Mark)),
        new CreditNotesOfCustomer(),
        new PersonalTable<WebhookAttempt>("webhookAttempts", AttemptsOf,
            new(nameof(WebhookAttempt.RequestHeaders), Blank.Row) { IsJson = true },
            new(nameof(WebhookAttempt.ResponseBody), Blank.Row), new(nameof(WebhookAttempt.Error), Blank.Row)),
        new PersonalTable<WebhookEvent>("events", EventsOf,
            new PersonalColumn(nameof(WebhookEvent.Payload), Blank.EmptyText) { IsJson = true }),
    ];

    /// <summary>Kept answers of Idempotency-Keys: found by what they name, in <see cref="KeptAnswers"/>.</summary>
    public const string KeptAnswersKind = "keptAnswers";

    public static readonly IReadOnlyList<PersonalColumn> OfKeptAnswers = [new(nameof(IdempotencyRecord.Body), Blank.Fields)];

    private const string Id = "An id, a number or a digest that the service or the gateway made.";
    private const string Code = "One of a fixed list of words.";
    private const string Gateways = "The gateway's words about a card, a bank or a transaction, from its own list.";
    private const string Setting = "A setting of the application or the company, no record of a customer.";
    private const string Operators = "Names an operator by number.";
    private const string Books = "Names records by their references; the books and their seals never change.";
    private const string Files = "From the gateway's or the bank's file about the company's own account; no customer is named by it.";
    private const string OperatorsWords = "What an operator wrote about a difference in the books, which are kept. The guide says not to "
        + "name customers there.";

    /// <summary>By table and column: why no personal data of a customer is in it, or why it stays.</summary>
    public static readonly IReadOnlyDictionary<string, string> WithoutPersonalData = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["audit_log.action"] = Code,
        ["audit_log.actor_name"] = "The e-mail address of an operator, no customer's. The log is sealed.",
        ["audit_log.after"] = "What operators changed: of an invoice's customer it says only that something changed. The log is sealed.",
        ["audit_log.before"] = "As audit_log.after.",
        ["audit_log.ip_address"] = "An operator's.",
        ["audit_log.reason"] = "What an operator gave as reason. The log is sealed; the guide says not to name customers there.",
        ["audit_log.session_name"] = Id,
        ["audit_log.target_id"] = Id,
        ["audit_log.target_type"] = Code,
        ["audit_seals.hash"] = Id,
        ["audit_seals.previous_hash"] = Id,
        ["bank_accounts.mapping"] = Setting,
        ["bank_accounts.name"] = Setting,
        ["bank_accounts.number"] = Setting,
        ["bank_accounts.updated_by"] = Operators,
        ["bank_entries.bank_reference"] = Files,
        ["bank_entries.detail"] = Files,
        ["bank_entries.fingerprint"] = Id,
        ["bank_entries.raw"] = Files,
        ["bank_entries.reference"] = Files,
        ["bank_entries.resolution_note"] = OperatorsWords,
        ["bank_entries.resolved_by"] = Operators,
        ["bank_entries.text"] = Files,
        ["bank_entries.words"] = Files,
        ["bank_files.created_by"] = Operators,
        ["bank_files.digest"] = Id,
        ["bank_files.file_name"] = Files,
        ["credit_notes.branding"] = Setting,
        ["credit_notes.created_by"] = Operators,
        ["credit_notes.number"] = Id,
        ["credit_notes.reference"] = Id,
        ["credit_notes.series"] = Id,
        ["gateway_callbacks.gateway"] = Code,
        ["gateway_callbacks.note"] = "A sentence of the service about what the callback came to.",
        ["gateway_callbacks.reference"] = Id,
        ["gateway_overrides.created_by"] = Operators,
        ["gateway_overrides.gateway"] = Code,
        ["gateway_overrides.store_id"] = Setting,
        ["gateway_overrides.store_password"] = Setting,
        ["idempotency_records.fingerprint"] = Id,
        ["idempotency_records.key"] = "The application's own name for a request. It keeps the request from being done twice, and goes "
            + "after 30 days.",
        ["invoice_logos.digest"] = Id,
        ["invoice_logos.png"] = Setting,
        ["invoice_series.series"] = Id,
        ["invoice_templates.accent_color"] = Setting,
        ["invoice_templates.bin"] = Setting,
        ["invoice_templates.company_address"] = Setting,
        ["invoice_templates.company_name"] = Setting,
        ["invoice_templates.contact_details"] = Setting,
        ["invoice_templates.credit_note_number_pattern"] = Setting,
        ["invoice_templates.footer_note"] = Setting,
        ["invoice_templates.logo_digest"] = Id,
        ["invoice_templates.logo_url"] = Setting,
        ["invoice_templates.number_pattern"] = Setting,
        ["invoice_templates.officer_name"] = Setting,
        ["invoice_templates.officer_position"] = Setting,
        ["invoice_withholdings.certificate_number"] = "The number of a tax certificate: proof for the tax office, kept with the books.",
        ["invoice_withholdings.created_by"] = Operators,
        ["invoices.branding"] = Setting,
        ["invoices.number"] = Id,
        ["invoices.reference"] = Id,
        ["invoices.series"] = Id,
        ["ledger_closes.created_by"] = Operators,
        ["ledger_journals.cause"] = Books,
        ["ledger_seals.hash"] = Id,
        ["ledger_seals.previous_hash"] = Id,
        ["logged_requests.method"] = Code,
        ["logged_requests.path"] = "The path alone, which names records by their ids. Goes after Retention__Requests.",
        ["logged_requests.request_id"] = Id,
        ["mails.problem"] = "A sentence of the service without an address. Goes after Retention__Mails.",
        ["manual_journals.created_by"] = Operators,
        ["manual_journals.decided_by"] = Operators,
        ["manual_journals.reason"] = OperatorsWords,
        ["manual_journals.rejection_reason"] = OperatorsWords,
        ["payment_attempts.bank_transaction_id"] = Id,
        ["payment_attempts.channel"] = Gateways,
        ["payment_attempts.exchange_rate"] = "A number.",
        ["payment_attempts.reason"] = Gateways,
        ["payment_attempts.session_key"] = Id,
        ["payment_attempts.trace_context"] = Id,
        ["payment_attempts.transaction_id"] = Id,
        ["payment_attempts.validation_id"] = Id,
        ["payments.channel"] = Gateways,
        ["payments.failure_code"] = Code,
        ["payments.failure_message"] = Gateways,
        ["payments.gateway"] = Code,
        ["payments.gateway_txn_id"] = Id,
        ["payments.reference"] = Id,
        ["payments.trace_context"] = Id,
        ["payouts.bank_reference"] = Files,
        ["payouts.gateway"] = Code,
        ["payouts.reference"] = Files,
        ["payouts.return_reason"] = Files,
        ["refunds.approved_by"] = Operators,
        ["refunds.bank_transaction_id"] = Id,
        ["refunds.contradiction_seen_by"] = Operators,
        ["refunds.created_by"] = Operators,
        ["refunds.exchange_rate"] = "A number.",
        ["refunds.gateway_refund_id"] = Id,
        ["refunds.reference"] = Id,
        ["refunds.rejected_by"] = Operators,
        ["refunds.resolution_by"] = Operators,
        ["refunds.resolution_confirmed_by"] = Operators,
        ["refunds.second_approved_by"] = Operators,
        ["refunds.trace_context"] = Id,
        ["report_paid_days.channel"] = Gateways,
        ["setting_changes.after"] = Setting,
        ["setting_changes.before"] = Setting,
        ["setting_changes.decided_by"] = Operators,
        ["setting_changes.proposed_by"] = Operators,
        ["setting_changes.settings"] = Setting,
        ["setting_changes.weakens"] = Setting,
        ["settlement_accounts.gateway"] = Code,
        ["settlement_accounts.holidays"] = Setting,
        ["settlement_accounts.mapping"] = Setting,
        ["settlement_accounts.updated_by"] = Operators,
        ["settlement_results.bank_transaction_id"] = Id,
        ["settlement_results.detail"] = "A sentence of the service about what differs.",
        ["settlement_results.fingerprint"] = Id,
        ["settlement_results.gateway"] = Code,
        ["settlement_results.label"] = Files,
        ["settlement_results.payout_reference"] = Files,
        ["settlement_results.refund_id"] = Id,
        ["settlement_results.resolution_note"] = OperatorsWords,
        ["settlement_results.resolved_by"] = Operators,
        ["settlement_results.transaction_id"] = Id,
        ["settlement_results.validation_id"] = Id,
        ["settlement_statements.created_by"] = Operators,
        ["settlement_statements.digest"] = Id,
        ["settlement_statements.file_name"] = Files,
        ["settlement_statements.gateway"] = Code,
        ["settlement_statements.preview"] = Files,
        ["settlement_statements.problem"] = "A sentence of the service about the file.",
        ["statement_chunks.content"] = "The gateway's file itself, the evidence of the money it paid out. The guide says what it may hold.",
        ["webhook_deliveries.last_error"] = "A sentence of the service about a connection.",
        ["webhook_deliveries.trace_context"] = Id,
        ["webhook_events.reference"] = Id,
        ["webhook_events.subject"] = Id,
        ["webhook_events.type"] = Code,
    };

    private static IQueryable<GatewayCallback> CallbacksOf(OiPaymentsDb db, CustomerRecords of)
    {
        List<Id<Payment>?> payments = [.. of.Payments.Select(id => (Id<Payment>?)id)];
        return db.Of<GatewayCallback>(of.ApplicationId).Where(c => payments.Contains(c.MatchedPaymentId));
    }

    private static IQueryable<PaymentTerm> TermsOf(OiPaymentsDb db, CustomerRecords of)
    {
        var (email, name, note, phone) = (
            SearchTerms.PersonalKinds[0], SearchTerms.PersonalKinds[1], SearchTerms.PersonalKinds[2], SearchTerms.PersonalKinds[3]);
        return db.Of<PaymentTerm>(of.ApplicationId).Where(t => of.Payments.Contains(t.PaymentId)
            && (t.Term.StartsWith(email) || t.Term.StartsWith(name) || t.Term.StartsWith(note) || t.Term.StartsWith(phone)));
    }

    private static IQueryable<WebhookEvent> EventsOf(OiPaymentsDb db, CustomerRecords of) =>
        db.Of<WebhookEvent>(of.ApplicationId).Where(e => of.References.Contains(e.Subject));

    private static IQueryable<WebhookAttempt> AttemptsOf(OiPaymentsDb db, CustomerRecords of)
    {
        var events = EventsOf(db, of).Select(e => e.Id);
        return db.Of<WebhookAttempt>(of.ApplicationId).Where(a => events.Contains(a.EventId));
    }

    /// <summary>Credit notes: their lines are JSON, of which the amounts stay.</summary>
    private sealed class CreditNotesOfCustomer() : PersonalTable<CreditNote>(
        "creditNotes", (db, of) => db.Of<CreditNote>(of.ApplicationId).Where(n => of.Invoices.Contains(n.InvoiceId)),
        new(nameof(CreditNote.Reason), Blank.Mark), new(nameof(CreditNote.Lines), Blank.Fields) { IsJson = true })
    {
        public override async Task<int> EraseAsync(OiPaymentsDb db, CustomerRecords of, DateTimeOffset now, CancellationToken ct)
        {
            var left = await RowsOf(db, of).Where(HasSomethingLeft()).Select(n => new { n.Id, n.Lines }).ToListAsync(ct);
            foreach (var note in left)
            {
                var lines = ErasedJson.Of(note.Lines);
                await db.Of<CreditNote>(of.ApplicationId).Where(n => n.Id == note.Id).ExecuteUpdateAsync(
                    set => set.SetProperty(n => n.Reason, ErasedText.Mark).SetProperty(n => n.Lines, lines), ct);
            }

            return left.Count;
        }
    }
}
