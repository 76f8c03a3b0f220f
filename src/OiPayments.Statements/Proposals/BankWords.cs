namespace OiPayments.Statements.Proposals;

/// <summary>The words that banks use for columns, in English and Bangla; spelling and case do not matter.</summary>
internal static class BankWords
{
    public static readonly HeaderGuess<BankField> Headers = new(
    [
        (BankField.BookedOn,
        [
            "booking date", "posting date", "post date", "posted on", "transaction date", "txn date", "tran date", "trans date",
            "entry date",
            "date", "তারিখ",
        ]),
        (BankField.ValueOn, ["value date", "val date", "value dt", "valuta date", "effective date"]),
        (BankField.Amount, ["amount", "transaction amount", "txn amount", "value value", "পরিমাণ"]),
        (BankField.Debit,
            ["debit", "debit amount", "withdrawal", "withdrawals", "withdrawal amount", "paid out", "money out", "dr", "dr "
                + "amount", "ডেবিট"]),
        (BankField.Credit,
            ["credit", "credit amount", "deposit", "deposits", "deposit amount", "paid in", "money in", "cr", "cr amount", "ক্রেডিট"]),
        (BankField.Balance, ["balance", "running balance", "closing balance", "available balance", "ledger "
            + "balance", "ব্যালেন্স", "স্থিতি"]),
        (BankField.Reference,
            ["reference", "ref", "ref no", "reference no", "customer reference", "cheque no", "chq no", "instrument no", "রেফারেন্স"]),
        (BankField.BankReference,
            ["bank reference", "transaction id", "tran id", "txn id", "trx id", "transaction no", "journal no", "trace no", "utr"]),
        (BankField.Text, ["description", "narration", "particulars", "details", "transaction details", "remarks", "purpose", "বিবরণ"]),
    ]);
}
