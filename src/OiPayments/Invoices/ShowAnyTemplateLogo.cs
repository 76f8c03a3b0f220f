using OiPayments.Access;
using OiPayments.Applications;
using OiPayments.Persistence;

namespace OiPayments.Invoices;

/// <summary>A logo as it is kept.</summary>
internal sealed record KeptPicture(byte[] Content)
{
    private const byte FirstOfPng = 0x89;

    public string MediaType => Content is [FirstOfPng, ..] ? PictureBody.Png : PictureBody.Jpeg;
}

/// <summary>The logo of an application's next invoices, for the operators' pages.</summary>
internal sealed class ShowAnyTemplateLogo(OiPaymentsDb db)
{
    /// <summary>Takes <see cref="Permission.InvoiceRead"/> for the application.</summary>
    public async Task<Outcome<KeptPicture>> RunAsync(SignedInOperator who, ApplicationId id, CancellationToken ct)
    {
        if ((await db.FindApplicationAsync(who, Permission.InvoiceRead, id, ct)).IsRefused(out var refusal, out var application))
            return refusal;
        var template = await db.Of<InvoiceTemplate>(application.Id).AsNoTracking().SingleOrDefaultAsync(ct);
        return template?.LogoDigest is { } digest
            ? new KeptPicture(
                await db.Of<InvoiceLogo>(application.Id).Where(logo => logo.Digest == digest).Select(logo => logo.Png).SingleAsync(ct))
            : Refusal.NotFound("logo");
    }
}
