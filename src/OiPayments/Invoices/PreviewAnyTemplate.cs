using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Documents;
using OiPayments.Links;
using OiPayments.Persistence;
using OiPayments.Printing;

namespace OiPayments.Invoices;

/// <summary>
/// Draws a sample invoice in a template that is not saved yet, for the operators' pages. Nothing is kept: neither the template, nor the
/// sample, nor a logo that its address leads to.
/// </summary>
internal sealed class PreviewAnyTemplate(OiPaymentsDb db, WriteTemplate write, DrawDocuments draw, PublicUrls urls, TimeProvider clock)
{
    /// <summary>Nobody's: who scans the sample's code is told that there is no such invoice.</summary>
    private const string Reference = "inv_sample";

    private const int DaysToPay = 14;

    /// <param name="who">Needs invoice:manage for the application.</param>
    /// <param name="id">Whose.</param>
    /// <param name="request">The whole template, as it would be saved.</param>
    /// <param name="ct">Ends the wait for a logo, or for others' documents.</param>
    public async Task<Outcome<PdfDownload>> RunAsync(
        SignedInOperator who, ApplicationId id, SetTemplate.Request request, CancellationToken ct)
    {
        if (who.Lacks(Permission.InvoiceManage) is { } missing) return missing;
        if (FieldErrors.In(request) is { } invalid) return invalid;
        if ((await db.FindApplicationAsync(who, Permission.InvoiceManage, id, ct)).IsRefused(out var unknown, out var application))
            return unknown;

        var saved = InvoiceTemplateDto.From(await db.Of<InvoiceTemplate>(application.Id).AsNoTracking().SingleOrDefaultAsync(ct));
        if ((await LogoAsync(application.Id, saved, request, ct)).IsRefused(out var unfetched, out var logo)) return unfetched;
        var looks = saved.With(request).Naming(application.Name);
        return (await draw.DrawAsync(Write(application.Id, looks, logo.Logo), ct)).IsRefused(out var busy, out var pdf)
            ? busy
            : PdfDownload.Named("sample", pdf);
    }

    /// <summary>The one that saving this would leave in place.</summary>
    private async Task<Outcome<FetchedLogo>> LogoAsync(
        ApplicationId owner, InvoiceTemplateDto saved, SetTemplate.Request request, CancellationToken ct)
    {
        if (request.LogoUrl is not null && request.LogoUrl != saved.LogoUrl) return await write.FetchAsync(request, ct);
        return new FetchedLogo(request.LogoUrl is null && saved.LogoUrl is not null ? null : await db.LogoOfAsync(owner, saved, ct));
    }

    private Document Write(ApplicationId owner, InvoiceTemplateDto looks, Logo? logo)
    {
        var (now, language) = (clock.GetUtcNow(), looks.LanguageOr(asked: null));
        return new InvoiceDocument(Sample(owner, looks, language, now), looks)
        {
            Logo = logo,
            WithCustomer = true,
            Language = language,
            Today = TimeZones.DayOf(TimeZones.Default, now),
            Now = now,
            PayableUrl = urls.PayInvoice(Reference),
        }.Write();
    }

    /// <summary>An issued invoice with lines, a discount and two rates of tax, which no unit of work knows.</summary>
    private static InvoiceWithLines Sample(
        ApplicationId owner, InvoiceTemplateDto looks, DocumentLanguage language, DateTimeOffset now)
    {
        var content = new InvoiceContent(
            Say("Sample customer", "নমুনা গ্রাহক"),
            [
                new(Say("Design of a web page", "ওয়েব পাতার নকশা"), 2, 1_250_000, 0, 1500),
                new(Say("Hosting, by the month", "হোস্টিং, মাস হিসেবে"), 1.5m, 300_000, 25_000, 500),
            ],
            Currency.Bdt.Code, TimeZones.DayOf(TimeZones.Default, now).AddDays(DaysToPay), CustomerName: null, CustomerEmail: null,
            Say("House 7, Road 3, Dhaka", "বাড়ি ৭, সড়ক ৩, ঢাকা"), CustomerBin: null,
            Say("A sample: nothing is owed.", "এটি নমুনা: কিছু পাওনা নেই।"), DiscountMinor: 0, TaxIncluded: false, Installments: []);
        var invoice = new Invoice { ApplicationId = owner, Id = default, Mode = Mode.Test, Reference = Reference, CreatedAt = now };
        if (content.Reckon().IsRefused(out var wrong, out var totals)
            || (wrong = invoice.Write(content, totals, now) ?? invoice.Issue(next: null, branding: "", now)) is not null)
            throw new InvalidOperationException(wrong.Message);

        var pattern = NumberPattern.Of(looks.NumberPattern);
        invoice.TakeNumber(pattern.SeriesOf(now), 1, pattern.NumberOf(now, 1));
        return InvoiceWithLines.Of(invoice, content, totals);

        string Say(string english, string bangla) => language switch
        {
            DocumentLanguage.English => english,
            DocumentLanguage.Bangla => bangla,
            DocumentLanguage.Both => $"{english} / {bangla}",
        };
    }
}
