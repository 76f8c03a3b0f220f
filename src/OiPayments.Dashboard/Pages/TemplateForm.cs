using OiPayments.Dashboard.Calls;
using OiPayments.Dashboard.Texts;
using OiPayments.Invoices;
using Field = OiPayments.Dashboard.Calls.DraftField<OiPayments.Invoices.InvoiceTemplateDto, OiPayments.Invoices.SetTemplate.Request>;

namespace OiPayments.Dashboard.Pages;

/// <summary>The form in which operators say how an application's invoices look: its fields, however they are sent.</summary>
internal static class TemplateForm
{
    public const string Company = nameof(SetTemplate.Request.CompanyName);
    public const string Address = nameof(SetTemplate.Request.CompanyAddress);
    public const string Contact = nameof(SetTemplate.Request.ContactDetails);
    public const string Footer = nameof(SetTemplate.Request.FooterNote);
    public const string Colour = nameof(SetTemplate.Request.AccentColor);
    public const string Logo = nameof(SetTemplate.Request.LogoUrl);
    public const string Pattern = nameof(SetTemplate.Request.NumberPattern);
    public const string CreditPattern = nameof(SetTemplate.Request.CreditNoteNumberPattern);
    public const string Language = nameof(SetTemplate.Request.Language);
    public const string Layout = nameof(SetTemplate.Request.Layout);
    public const string Bin = nameof(SetTemplate.Request.Bin);
    public const string Officer = nameof(SetTemplate.Request.OfficerName);
    public const string OfficersPosition = nameof(SetTemplate.Request.OfficerPosition);

    /// <summary>A request that clears everything.</summary>
    public static readonly SetTemplate.Request Nothing = new(null, null, null, null, null, null, null, null, null, null, null, null, null);

    public static IReadOnlyList<Field> Fields(Words t) =>
    [
        Field.Of(Logo, t.LogoAddress, Spelling.Address, it => it.LogoUrl, (request, url) => request with { LogoUrl = url })
            with { Wrong = t.NotAnAddress },
        Text(Company, t.CompanyName, it => it.CompanyName, (request, text) => request with { CompanyName = text }),
        Text(Address, t.CompanyAddress, it => it.CompanyAddress, (request, text) => request with { CompanyAddress = text }),
        Text(Contact, t.ContactDetails, it => it.ContactDetails, (request, text) => request with { ContactDetails = text }),
        Text(Footer, t.FooterNote, it => it.FooterNote, (request, text) => request with { FooterNote = text }),
        Text(Colour, t.AccentColour, it => it.AccentColor, (request, text) => request with { AccentColor = text }),
        Field.Of(
            Language, t.DocumentLanguage, Spelling.OneOf<InvoiceLanguage>(), it => (InvoiceLanguage?)it.Language,
            (request, chosen) => request with { Language = chosen }),
        Field.Of(
            Layout, t.DocumentLayout, Spelling.OneOf<InvoiceLayout>(), it => (InvoiceLayout?)it.Layout,
            (request, chosen) => request with { Layout = chosen }),
        Text(Bin, t.CompanyBin, it => it.Bin, (request, text) => request with { Bin = text }),
        Text(Officer, t.OfficerName, it => it.OfficerName, (request, text) => request with { OfficerName = text }),
        Text(OfficersPosition, t.OfficerPosition, it => it.OfficerPosition, (request, text) => request with { OfficerPosition = text }),
        Text(Pattern, t.NumberPatternWord, it => it.NumberPattern, (request, text) => request with { NumberPattern = text }),
        Text(
            CreditPattern, t.CreditNotePattern, it => it.CreditNoteNumberPattern,
            (request, text) => request with { CreditNoteNumberPattern = text }),
    ];

    private static Field Text(
        string property, string label, Func<InvoiceTemplateDto, string?> get,
        Func<SetTemplate.Request, string?, SetTemplate.Request> set) => Field.Of(property, label, Spelling.Text, get, set);
}
