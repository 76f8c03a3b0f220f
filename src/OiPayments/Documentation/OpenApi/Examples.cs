using System.Text.Json.Nodes;
using OiPayments.Applications;
using OiPayments.Bookkeeping;
using OiPayments.Cases;
using OiPayments.Checkout;
using OiPayments.InvoicePages;
using OiPayments.Invoices;
using OiPayments.Mail;
using OiPayments.Operators;
using OiPayments.Oversight;
using OiPayments.Payments;
using OiPayments.Privacy;
using OiPayments.Reconciliation;
using OiPayments.Reconciliation.Agreements;
using OiPayments.Reconciliation.Banks;
using OiPayments.Refunds;
using OiPayments.Reports;
using OiPayments.RequestLog;
using OiPayments.SigningIn;
using OiPayments.TestClocks;
using OiPayments.Verification;
using OiPayments.Webhooks;

namespace OiPayments.Documentation.OpenApi;

/// <summary>One example of everything that goes over the wire, by type: a payment of 1,250.50 BDT and those who deal with it.</summary>
internal static class Examples
{
    public const string Instant = "2026-06-04T10:00:00Z";

    private const string Application = """
        { "id": 42, "name": "Storefront", "status": "ACTIVE", "webhookUrl": "https://shop.example.com/hooks/payments",
          "testWebhookUrl": null, "webhooksEnabled": true, "returnUrl": "https://shop.example.com/thanks", "refundApprovalThresholdMinor": 500000,
          "refundSecondApprovalThresholdMinor": null, "receiptsEnabled": true, "mailInvoices": true, "mailRemindersBefore": [3], "mailRemindersAfter": [1, 7], "timeZone": "Asia/Dhaka", "acceptRiskyPayments": false, "autoRefundSurplus": true,
          "minAmountMinor": 1000, "maxAmountMinor": 50000000,
          "limits": [ { "currency": "USD", "minAmountMinor": 100, "maxAmountMinor": 400000, "refundApprovalThresholdMinor": 5000, "refundSecondApprovalThresholdMinor": null } ],
          "gatewayOverrides": [ { "mode": "LIVE", "gateway": "SSLCOMMERZ", "storeId": "storefrontlive", "setBy": "operator:1", "setAt": "2026-06-02T08:00:00Z" } ],
          "createdAt": "2026-06-01T08:00:00Z", "updatedAt": "2026-06-01T08:00:00Z", "version": 7, "proposedChangeId": null }
        """;

    private const string Clearing = """
        { "code": "GATEWAY_CLEARING", "type": "ASSET", "currency": "BDT", "debitMinor": 125050, "creditMinor": 3126, "balanceMinor": 121924 }
        """;

    private const string Colleague = """
        { "id": 3, "email": "support@example.com", "name": "Support desk", "superAdmin": false, "enabled": true,
          "roles": [ { "roleId": 4, "roleName": "Support", "applicationId": 42 } ], "createdAt": "2026-06-01T08:00:00Z", "version": 3 }
        """;

    private const string Assertion = """
        { "id": "AZx…", "rawId": "AZx…", "type": "public-key", "clientExtensionResults": {},
          "response": { "clientDataJSON": "eyJ…", "authenticatorData": "SZY…", "signature": "MEU…", "userHandle": "MQ" } }
        """;

    private const string OnePasskey = """
        { "id": 4001, "name": "Work laptop", "createdAt": "2026-06-04T10:00:00Z", "lastUsedAt": null, "isBackedUp": false }
        """;

    private const string Layout = """
        { "columns": [
            { "header": "Transaction ID", "field": "TRANSACTION_ID", "negate": false, "decimals": "POINT", "datePattern": null },
            { "header": "Amount", "field": "GROSS", "negate": false, "decimals": "POINT", "datePattern": null },
            { "header": "Service charge", "field": "FEE", "negate": false, "decimals": "POINT", "datePattern": null },
            { "header": "Settlement date", "field": "SETTLED_ON", "negate": false, "decimals": "POINT", "datePattern": "dd/MM/yyyy" } ],
          "kinds": {}, "unsigned": false, "ignored": [ "Remarks" ], "separator": null, "sheet": null, "headerRow": null, "currency": "BDT", "timeZone": "Asia/Dhaka" }
        """;

    private static readonly Dictionary<Type, string> Texts = new()
    {
        [typeof(SettlementStatementDto)] = $$"""
            { "id": 7001, "mode": "LIVE", "gateway": "SSLCOMMERZ", "applicationId": null, "fileName": "settlement-2026-06-07.csv",
              "sizeBytes": 18234,
              "digest": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "dryRun": false, "status": "IMPORTED", "rows": 120,
              "rowsKnown": 0, "matched": 118, "flagged": 2, "deferred": 0, "problem": null, "problemRow": null,
              "preview": { "format": "CSV", "headers": [ "Transaction ID", "Amount", "Service charge", "Settlement date", "Remarks" ],
                "rows": [ [ "oi1Vq3Zr8bWw5nKc2LmYt7Xe9P4Q", "1,250.50", "31.26", "07/06/2026", "" ] ],
                "proposal": {{Layout}},
                "mapping": {{Layout}}, "doubts": [] },
              "uploadedBy": "operator:3", "createdAt": "2026-06-08T04:00:00Z", "endedAt": "2026-06-08T04:00:01Z" }
            """,
        [typeof(SetMapping.Request)] = $$"""
            { "mode": "LIVE", "gateway": "SSLCOMMERZ", "mapping": {{Layout}}, "expectedDays": 3, "holidays": [ "2026-12-16" ] }
            """,
        [typeof(SettlementAccountDto)] = $$"""
            { "mode": "LIVE", "gateway": "SSLCOMMERZ", "applicationId": null, "mapping": {{Layout}},
              "expectedDays": 3, "holidays": [ "2026-12-16" ], "updatedBy": "operator:3", "updatedAt": "2026-06-08T03:55:00Z", "version": 1 }
            """,
        [typeof(SettlementResultDto)] = """
            { "id": 7101, "mode": "LIVE", "gateway": "SSLCOMMERZ", "applicationId": 42, "status": "FLAGGED", "reason": "AMOUNT_MISMATCH",
              "detail": "The file says ৳1,250.00; when it was paid the gateway said ৳1,250.50.", "period": "2026-06-07", "statementId": 7001, "row": 17,
              "kind": "PAYMENT", "transactionId": "oi1Vq3Zr8bWw5nKc2LmYt7Xe9P4Q", "paymentId": 1001, "refundId": null, "currency": "BDT",
              "grossMinor": 125000, "feeMinor": 3126, "bookedFeeMinor": 0, "netMinor": 121874, "payoutReference": "B-20260607", "label": "Sale",
              "resolution": null, "createdAt": "2026-06-08T04:00:00Z" }
            """,
        [typeof(ResolveResult.Request)] = """
            { "note": "The gateway rounded the amount; their support confirmed it on 9 June." }
            """,
        [typeof(PayoutDto)] = """
            { "id": 7201, "mode": "LIVE", "gateway": "SSLCOMMERZ", "applicationId": null, "reference": "B-20260607", "settledOn": "2026-06-07",
              "currency": "BDT", "amountMinor": 14387032, "bookedMinor": 14265158, "status": "IN_TRANSIT", "arrivedOn": null, "bankReference": null,
              "returnReason": null, "createdAt": "2026-06-08T04:00:01Z" }
            """,
        [typeof(SetBankAccount.Request)] = """
            { "mode": "LIVE", "name": "City Bank", "number": "1501-2034-7788", "mapping": {
                "columns": [ { "header": "Date", "field": "BOOKED_ON", "datePattern": "dd/MM/yyyy" }, { "header": "Particulars", "field": "TEXT" },
                  { "header": "Withdrawal", "field": "DEBIT" }, { "header": "Deposit", "field": "CREDIT" } ],
                "ignored": [ "Cheque" ] }, "arrivalDays": 2 }
            """,
        [typeof(BankAccountDto)] = """
            { "id": 7301, "mode": "LIVE", "name": "City Bank", "applicationId": null, "currency": "BDT", "number": "1501-2034-7788", "mapping": {
                "columns": [ { "header": "Date", "field": "BOOKED_ON", "negate": false, "decimals": "POINT", "datePattern": "dd/MM/yyyy" },
                  { "header": "Particulars", "field": "TEXT", "negate": false, "decimals": "POINT", "datePattern": null },
                  { "header": "Withdrawal", "field": "DEBIT", "negate": false, "decimals": "POINT", "datePattern": null },
                  { "header": "Deposit", "field": "CREDIT", "negate": false, "decimals": "POINT", "datePattern": null } ],
                "ignored": [ "Cheque" ], "separator": null, "sheet": null, "headerRow": null, "timeZone": "Asia/Dhaka" },
              "arrivalDays": 2, "closedOn": "2026-06-08", "closingMinor": 51423900, "lastSequence": 112, "updatedBy": "operator:3",
              "updatedAt": "2026-06-08T03:55:00Z", "version": 3 }
            """,
        [typeof(BankFileDto)] = """
            { "id": 7401, "mode": "LIVE", "accountId": 7301, "applicationId": null, "fileName": "statement-112.sta", "sizeBytes": 4120,
              "digest": "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752", "lines": 14, "linesKnown": 0, "otherAccounts": 0, "matched": 1,
              "flagged": 0, "openedOn": "2026-06-07", "openingMinor": 37036868, "closedOn": "2026-06-08", "closingMinor": 51423900, "preview": null,
              "uploadedBy": "operator:3", "createdAt": "2026-06-09T04:00:00Z" }
            """,
        [typeof(BankEntryDto)] = """
            { "id": 7501, "mode": "LIVE", "accountId": 7301, "applicationId": null, "fileId": 7401, "line": 3, "bookedOn": "2026-06-08", "currency": "BDT",
              "amountMinor": 14387032, "reference": "B-20260607", "bankReference": "FT26159KX2", "text": "BEFTN SSL COMMERZ B-20260607", "status": "ARRIVED",
              "reason": null, "detail": null, "payoutId": 7201, "resolution": null, "createdAt": "2026-06-09T04:00:00Z" }
            """,
        [typeof(ResolveBankEntry.Request)] = """
            { "note": "The bank's clerk named the payout on the telephone.", "payoutId": 7201 }
            """,
        [typeof(AgreementDto)] = """
            { "asOf": "2026-06-09T06:00:00Z", "mode": "LIVE", "agrees": false, "currencies": [
                { "currency": "BDT", "agrees": false, "takenMinor": 30012000, "feesMinor": 750300, "refundedMinor": 250100, "settledMinor": 14265158,
                  "returnedMinor": 0, "places": [
                    { "place": "AT_GATEWAY", "ledgerMinor": 14746442, "recordsMinor": 14746442, "manualMinor": 0, "differenceMinor": 0 },
                    { "place": "IN_TRANSIT", "ledgerMinor": 0, "recordsMinor": 0, "manualMinor": 0, "differenceMinor": 0 },
                    { "place": "AT_BANK", "ledgerMinor": 14265158, "recordsMinor": 14265158, "manualMinor": 0, "differenceMinor": 0 } ],
                  "waitingMinor": 14746442, "openMinor": 121874 } ],
              "differences": [
                { "kind": "SETTLEMENT_FLAG", "id": 7101, "applicationId": 42, "paymentId": 1001, "day": "2026-06-07", "currency": "BDT", "amountMinor": 121874,
                  "reason": "AMOUNT_MISMATCH", "detail": "The file says ৳1,250.00; when it was paid the gateway said ৳1,250.50." } ],
              "totalDifferences": 1 }
            """,
        [typeof(CalendarDto)] = """
            {
              "month": "2026-08", "mode": "LIVE",
              "days": [
                { "day": "2026-08-01", "agreement": "AGREED", "matched": 412, "deferred": 0, "flagged": 0, "resolved": 1 },
                { "day": "2026-08-02", "agreement": "NOTHING", "matched": 0, "deferred": 0, "flagged": 0, "resolved": 0 }
              ]
            }
            """,
        [typeof(ReconciliationRunDto)] = """
            { "period": "2026-06-07", "mode": "LIVE", "matched": 118, "missingInSettlement": 1, "missingInternal": 1, "amountMismatch": 1, "deferred": 0,
              "otherFlags": 0, "ledgerBalanced": true, "runAt": "2026-06-12T18:00:00Z" }
            """,
        [typeof(CreatePayment.Request)] = """
            { "amountMinor": 125050, "currency": "BDT", "customerReference": "customer-1001", "customerName": "Rahima Khatun",
              "customerEmail": "rahima@example.com", "customerPhone": "01711-234567", "productName": "Tea, 1 kg", "returnUrl": "https://shop.example.com/thanks",
              "metadata": { "orderId": "A-1001" } }
            """,
        [typeof(PaymentDto)] = """
            { "id": 1001, "reference": "pay_1Vq3Zr8bWw5nKc2LmYt7Xe9P", "status": "SUCCEEDED", "applicationId": 42, "mode": "TEST",
              "amountMinor": 125050, "currency": "BDT", "gateway": "SSLCOMMERZ", "gatewayTxnId": "2606041000ab12CD34",
              "checkoutUrl": "https://pay.example.com/checkout/pay_1Vq3Zr8bWw5nKc2LmYt7Xe9P", "redirectUrl": null, "invoiceId": null,
              "createdAt": "2026-06-04T10:00:00Z", "updatedAt": "2026-06-04T10:02:11Z", "customerReference": "customer-1001",
              "customerName": "Rahima Khatun", "customerEmail": "rahima@example.com", "customerPhone": "+8801711234567",
              "productName": "Tea, 1 kg", "description": null, "metadata": { "orderId": "A-1001" },
              "returnUrl": "https://shop.example.com/thanks", "paidAt": "2026-06-04T10:02:11Z", "expiresAt": "2026-06-04T11:00:00Z",
              "heldAt": null, "holdReason": null, "failureCode": null, "failureMessage": null, "feeMinor": 3126, "refundedMinor": 0, "refundableMinor": 125050,
              "channel": "BKASH-BKash", "erasedAt": null }
            """,
        [typeof(Report<PaidRow>)] = """
            { "mode": "LIVE", "from": "2026-06-01", "to": "2026-06-30", "timeZone": "Asia/Dhaka", "groupBy": "DAY", "rows": [
                { "day": "2026-06-04", "currency": "BDT", "payments": 12, "amountMinor": 1500600, "feeMinor": 37515, "netMinor": 1463085 } ] }
            """,
        [typeof(Report<OutcomeRow>)] = """
            { "mode": "LIVE", "from": "2026-06-01", "to": "2026-06-30", "timeZone": "Asia/Dhaka", "groupBy": "APPLICATION", "rows": [
                { "applicationId": 42, "applicationName": "Storefront", "currency": "BDT", "opened": 50, "succeeded": 37, "failed": 1, "expired": 1, "cancelled": 1,
                  "pending": 10, "successBasisPoints": 9250 } ] }
            """,
        [typeof(Report<RefundRow>)] = """
            { "mode": "LIVE", "from": "2026-06-01", "to": "2026-06-30", "timeZone": "Asia/Dhaka", "groupBy": "DAY", "rows": [
                { "day": "2026-06-05", "currency": "BDT", "requested": 2, "requestedMinor": 50100, "succeeded": 1, "succeededMinor": 25050, "ended": 0, "waiting": 1 } ] }
            """,
        [typeof(Summary)] = """
            { "mode": "LIVE", "today": "2026-06-04", "takings": [
                { "currency": "BDT", "payments": 12, "amountMinor": 1500600, "paymentsWeekBefore": 9, "amountWeekBeforeMinor": 1125450 } ],
              "refundsAwaitingApproval": 1, "unclearRefunds": 0, "contradictedRefunds": 0, "heldPayments": 0, "suspendedTransactions": 0, "parkedWebhooks": 2,
              "webhookTroubles": [ { "applicationId": 42, "applicationName": "Storefront", "retrying": 5, "parked": 2 } ],
              "proposedChanges": 1, "applicationsWithoutStore": 0 }
            """,
        [typeof(GatewayCallbackDto)] = """
            { "id": 3001, "gateway": "SSLCOMMERZ", "mode": "LIVE", "reference": "oi1Vq3Zr8bWw5nKc2LmYt7Xe9P", "matchedPaymentId": 1001, "signatureValid": true,
              "outcome": "ACCEPTED", "note": null, "rawPayload": "tran_id=oi1Vq3Zr8bWw5nKc2LmYt7Xe9P&status=VALID&verify_sign=…", "payloadRemoved": false, "createdAt": "2026-06-04T10:02:11Z" }
            """,
        [typeof(CaseFile)] = $$"""
            { "payment": { "id": 1001, "reference": "pay_1Vq3Zr8bWw5nKc2LmYt7Xe9P", "status": "PENDING", "applicationId": 42, "mode": "TEST",
                "amountMinor": 125050, "currency": "BDT", "gateway": "SSLCOMMERZ",
                "checkoutUrl": "https://pay.example.com/checkout/pay_1Vq3Zr8bWw5nKc2LmYt7Xe9P", "createdAt": "2026-06-04T10:00:00Z",
                "updatedAt": "2026-06-04T10:02:11Z", "customerReference": "customer-1001", "expiresAt": "2026-06-04T11:00:00Z",
                "heldAt": "2026-06-04T10:02:11Z", "holdReason": "RISK", "refundedMinor": 0, "refundableMinor": 0 },
              "applicationName": "Storefront",
              "attempts": [ { "transactionId": "oi1Vq3Zr8bWw5nKc2LmYt7Xe9P", "status": "HELD", "ownStoreId": null, "chargedMinor": 125050, "chargedCurrency": "BDT",
                "feeMinor": 3126, "gatewayTxnId": "2606041000ab12CD34", "channel": "VISA-Dutch Bangla", "risky": true,
                "createdAt": "2026-06-04T10:00:30Z", "updatedAt": "2026-06-04T10:02:11Z" } ],
              "refunds": [],
              "timeline": [
                { "at": "2026-06-04T10:00:00Z", "kind": "PAYMENT_CREATED", "text": "Storefront asked customer-1001 for 1250.50 BDT." },
                { "at": "2026-06-04T10:00:30Z", "kind": "ATTEMPT_STARTED", "text": "The customer was sent to the gateway to pay.",
                  "transactionId": "oi1Vq3Zr8bWw5nKc2LmYt7Xe9P" },
                { "at": "2026-06-04T10:02:11Z", "kind": "MONEY_RECEIVED", "transactionId": "oi1Vq3Zr8bWw5nKc2LmYt7Xe9P",
                  "text": "The gateway took 1250.50 BDT by VISA-Dutch Bangla and calls it risky: the money waits for an operator." } ],
              "timelineIsComplete": true,
              "actions": { "canRefund": false, "refundableMinor": 0, "approvalAboveMinor": 5000000, "canRelease": true, "returnableTransactionIds": [ "oi1Vq3Zr8bWw5nKc2LmYt7Xe9P" ] } }
            """,
        [typeof(RequestRefund.Request)] =
            """{ "amountMinor": 25050, "reason": "One item was out of stock", "expectedRefundableMinor": 125050 }""",
        [typeof(RefundForCustomer.Request)] = """{ "amountMinor": 25050, "reason": "The parcel was lost" }""",
        [typeof(RejectRefund.Request)] = """{ "reason": "The customer has the goods" }""",
        [typeof(ResolveRefund.Request)] = """{ "status": "SUCCEEDED", "note": "Seen as refunded in the merchant panel" }""",
        [typeof(AcknowledgeRefund.Request)] = """{ "note": "The customer sends the second one back" }""",
        [typeof(RefundDto)] = """
            { "id": 501, "reference": "rfd_1Vq3Zr8bWw5nKc2LmYt7Xe9P", "paymentId": 1001, "mode": "TEST", "amountMinor": 25050, "currency": "BDT",
              "gatewayAmountMinor": 25050, "gatewayCurrency": "BDT", "exchangeRate": null, "roundingMinor": 0, "contradictedAt": null,
              "reason": "One item was out of stock", "status": "PENDING", "source": "CAPTURE", "gatewayRefundId": null, "createdBy": "application",
              "approvedBy": null, "secondApprovedBy": null, "failureMessage": null, "note": null, "createdAt": "2026-06-05T09:00:00Z",
              "updatedAt": "2026-06-05T09:00:00Z", "gatewayWord": null, "attention": null, "resolution": null, "context": null }
            """,
        [typeof(CreateInvoice.Request)] = """
            { "customerReference": "customer-17", "issue": true, "currency": "BDT", "dueDate": "2026-07-04", "customerName": "Rahima Khatun",
              "customerEmail": "rahima@example.com", "customerAddress": "House 7, Road 3, Dhaka 1209", "customerBin": "0001234560101",
              "notes": "Thank you", "discountMinor": 0, "taxIncluded": false,
              "lineItems": [ { "description": "Design work", "qty": 1.5, "unitAmountMinor": 100000, "discountMinor": 0, "taxRate": 1500 } ],
              "installments": [ { "dueDate": "2026-06-20", "amountMinor": 100000 }, { "dueDate": "2026-07-04", "amountMinor": 72500 } ] }
            """,
        [typeof(CreateAnyInvoice.Request)] = """
            { "applicationId": 42, "mode": "TEST", "customerReference": "customer-17", "issue": false, "currency": "BDT", "dueDate": "2026-07-04",
              "customerName": "Rahima Khatun", "customerEmail": "rahima@example.com", "customerAddress": null, "customerBin": null,
              "notes": "Thank you", "discountMinor": 0, "taxIncluded": false,
              "lineItems": [ { "description": "Design work", "qty": 1.5, "unitAmountMinor": 100000, "discountMinor": 0, "taxRate": 1500 } ],
              "installments": [] }
            """,
        [typeof(EditInvoice.Request)] = """{ "notes": "Thank you", "dueDate": "2026-07-11" }""",
        [typeof(InvoiceDto)] = """
            { "id": 701, "reference": "inv_1Vq3Zr8bWw5nKc2LmYt7Xe9P", "number": "INV-2026-000007", "status": "ISSUED", "overdue": false,
              "applicationId": 42, "mode": "TEST", "customerReference": "customer-17", "customerName": "Rahima Khatun",
              "customerEmail": "rahima@example.com", "customerAddress": "House 7, Road 3, Dhaka 1209", "customerBin": "0001234560101",
              "currency": "BDT", "taxIncluded": false, "subtotalMinor": 150000, "discountMinor": 0,
              "taxMinor": 22500, "totalMinor": 172500, "amountPaidMinor": 0, "paidMinor": 0, "amountWithheldMinor": 0,
              "amountCreditedMinor": 0, "amountDueMinor": 172500, "amountOverpaidMinor": 0, "dueDate": "2026-07-04", "issuedAt": "2026-06-04T10:00:00Z",
              "voidedAt": null, "notes": "Thank you",
              "lineItems": [ { "id": 1, "description": "Design work", "qty": 1.5, "unitAmountMinor": 100000, "discountMinor": 0, "taxRate": 1500,
                "lineTotalMinor": 150000, "taxMinor": 22500 } ],
              "taxes": [ { "taxRate": 1500, "taxableMinor": 150000, "taxMinor": 22500 } ],
              "installments": [
                { "installment": 1, "dueDate": "2026-06-20", "amountMinor": 100000, "amountPaidMinor": 0, "amountDueMinor": 100000, "overdue": false },
                { "installment": 2, "dueDate": "2026-07-04", "amountMinor": 72500, "amountPaidMinor": 0, "amountDueMinor": 72500, "overdue": false } ],
              "payments": [], "payableUrl": "https://pay.example.com/pay/inv_1Vq3Zr8bWw5nKc2LmYt7Xe9P",
              "createdAt": "2026-06-04T10:00:00Z", "updatedAt": "2026-06-04T10:00:00Z", "version": 2, "erasedAt": null }
            """,
        [typeof(WithholdingRequest)] = """
            { "kind": "VAT", "amountMinor": 22500, "certificateNumber": "6.6/2026/118", "date": "2026-06-20" }
            """,
        [typeof(WithholdingDto)] = """
            { "id": 801, "invoiceId": 701, "kind": "VAT", "amountMinor": 22500, "currency": "BDT", "certificateNumber": "6.6/2026/118",
              "date": "2026-06-20", "createdBy": "application", "createdAt": "2026-06-21T10:00:00Z" }
            """,
        [typeof(CreditNoteRequest)] = """{ "amountMinor": 11500, "reason": "One hour less than invoiced" }""",
        [typeof(CreditNoteDto)] = """
            { "id": 901, "reference": "crn_1Vq3Zr8bWw5nKc2LmYt7Xe9P", "number": "CN-2026-000001", "invoiceId": 701, "applicationId": 42,
              "mode": "TEST", "reason": "One hour less than invoiced", "currency": "BDT",
              "lines": [ { "description": "One hour less than invoiced", "qty": 1, "unitAmountMinor": 10000, "discountMinor": 0, "taxRate": 1500,
                "taxableMinor": 10000, "taxMinor": 1500 } ],
              "subtotalMinor": 10000, "taxMinor": 1500, "totalMinor": 11500, "createdBy": "application", "createdAt": "2026-06-22T10:00:00Z" }
            """,
        [typeof(PayableLinkRequest)] = """{ "installment": 1 }""",
        [typeof(PayableLinkDto)] = """
            { "reference": "pay_1Vq3Zr8bWw5nKc2LmYt7Xe9P", "checkoutUrl": "https://pay.example.com/pay/pay_1Vq3Zr8bWw5nKc2LmYt7Xe9P",
              "amountMinor": 100000, "currency": "BDT", "installment": 1, "expiresAt": "2026-07-04T10:00:00Z" }
            """,
        [typeof(InvoicesSummary)] = """
            { "mode": "LIVE", "outstanding": [ { "currency": "BDT", "invoices": 12, "amountMinor": 1500600 } ],
              "overdue": [ { "currency": "BDT", "invoices": 2, "amountMinor": 250100 } ], "outstandingIsExact": true, "overdueIsExact": true }
            """,
        [typeof(SetTemplate.Request)] = """
            { "logoUrl": "https://shop.example.com/logo.png", "companyName": "Storefront Ltd", "companyAddress": "12 Kemal Ataturk Avenue, Dhaka",
              "contactDetails": "accounts@shop.example.com", "footerNote": "Thank you for your business", "accentColor": "#0a7d4f",
              "language": "BOTH", "layout": "MUSHAK63", "bin": "0001234560101", "officerName": "Head of accounts", "officerPosition": "Manager",
              "numberPattern": "INV-{fy}-{seq:6}", "creditNoteNumberPattern": "CN-{fy}-{seq:6}" }
            """,
        [typeof(InvoiceTemplateDto)] = """
            { "logoUrl": "https://shop.example.com/logo.png", "logoDigest": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
              "companyName": "Storefront Ltd", "companyAddress": "12 Kemal Ataturk Avenue, Dhaka",
              "contactDetails": "accounts@shop.example.com", "footerNote": "Thank you for your business", "accentColor": "#0a7d4f",
              "language": "BOTH", "layout": "MUSHAK63", "bin": "0001234560101", "officerName": "Head of accounts", "officerPosition": "Manager",
              "numberPattern": "INV-{fy}-{seq:6}", "creditNoteNumberPattern": "CN-{fy}-{seq:6}", "createdAt": "2026-06-04T10:00:00Z", "updatedAt": "2026-06-04T10:00:00Z",
              "version": 3 }
            """,
        [typeof(ReadPayableInvoice.Response)] = """
            { "invoiceNumber": "INV-2026-000007", "status": "ISSUED", "overdue": false, "currency": "BDT", "totalMinor": 172500,
              "amountPaidMinor": 0, "amountDueMinor": 172500, "amountDueDisplay": "৳1,725.00", "dueDate": "2026-07-04",
              "lineItems": [ { "id": 1, "description": "Design work", "qty": 1.5, "unitAmountMinor": 100000, "discountMinor": 0, "taxRate": 1500,
                "lineTotalMinor": 150000, "taxMinor": 22500 } ], "installments": [],
              "branding": { "companyName": "Storefront Ltd", "companyAddress": "12 Kemal Ataturk Avenue, Dhaka",
                "contactDetails": "accounts@shop.example.com", "footerNote": "Thank you for your business", "accentColor": "#0a7d4f", "logoUrl": null },
              "paymentStatus": null, "checkoutUrl": "https://pay.example.com/pay/inv_1Vq3Zr8bWw5nKc2LmYt7Xe9P",
              "pdfUrl": "https://pay.example.com/pay/inv_1Vq3Zr8bWw5nKc2LmYt7Xe9P/pdf" }
            """,
        [typeof(MailDto)] = """
            { "id": 3001, "kind": "INVOICE", "status": "SENT", "paymentId": null, "attempts": 1, "problem": null,
              "createdAt": "2026-06-04T10:00:00Z", "sentAt": "2026-06-04T10:00:01Z" }
            """,
        [typeof(MailAnyInvoice.Request)] = """{ "kind": "REMINDER" }""",
        [typeof(LoggedRequestDto)] = """
            { "requestId": "0af7651916cd43dd8448eb211c80319c", "at": "2026-06-04T10:00:00Z", "method": "POST", "path": "/api/v1/payments",
              "status": 400, "errorCode": "VALIDATION_ERROR", "durationMs": 4, "credentialId": 12 }
            """,
        [typeof(TestClockDto)] = """{ "now": "2026-06-04T12:00:00Z", "frozen": true, "advancingTo": null }""",
        [typeof(AdvanceRequest)] = """{ "by": "P7D" }""",
        [typeof(ReadCheckout.Response)] = """
            { "reference": "pay_1Vq3Zr8bWw5nKc2LmYt7Xe9P", "status": "PENDING", "amountMinor": 125050, "amountDisplay": "৳1,250.50",
              "currency": "BDT", "appName": "Storefront", "gateway": "SSLCOMMERZ",
              "gatewayRedirectUrl": "https://pay.example.com/checkout/pay_1Vq3Zr8bWw5nKc2LmYt7Xe9P/pay", "paidAt": null }
            """,
        [typeof(WhoAmI.Response)] = """{ "id": 42, "name": "Storefront", "mode": "TEST" }""",
        [typeof(ApplicationSettings)] = """
            { "name": "Storefront", "webhookUrl": "https://shop.example.com/hooks/payments", "testWebhookUrl": null, "webhooksEnabled": true,
              "returnUrl": "https://shop.example.com/thanks", "refundApprovalThresholdMinor": 500000, "refundSecondApprovalThresholdMinor": null,
              "receiptsEnabled": true, "mailInvoices": true, "mailRemindersBefore": [3], "mailRemindersAfter": [1, 7], "timeZone": "Asia/Dhaka", "acceptRiskyPayments": false, "autoRefundSurplus": true, "minAmountMinor": 1000, "maxAmountMinor": 50000000,
              "limits": [ { "currency": "USD", "minAmountMinor": 100, "maxAmountMinor": 400000, "refundApprovalThresholdMinor": 5000 } ],
              "status": "ACTIVE" }
            """,
        [typeof(SettingChangeDto)] = """
            { "id": 901, "applicationId": 42, "applicationName": "Storefront", "status": "OPEN",
              "before": { "refundApprovalThresholdMinor": 500000 }, "after": { "refundApprovalThresholdMinor": 2000000 },
              "weakens": [ "refundApprovalThresholdMinor" ], "proposedBy": "operator:6", "proposedByName": "Finance desk",
              "decidedBy": null, "decidedByName": null, "decidedAt": null, "expiresAt": "2026-06-11T10:00:00Z", "createdAt": "2026-06-04T10:00:00Z" }
            """,
        [typeof(ApplicationDto)] = Application,
        [typeof(RegisterApplication.Response)] = $$"""
            { "application": {{Application}},
              "credentials": { "testApiKey": "oi_test_…", "testApiSecret": "oi_test_secret_…", "liveApiKey": "oi_live_…",
                "liveApiSecret": "oi_live_secret_…", "signingSecret": "whsec_…" } }
            """,
        [typeof(CredentialDto)] = """
            { "id": 7, "mode": "TEST", "status": "ACTIVE", "expiresAt": null, "createdAt": "2026-06-01T08:00:00Z", "lastUsedAt": "2026-06-04T10:00:00Z",
              "readOnly": false, "allowedNetworks": ["203.0.113.0/24", "2001:db8::/32"], "requestsPerSecond": null,
              "keyStart": "oi_test_3OCsXq7b", "createdBy": "operator:1", "createdByName": "Support desk", "version": 1 }
            """,
        [typeof(RotateCredentials.Request)] =
            """{ "mode": "TEST", "readOnly": false, "allowedNetworks": ["203.0.113.0/24", "2001:db8::/32"] }""",
        [typeof(ChangeCredential.Request)] = """{ "readOnly": true, "allowedNetworks": ["203.0.113.7"], "requestsPerSecond": 50 }""",
        [typeof(SetGatewayOverride.Request)] = """
            { "mode": "LIVE", "gateway": "SSLCOMMERZ", "configuration": { "storeId": "storefrontlive", "storePassword": "…" } }
            """,
        [typeof(RotateSigningSecret.Request)] = """{ "endPrevious": false }""",
        [typeof(RotateSigningSecret.Response)] = """{ "signingSecret": "whsec_…", "previousSecretSignsUntil": "2026-06-05T10:00:00Z" }""",
        [typeof(RotateCredentials.Response)] = """
            { "credentialId": 9, "mode": "TEST", "apiKey": "oi_test_…", "apiSecret": "oi_test_secret_…", "previousKeyExpiresAt": "2026-06-05T10:00:00Z" }
            """,
        [typeof(SendPing.Ping)] = """{ "message": "Storefront asked for this test event." }""",
        [typeof(EventDto)] = """
            { "id": "evt_1Vq3Zr8bWw5nKc2LmYt7Xe9P", "sequence": 17, "type": "payment.succeeded", "schemaVersion": 1, "mode": "TEST", "applicationId": 42,
              "createdAt": "2026-06-04T10:02:11Z", "data": { "id": 1001, "reference": "pay_1Vq3Zr8bWw5nKc2LmYt7Xe9P", "status": "SUCCEEDED" },
              "deliveryStatus": "DELIVERED", "attempts": 1, "lastResponseStatus": 204, "lastError": null, "nextAttemptAt": null,
              "lastAttemptAt": "2026-06-04T10:02:11Z", "deliveredAt": "2026-06-04T10:02:11Z" }
            """,
        [typeof(WebhookDto)] = """
            { "id": 2001, "reference": "evt_1Vq3Zr8bWw5nKc2LmYt7Xe9P", "sequence": 17, "applicationId": 42, "mode": "TEST", "type": "payment.succeeded",
              "schemaVersion": 1, "payload": "{\"id\":\"evt_1Vq3Zr8bWw5nKc2LmYt7Xe9P\",\"type\":\"payment.succeeded\"}", "payloadRemoved": false, "deliveryStatus": "RETRYING", "attempts": 2,
              "lastResponseStatus": 503, "lastError": "The receiver answered 503.", "nextAttemptAt": "2026-06-04T10:07:21Z",
              "lastAttemptAt": "2026-06-04T10:02:16Z", "deliveredAt": null, "createdAt": "2026-06-04T10:02:11Z", "updatedAt": "2026-06-04T10:02:16Z" }
            """,
        [typeof(AttemptDto)] = """
            { "id": 2002, "startedAt": "2026-06-04T10:02:16Z", "durationMs": 12,
              "requestHeaders": { "webhook-id": "evt_1Vq3Zr8bWw5nKc2LmYt7Xe9P", "webhook-timestamp": "1780567336", "webhook-signature": "v1,…" },
              "responseStatus": 503, "responseBody": "down for maintenance", "error": "The receiver answered 503." }
            """,
        [typeof(ResendWebhooks.Request)] = """
            { "applicationId": 42, "mode": "LIVE", "type": "payment.succeeded", "deliveryStatus": "PARKED", "from": "2026-06-04T00:00:00Z",
              "to": "2026-06-05T00:00:00Z" }
            """,
        [typeof(ResendWebhooks.Response)] = """{ "resent": 12 }""",
        [typeof(SignInWithPassword.Request)] =
            """{ "email": "operator@example.com", "password": "correct horse battery staple", "code": "287082" }""",
        [typeof(PasskeyAssertion)] = $$"""{ "challengeId": "oiwc_…", "credential": {{Assertion}} }""",
        [typeof(ChangePassword.Request)] =
            """{ "currentPassword": "correct horse battery staple", "newPassword": "tea garden in the morning fog" }""",
        [typeof(ConfirmTotp.Request)] = """{ "code": "287082" }""",
        [typeof(RegisterPasskey.Request)] = """
            { "challengeId": "oiwc_…", "name": "Work laptop",
              "credential": { "id": "AZx…", "rawId": "AZx…", "type": "public-key", "clientExtensionResults": {},
                "response": { "clientDataJSON": "eyJ…", "attestationObject": "o2N…" } } }
            """,
        [typeof(RenamePasskey.Request)] = """{ "name": "Work laptop" }""",
        [typeof(PasskeyRequest)] = """
            { "challengeId": "oiwc_…", "options": { "challenge": "kKx…", "rpId": "pay.example.com", "allowCredentials": [], "userVerification": "required" } }
            """,
        [typeof(PasskeyDto)] = OnePasskey,
        [typeof(RegisteredPasskey)] =
            $$"""{ "passkey": {{OnePasskey}}, "recoveryCodes": ["7hq2-mk4t-x9bc-3dwn", "c5rj-8pve-2nya-k6gz"] }""",
        [typeof(TotpEnrolment)] = """
            { "secret": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
              "otpauthUri": "otpauth://totp/OI%20Payments%3Aoperator%40example.com?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=OI%20Payments" }
            """,
        [typeof(RecoveryCodes)] = """{ "codes": ["7hq2-mk4t-x9bc-3dwn", "c5rj-8pve-2nya-k6gz"] }""",
        [typeof(SecondFactorsDto)] = """{ "totpEnrolledAt": "2026-06-04T10:00:00Z", "passkeys": 1, "recoveryCodesLeft": 10 }""",
        [typeof(ProveAgain.Request)] = """{ "password": "correct horse battery staple" }""",
        [typeof(NewSessionDto)] = """
            { "token": "oios_…", "tokenType": "Bearer", "expiresAt": "2026-06-04T22:00:00Z", "userId": 1, "email": "operator@example.com",
              "name": "Administrator", "superAdmin": true, "permissions": [], "mustChangePassword": false, "mustEnrol": false }
            """,
        [typeof(SignedInOperatorDto)] = """
            { "userId": 1, "email": "operator@example.com", "name": "Administrator", "superAdmin": true, "permissions": [],
              "expiresAt": "2026-06-04T22:00:00Z", "sessionId": 3001, "proofExpiresAt": "2026-06-04T10:05:00Z", "mustChangePassword": false,
              "mustEnrol": false }
            """,
        [typeof(SessionDto)] = """
            { "id": 3001, "current": true, "createdAt": "2026-06-04T10:00:00Z", "lastSeenAt": "2026-06-04T10:00:00Z",
              "expiresAt": "2026-06-04T22:00:00Z", "ipAddress": "203.0.113.7", "userAgent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0" }
            """,
        [typeof(PermissionDto)] = """{ "name": "payment:read" }""",
        [typeof(RoleDto)] = """
            { "id": 12, "name": "Night shift", "description": "Looks things up for callers", "permissions": ["payment:read", "refund:read"], "builtIn": false,
              "needsSecondFactor": true, "createdAt": "2026-06-01T08:00:00Z", "version": 2 }
            """,
        [typeof(RoleSettings)] = """
            { "name": "Night shift", "description": "Looks things up for callers", "permissions": ["payment:read", "refund:read"], "needsSecondFactor": true }
            """,
        [typeof(OperatorDto)] = Colleague,
        [typeof(InviteOperator.Request)] =
            """{ "email": "support@example.com", "name": "Support desk", "roles": [ { "roleId": 4, "applicationId": 42 } ] }""",
        [typeof(ChangeOperator.Request)] = """{ "enabled": false }""",
        [typeof(GrantRoles.Request)] = """{ "grants": [ { "roleId": 4, "applicationId": 42 }, { "roleId": 5 } ] }""",
        [typeof(Invitation)] = $$"""{ "user": {{Colleague}}, "temporaryPassword": "…" }""",
        [typeof(AuditEntryDto)] = """
            { "id": 3001, "actorType": "OPERATOR", "actorId": 1, "actorName": "operator@example.com", "actorDisplayName": "Operator",
              "action": "application.change", "targetType": "application", "targetId": "42", "targetName": "Storefront", "applicationId": 42, "applicationName": "Storefront",
              "paymentId": null, "amountMinor": null, "currency": null, "before": { "autoRefundSurplus": false }, "after": { "autoRefundSurplus": true }, "reason": null,
              "ipAddress": "203.0.113.7", "session": "5f1c0e9ab2d4c3a1", "createdAt": "2026-06-04T10:00:00Z" }
            """,
        [typeof(AuditVerdictDto)] = """
            { "holds": true, "chains": [ { "applicationId": null, "checked": 17, "fault": null }, { "applicationId": 42, "checked": 230, "fault": null } ] }
            """,
        [typeof(JournalDto)] = """
            { "id": 501, "cause": "pay_1Vq3Zr8bWw5nKc2LmYt7Xe9P:capture", "kind": "CAPTURE", "currency": "BDT", "postedAt": "2026-06-04T10:02:11Z",
              "transfers": [ { "line": 0, "debit": "GATEWAY_CLEARING", "credit": "APPLICATION_PAYABLE", "amountMinor": 125050 } ] }
            """,
        [typeof(AskForJournal.Request)] = """
            { "applicationId": 42, "mode": "LIVE", "currency": "BDT", "reason": "The bank's letter of 31 August: a payout without a file",
              "transfers": [ { "debit": "BANK", "credit": "GATEWAY_CLEARING", "amountMinor": 5000000 } ], "date": "2026-08-31" }
            """,
        [typeof(RejectJournal.Request)] = """{ "reason": "The payout is in the file of 1 September" }""",
        [typeof(ManualJournalDto)] = """
            { "id": 611, "applicationId": 42, "applicationName": "Storefront", "mode": "LIVE", "status": "AWAITING_APPROVAL", "currency": "BDT",
              "transfers": [ { "line": 0, "debit": "BANK", "credit": "GATEWAY_CLEARING", "amountMinor": 5000000 } ],
              "reason": "The bank's letter of 31 August: a payout without a file", "date": "2026-08-31", "reverses": null, "reversedBy": null,
              "createdBy": "operator:3", "createdByName": "Finance desk", "createdAt": "2026-09-02T09:00:00Z", "decidedBy": null, "decidedByName": null,
              "decidedAt": null, "rejectionReason": null, "journalId": null, "postedAt": null, "postedLate": false, "canApprove": true, "canReject": true }
            """,
        [typeof(CloseMonth.Request)] = """{ "applicationId": 42, "mode": "LIVE", "month": "2026-08" }""",
        [typeof(LedgerCloseDto)] = $$"""
            { "id": 702, "applicationId": 42, "applicationName": "Storefront", "mode": "LIVE", "month": "2026-08",
              "balances": [ {{Clearing}} ], "closedBy": "operator:3", "closedByName": "Finance desk", "closedAt": "2026-09-02T09:00:00Z" }
            """,
        [typeof(AccountDto)] = Clearing,
        [typeof(TrialBalanceDto)] = $$"""
            { "asOf": "2026-06-04T10:05:00Z", "accounts": [ {{Clearing}},
                { "code": "APPLICATION_PAYABLE", "type": "LIABILITY", "currency": "BDT", "debitMinor": 0, "creditMinor": 125050, "balanceMinor": 125050 },
                { "code": "GATEWAY_FEES", "type": "EXPENSE", "currency": "BDT", "debitMinor": 3126, "creditMinor": 0, "balanceMinor": 3126 } ],
              "totals": [ { "currency": "BDT", "debitMinor": 128176, "creditMinor": 128176 } ], "balanced": true }
            """,
        [typeof(StatementDto)] = """
            { "code": "GATEWAY_CLEARING", "currency": "BDT", "openingMinor": 0, "entries": [
                { "journalId": 501, "line": 1, "cause": "pay_1Vq3Zr8bWw5nKc2LmYt7Xe9P:capture", "kind": "CAPTURE", "counterpart": "APPLICATION_PAYABLE",
                  "debitMinor": 125050, "creditMinor": 0, "balanceMinor": 125050, "postedAt": "2026-06-04T10:02:11Z" } ],
              "closingMinor": 125050 }
            """,
        [typeof(SealDto)] = """
            { "position": 1207, "hash": "8a5edab282632443219e051e4ade2d1d5bbc671c781051bf1437897cbdfea0f1", "sealedAt": "2026-06-04T10:02:12Z" }
            """,
        [typeof(ExportCustomer.Request)] = """{ "applicationId": 42, "customerReference": "customer-1001" }""",
        [typeof(CustomerExportDto)] = """
            { "applicationId": 42, "exportedAt": "2026-06-04T10:05:00Z", "records": { "payments": [
                { "id": 1001, "reference": "pay_1Vq3Zr8bWw5nKc2LmYt7Xe9P", "customerReference": "customer-1001", "customerName": "Rahima Khatun" } ] } }
            """,
        [typeof(EraseCustomer.Request)] = """{ "applicationId": 42, "customerReference": "customer-1001", "dryRun": true }""",
        [typeof(ErasureDto)] = """
            { "applicationId": 42, "dryRun": true, "isComplete": false,
              "records": [ { "kind": "payments", "count": 3 }, { "kind": "events", "count": 4 } ],
              "open": [ { "kind": "refunds", "count": 1, "whatToDo": "Approve, reject or resolve each, or wait until the gateway has said what became of it." } ],
              "kept": [ { "id": 701, "reference": "inv_1Vq3Zr8bWw5nKc2LmYt7Xe9P", "number": "INV-2026-000007", "issuedAt": "2026-06-04T10:00:00Z", "keptUntil": "2031-07-02" } ],
              "keptCount": 1 }
            """,
        [typeof(VerifyDatabase.Response)] = """
            { "holds": true, "asOf": "2026-06-04T10:05:00Z", "invariants": [
                { "name": "Every seal of the ledger holds", "holds": true, "isWarning": false, "checked": 1207, "violations": 0, "examples": [] } ] }
            """,
    };

    private const string Unpaid = """
        "gatewayTxnId": null, "paidAt": null, "feeMinor": null, "refundableMinor": 0, "channel": null
        """;

    private const string PayAddress = """
        "redirectUrl": "https://pay.example.com/checkout/pay_1Vq3Zr8bWw5nKc2LmYt7Xe9P/pay"
        """;

    /// <summary>What is otherwise than in the type's own example, in the answer of an operation or in the data of an event.</summary>
    private static readonly Dictionary<string, string> Differences = new(StringComparer.Ordinal)
    {
        ["createPayment"] = $$"""{ "status": "PENDING", "updatedAt": "{{Instant}}", {{PayAddress}}, {{Unpaid}} }""",
        ["refundForCustomer"] = """{ "status": "AWAITING_APPROVAL", "reason": "The parcel was lost", "createdBy": "operator:3" }""",
        ["approveRefund"] = """{ "createdBy": "operator:3", "approvedBy": "operator:7", "updatedAt": "2026-06-05T09:20:00Z" }""",
        ["rejectRefund"] = """
            { "status": "REJECTED", "createdBy": "operator:3", "failureMessage": "The customer has the goods", "updatedAt": "2026-06-05T09:20:00Z" }
            """,
        ["resolveRefund"] = """
            { "status": "SUCCEEDED", "gatewayRefundId": "836bbdec05803", "note": "operator:7: Seen as refunded in the merchant panel", "updatedAt": "2026-06-05T09:20:00Z" }
            """,
        ["approveJournal"] = """
            { "status": "POSTED", "decidedBy": "operator:7", "decidedByName": "Operator", "decidedAt": "2026-09-02T09:20:00Z", "journalId": 640,
              "postedAt": "2026-08-31T17:59:59.999999Z", "canApprove": false, "canReject": false }
            """,
        ["rejectJournal"] = """
            { "status": "REJECTED", "decidedBy": "operator:7", "decidedByName": "Operator", "decidedAt": "2026-09-02T09:20:00Z",
              "rejectionReason": "The payout is in the file of 1 September", "canApprove": false, "canReject": false }
            """,
        ["readRefund"] = """{ "status": "SUCCEEDED", "gatewayRefundId": "836bbdec05803", "updatedAt": "2026-06-05T09:20:00Z" }""",
        [EventTypes.PaymentFailed] = $$"""
            { "status": "FAILED", "failureCode": "ATTEMPTS_EXHAUSTED", "failureMessage": "Too many attempts were made.", {{Unpaid}} }
            """,
        [EventTypes.PaymentExpired] = $$"""{ "status": "EXPIRED", "updatedAt": "2026-06-04T11:00:04Z", {{Unpaid}} }""",
        [EventTypes.PaymentCancelled] = $$"""{ "status": "CANCELLED", {{Unpaid}} }""",
        [EventTypes.PaymentHeld] = $$"""{ "status": "PENDING", "heldAt": "2026-06-04T10:02:11Z", "holdReason": "RISK", {{Unpaid}} }""",
        [EventTypes.RefundSucceeded] =
            """{ "status": "SUCCEEDED", "gatewayRefundId": "836bbdec05803", "updatedAt": "2026-06-05T09:20:00Z" }""",
        [EventTypes.RefundFailed] = """
            { "status": "FAILED", "gatewayRefundId": "836bbdec05803", "failureMessage": "The gateway did not give the money back.", "updatedAt": "2026-06-05T09:20:00Z" }
            """,
    };

    /// <summary>A new copy, since a JSON node has one parent; null when the type has none of its own.</summary>
    /// <param name="type">What is shown.</param>
    /// <param name="place">The operation that answers it, or the event that carries it.</param>
    public static JsonNode? Of(Type type, string? place = null)
    {
        if (!Texts.TryGetValue(type, out var text)) return null;
        var example = JsonNode.Parse(text);
        if (place is not null && Differences.TryGetValue(place, out var differences))
            foreach (var (field, value) in JsonNode.Parse(differences)!.AsObject()) example![field] = value?.DeepClone();
        return example;
    }

    /// <summary>What <c>Envelope&lt;T&gt;</c> looks like around the example of T, or around a list of it.</summary>
    /// <param name="envelope">The type of the answer.</param>
    /// <param name="isPaged">Whether it is a page of a list.</param>
    /// <param name="operation">Which operation answers it.</param>
    public static JsonNode? Answer(Type envelope, bool isPaged, string? operation)
    {
        var data = envelope.GenericTypeArguments[0];
        var isList = data.IsGenericType && data.GetGenericTypeDefinition() == typeof(IReadOnlyList<>);
        if (Of(isList ? data.GenericTypeArguments[0] : data, operation) is not { } example) return null;

        var answer = new JsonObject
        {
            ["data"] = isList ? new JsonArray(example) : example,
            ["meta"] = new JsonObject { ["success"] = true, ["timestamp"] = Instant },
        };
        if (isPaged) answer["pagination"] = new JsonObject { ["page"] = 0, ["size"] = 20, ["totalElements"] = 1, ["totalPages"] = 1 };
        return answer;
    }

    public static JsonNode Refused(ErrorCode code) => new JsonObject
    {
        ["data"] = code is ErrorCode.ValidationError
            ? new JsonObject { ["amountMinor"] = "Must be a whole number from 1 to 9007199254740991." }
            : null,
        ["meta"] = new JsonObject
        {
            ["success"] = false,
            ["message"] = ErrorMeanings.Of(code).Replace("`", "", StringComparison.Ordinal),
            ["errorCode"] = WireNames<ErrorCode>.Of(code),
            ["timestamp"] = Instant,
        },
    };
}
