namespace OiPayments.Statements.Proposals;

/// <summary>The words that gateways use for columns and kinds of rows, in English and Bangla; spelling and case do not matter.</summary>
internal static class SettlementWords
{
    public static readonly HeaderGuess<SettlementField> Headers = new(
    [
        (SettlementField.TransactionId,
        [
            "tran_id", "transaction id", "merchant transaction id", "merchant tran id", "merchant txn id", "mer txnid",
            "merchant trx id", "txn id",
            "trx id", "transaction no", "transaction number", "merchant reference", "order receipt", "order id", "merchant order id",
            "order no", "invoice no",
            "লেনদেন আইডি", "লেনদেন নম্বর",
        ]),
        (SettlementField.ValidationId,
        [
            "val_id", "validation id", "psp reference", "pg txnid", "payment id", "gateway transaction id", "payment intent id",
            "charge id", "source id", "entity id",
        ]),
        (SettlementField.BankTransactionId,
            ["bank_tran_id", "bank transaction id", "bank txn", "bank txn id", "bank trx id", "acquirer reference", "rrn", "arn"]),
        (SettlementField.RefundId, ["refund_ref_id", "refund id", "refund reference", "refund ref", "modification reference", "রিফান্ড "
            + "আইডি"]),
        (SettlementField.Kind,
            ["transaction type", "tran type", "txn type", "record type", "row type", "type", "kind", "entry type", "reporting "
                + "category", "ধরন"]),
        (SettlementField.Gross,
        [
            "gross amount", "gross", "transaction amount", "tran amount", "txn amount", "amount", "payment amount", "order amount",
            "sale amount",
            "collected amount", "পরিমাণ", "টাকার পরিমাণ", "মোট টাকা",
        ]),
        (SettlementField.Fee,
        [
            "fee", "fees", "fee amount", "gateway fee", "processing fee", "service charge", "gateway charge", "charge", "charges",
            "commission",
            "commission amount", "mdr", "mdr amount", "bank charge", "ফি", "চার্জ", "কমিশন",
        ]),
        (SettlementField.FeeVat, ["fee vat", "vat on fee", "vat", "vat amount", "vat on commission", "tax", "fee tax", "ভ্যাট"]),
        (SettlementField.Net,
        [
            "net amount", "net", "store amount", "settled amount", "settlement amount", "payable amount", "amount payable", "net payable",
            "cr_amount", "payout amount", "merchant amount", "নিট", "নিট পরিমাণ", "প্রদেয়",
        ]),
        (SettlementField.Debit, ["net debit", "debit", "debit amount", "dr", "dr amount", "ডেবিট"]),
        (SettlementField.Credit, ["net credit", "credit", "credit amount", "cr", "ক্রেডিট"]),
        (SettlementField.Currency, ["currency", "currency code", "ccy", "net currency", "মুদ্রা"]),
        (SettlementField.TransactedAt,
        [
            "tran_date", "transaction date", "transaction time", "transaction date time", "txn date", "trx date", "payment date",
            "payment time",
            "pay time", "paid at", "created at", "created", "created utc", "creation date",
            "date time", "date", "time", "তারিখ", "লেনদেনের তারিখ",
        ]),
        (SettlementField.SettledOn,
        [
            "sett_date", "settlement date", "settled date", "settled on", "settled at", "payout date", "automatic payout effective at",
            "automatic payout effective at utc", "value date", "নিষ্পত্তির তারিখ",
        ]),

        // Where a file has several, the one that the bank's statement names too comes first.
        (SettlementField.PayoutReference,
        [
            "settlement utr", "utr", "payout reference", "transfer reference", "payout id", "automatic payout id", "settlement id",
            "settlement reference", "batch id", "batch number", "batch no", "batch", "ব্যাচ",
        ]),
        (SettlementField.Label,
            ["label", "description", "details", "narration", "remarks", "note", "comment", "reason", "বিবরণ", "মন্তব্য"]),
    ]);

    public static readonly IReadOnlyDictionary<string, SettlementRowKind> Kinds = new Dictionary<string, SettlementRowKind>
    {
        ["payment"] = SettlementRowKind.Payment,
        ["sale"] = SettlementRowKind.Payment,
        ["sales"] = SettlementRowKind.Payment,
        ["purchase"] = SettlementRowKind.Payment,
        ["capture"] = SettlementRowKind.Payment,
        ["captured"] = SettlementRowKind.Payment,
        ["settled"] = SettlementRowKind.Payment,
        ["charge"] = SettlementRowKind.Payment,
        ["credit"] = SettlementRowKind.Payment,
        ["বিক্রয়"] = SettlementRowKind.Payment,
        ["পেমেন্ট"] = SettlementRowKind.Payment,
        ["refund"] = SettlementRowKind.Refund,
        ["refunded"] = SettlementRowKind.Refund,
        ["partial refund"] = SettlementRowKind.Refund,
        ["রিফান্ড"] = SettlementRowKind.Refund,
        ["ফেরত"] = SettlementRowKind.Refund,
        ["chargeback"] = SettlementRowKind.Chargeback,
        ["dispute"] = SettlementRowKind.Chargeback,
        ["disputed"] = SettlementRowKind.Chargeback,
        ["chargeback reversed"] = SettlementRowKind.ChargebackReversal,
        ["chargeback reversal"] = SettlementRowKind.ChargebackReversal,
        ["dispute reversal"] = SettlementRowKind.ChargebackReversal,
        ["dispute won"] = SettlementRowKind.ChargebackReversal,
        ["fee reversal"] = SettlementRowKind.FeeReversal,
        ["fee refund"] = SettlementRowKind.FeeReversal,
        ["fee reversed"] = SettlementRowKind.FeeReversal,
        ["fee"] = SettlementRowKind.Adjustment,
        ["fees"] = SettlementRowKind.Adjustment,
        ["adjustment"] = SettlementRowKind.Adjustment,
        ["correction"] = SettlementRowKind.Adjustment,
        ["সমন্বয়"] = SettlementRowKind.Adjustment,
        ["reserve"] = SettlementRowKind.Reserve,
        ["rolling reserve"] = SettlementRowKind.Reserve,
        ["reserve release"] = SettlementRowKind.Reserve,
        ["hold"] = SettlementRowKind.Reserve,
        ["payout"] = SettlementRowKind.Payout,
        ["merchant payout"] = SettlementRowKind.Payout,
        ["transfer"] = SettlementRowKind.Payout,
        ["withdrawal"] = SettlementRowKind.Payout,
    };
}
