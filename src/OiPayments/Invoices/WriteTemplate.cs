using System.Security.Cryptography;
using System.Text.Json;
using OiPayments.Api;
using OiPayments.Audit;
using OiPayments.Documents;
using OiPayments.Persistence;

namespace OiPayments.Invoices;

/// <summary>The logo that a template's address led to; null where it has no address.</summary>
internal sealed record FetchedLogo(Logo? Logo);

/// <summary>
/// Sets an application's template, whoever asks. It joins the caller's unit of work, and the caller saves; but what comes from another
/// company's server is fetched before that begins.
/// </summary>
internal sealed class WriteTemplate(OiPaymentsDb db, StaleChange stale, FetchLogo fetch, TimeProvider clock)
{
    public static readonly Refusal LostRace = new(
        ErrorCode.InvalidOperationState, "Others were setting this template at once. Nothing was changed; read it again and retry.");

    /// <summary>Outside of any transaction: somebody else's server may take its time.</summary>
    public async Task<Outcome<FetchedLogo>> FetchAsync(SetTemplate.Request request, CancellationToken ct)
    {
        if (request.LogoUrl is not { } address) return new FetchedLogo(Logo: null);
        return (await fetch.FromAsync(address, ct)).IsRefused(out var refusal, out var logo) ? refusal : new FetchedLogo(logo);
    }

    /// <param name="owner">Whose.</param>
    /// <param name="request">The whole of it; it breaks no rule.</param>
    /// <param name="fetched">What its address led to.</param>
    /// <param name="read">The version that the change was made against.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<Outcome<(InvoiceTemplateDto Before, InvoiceTemplateDto After)>> SetAsync(
        ApplicationId owner, SetTemplate.Request request, FetchedLogo fetched, IfMatch read, CancellationToken ct)
    {
        var before = InvoiceTemplateDto.From(await db.Of<InvoiceTemplate>(owner).AsNoTracking().SingleOrDefaultAsync(ct));
        if (!read.Allows(before.Version)) return await stale.DescribeAsync(
            "template", owner, (AuditTarget.InvoiceTemplate, owner.ToString()),
            JsonSerializer.SerializeToElement(request, InvoicesJson.Default.TemplateRequest),
            JsonSerializer.SerializeToElement(before, InvoicesJson.Default.InvoiceTemplateDto), logged: null, ct);
        var template = await ToChangeAsync(owner, ct);

        // A logo that was uploaded belongs to no address, and goes by DELETE alone.
        if (fetched.Logo is not null || template.LogoUrl is not null) template.LogoDigest = await KeepAsync(owner, fetched.Logo, ct);
        (template.LogoUrl, template.CompanyName, template.CompanyAddress) = (
            request.LogoUrl, request.CompanyName, request.CompanyAddress);
        (template.ContactDetails, template.FooterNote, template.AccentColor) = (
            request.ContactDetails, request.FooterNote, request.AccentColor);
        (template.Language, template.Layout, template.Bin) = (
            request.Language ?? InvoiceLanguage.En, request.Layout ?? InvoiceLayout.Plain, request.Bin);
        (template.OfficerName, template.OfficerPosition) = (request.OfficerName, request.OfficerPosition);
        (template.NumberPattern, template.CreditNoteNumberPattern) = (request.NumberPattern, request.CreditNoteNumberPattern);
        return (before, InvoiceTemplateDto.From(template));
    }

    /// <summary>Shows a logo that no address leads to, or none; everything else stays as it is.</summary>
    public async Task<(InvoiceTemplateDto Before, InvoiceTemplateDto After)> ShowAsync(
        ApplicationId owner, Logo? logo, CancellationToken ct)
    {
        var before = InvoiceTemplateDto.From(await db.Of<InvoiceTemplate>(owner).AsNoTracking().SingleOrDefaultAsync(ct));
        var template = await ToChangeAsync(owner, ct);
        (template.LogoUrl, template.LogoDigest) = (null, await KeepAsync(owner, logo, ct));
        return (before, InvoiceTemplateDto.From(template));
    }

    private async Task<InvoiceTemplate> ToChangeAsync(ApplicationId owner, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var template = await db.Of<InvoiceTemplate>(owner).SingleOrDefaultAsync(ct);
        if (template is null)
        {
            template = new() { ApplicationId = owner, CreatedAt = now, UpdatedAt = now };
            db.Add(template);
        }

        (template.UpdatedAt, template.Version) = (now, template.Version + 1);
        return template;
    }

    // Once, however often it is sent. One that is there is touched: nobody deletes it meanwhile without this being tried again.
    private async Task<string?> KeepAsync(ApplicationId owner, Logo? logo, CancellationToken ct)
    {
        if (logo is null) return null;
        var digest = Convert.ToHexStringLower(SHA256.HashData(logo.Content.Span));
        if (await db.Of<InvoiceLogo>(owner).SingleOrDefaultAsync(kept => kept.Digest == digest, ct) is { } known)
        {
            known.CreatedAt = clock.GetUtcNow();
            return digest;
        }

        db.Add(new InvoiceLogo
        {
            ApplicationId = owner,
            Digest = digest,
            Png = logo.Content.ToArray(),
            CreatedAt = clock.GetUtcNow(),
        });
        return digest;
    }
}
