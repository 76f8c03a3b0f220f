namespace OiPayments.Ledger;

/// <summary>
/// The chart of accounts. Each application has all of them once per mode and currency; on the wire they are
/// <c>GATEWAY_CLEARING</c> and so on.
/// </summary>
public enum Account
{
    /// <summary>Asset: what the gateway has taken for the application and not yet paid out.</summary>
    GatewayClearing,

    /// <summary>Liability: what is owed to the application for captured payments.</summary>
    ApplicationPayable,

    /// <summary>Expense: what the gateway keeps.</summary>
    GatewayFees,

    /// <summary>Liability: refunds begun and not yet confirmed by the gateway.</summary>
    RefundsInTransit,

    /// <summary>Asset: what the gateway says that it has paid out, and the bank has not shown yet.</summary>
    BankInTransit,

    /// <summary>Asset: what settlements brought to the bank, by the bank's own word.</summary>
    Bank,

    /// <summary>Liability: money that arrived and belongs to nobody yet, such as a second payment of the same thing.</summary>
    Suspense,

    /// <summary>Asset, beside the money: what issued invoices are still owed.</summary>
    InvoiceReceivable,

    /// <summary>Income, beside the money: the other side of <see cref="InvoiceReceivable"/>.</summary>
    Invoiced,

    /// <summary>Asset, beside the money: what customers withheld at source of issued invoices, and proved so by certificates.</summary>
    TaxWithheld,
}

/// <summary>On which side an account grows: assets and expenses by debits, liabilities and income by credits.</summary>
public enum AccountType
{
    Asset,
    Liability,
    Income,
    Expense,
}

public static class AccountFacts
{
    extension(Account account)
    {
        public AccountType Type => account switch
        {
            Account.GatewayClearing or Account.BankInTransit or Account.Bank or Account.InvoiceReceivable or Account.TaxWithheld =>
                AccountType.Asset,
            Account.ApplicationPayable or Account.RefundsInTransit or Account.Suspense => AccountType.Liability,
            Account.GatewayFees => AccountType.Expense,
            Account.Invoiced => AccountType.Income,
        };

        /// <summary>Whether money lies there. The other accounts follow invoices, beside the money.</summary>
        public bool HoldsMoney => account is not (Account.InvoiceReceivable or Account.Invoiced or Account.TaxWithheld);

        public bool GrowsByDebit => account.Type is AccountType.Asset or AccountType.Expense;
    }
}
