using System.Text.Json;
using OiPayments.Api;
using OiPayments.Audit;
using OiPayments.Persistence;

namespace OiPayments.Invoices;

/// <summary>Sets an application's template, whoever asks. It joins the caller's unit of work, and the caller saves.</summary>
internal sealed class WriteTemplate(OiPaymentsDb db, StaleChange stale, TimeProvider clock)
{
    public static readonly Refusal LostRace = new(
        ErrorCode.InvalidOperationState, "Others were setting this template at once. Nothing was changed; read it again and retry.");

    /// <param name="owner">Whose.</param>
    /// <param name="request">The whole of it; it breaks no rule.</param>
    /// <param name="read">The version that the change was made against.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<Outcome<(InvoiceTemplateDto Before, InvoiceTemplateDto After)>> SetAsync(
        ApplicationId owner, SetTemplate.Request request, IfMatch read, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var template = await db.Of<InvoiceTemplate>(owner).SingleOrDefaultAsync(ct);
        var before = InvoiceTemplateDto.From(template);
        if (!read.Allows(before.Version)) return await stale.DescribeAsync(
            "template", owner, (AuditTarget.InvoiceTemplate, owner.ToString()),
            JsonSerializer.SerializeToElement(request, InvoicesJson.Default.TemplateRequest),
            JsonSerializer.SerializeToElement(before, InvoicesJson.Default.InvoiceTemplateDto), logged: null, ct);
        if (template is null)
        {
            template = new() { ApplicationId = owner, CreatedAt = now, UpdatedAt = now };
            db.Add(template);
        }

        (template.LogoUrl, template.CompanyName, template.CompanyAddress) = (
            request.LogoUrl, request.CompanyName, request.CompanyAddress);
        (template.ContactDetails, template.FooterNote, template.AccentColor) = (
            request.ContactDetails, request.FooterNote, request.AccentColor);
        (template.NumberPattern, template.UpdatedAt, template.Version) = (request.NumberPattern, now, template.Version + 1);
        return (before, InvoiceTemplateDto.From(template));
    }
}
