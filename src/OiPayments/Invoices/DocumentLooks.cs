using OiPayments.Documents;
using OiPayments.Persistence;

namespace OiPayments.Invoices;

/// <summary>What all documents of an application have in common: how they look, and whom they name.</summary>
internal static class DocumentLooks
{
    extension(InvoiceTemplateDto template)
    {
        /// <summary>The sender. The template names a company.</summary>
        public Brand BrandWith(Logo? logo) => new()
        {
            CompanyName = template.CompanyName ?? "",
            Address = template.CompanyAddress,
            Contact = template.ContactDetails,
            Bin = template.Bin,
            Logo = logo,
            Accent = AccentColour.Parse(template.AccentColor).IsRefused(out _, out var accent) ? AccentColour.Default : accent,
            FooterNote = template.FooterNote?.CutTo(DocumentRules.MaxFooterNote),
        };

        /// <summary>Whoever has a number that VAT is registered under charges VAT.</summary>
        public string TaxNameIn(DocumentLanguage language) => (language, template.Bin) switch
        {
            (DocumentLanguage.English, null) => "Tax",
            (DocumentLanguage.English, _) => "VAT",
            (DocumentLanguage.Bangla, null) => "কর",
            (DocumentLanguage.Bangla, _) => "মূসক",
            (DocumentLanguage.Both, null) => "Tax / কর",
            (DocumentLanguage.Both, _) => "VAT / মূসক",
        };

        /// <summary>The language that is asked for, or the template's own.</summary>
        public DocumentLanguage LanguageOr(InvoiceLanguage? asked) => (asked ?? template.Language) switch
        {
            InvoiceLanguage.En => DocumentLanguage.English,
            InvoiceLanguage.Bn => DocumentLanguage.Bangla,
            InvoiceLanguage.Both => DocumentLanguage.Both,
        };
    }

    extension(Invoice invoice)
    {
        /// <summary>Without a name, and for whoever may not know it, the customer is whom the application says it is.</summary>
        public DocumentParty PartyFor(bool withCustomer) => !withCustomer ? new() { Name = invoice.CustomerReference } : new()
        {
            Name = invoice.CustomerName is { Length: > 0 } name ? name : invoice.CustomerReference,
            Email = invoice.CustomerEmail,
            Address = invoice.CustomerAddress,
            Bin = invoice.CustomerBin,
        };
    }

    extension(OiPaymentsDb db)
    {
        /// <summary>An application's template as it is now. It names a company.</summary>
        public async Task<InvoiceTemplateDto> LooksOfAsync(ApplicationId application, CancellationToken ct) =>
            (await db.IssuerAsync(application, ct)).Looks;

        public async Task<Logo?> LogoOfAsync(ApplicationId application, InvoiceTemplateDto template, CancellationToken ct) =>
            template.LogoDigest is { } digest
                ? Logo.Kept(
                    await db.Of<InvoiceLogo>(application).Where(logo => logo.Digest == digest).Select(logo => logo.Png).SingleAsync(ct))
                : null;
    }
}
