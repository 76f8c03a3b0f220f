using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Printing;

namespace OiPayments.Invoices;

/// <summary><c>PUT /admin/invoices/template/logo</c>: an operator uploads the logo of an application's next invoices.</summary>
internal sealed class SetAnyTemplateLogo(OperateOnTemplate operate, DrawDocuments draw, WriteTemplate write)
{
    public static void Map(RouteGroupBuilder invoices) => invoices.MapPut("/template/logo", HandleAsync)
        .WithName("setAnyInvoiceLogo")
        .WithSummary("Upload the logo of any application's invoices")
        .WithDescription("The bytes of a PNG or JPEG, of at most 1 MB and 4 million pixels. It takes the place of the one that `logoUrl` "
            + "led to. Issued invoices keep the logo they were issued with. Strongly consistent.")
        .OfAnyTemplate()
        .Accepts<byte[]>(PictureBody.Png, PictureBody.Jpeg)
        .Produces<Envelope<InvoiceTemplateDto>>()
        .Needs(Permission.InvoiceManage)
        .Refuses(ErrorCode.InvalidOperationState);

    /// <param name="who">Needs invoice:manage for the application.</param>
    /// <param name="id">Whose.</param>
    /// <param name="picture">A PNG or a JPEG.</param>
    /// <param name="ct">Ends it before anything is saved.</param>
    public async Task<Outcome<InvoiceTemplateDto>> RunAsync(
        SignedInOperator who, ApplicationId id, byte[] picture, CancellationToken ct)
    {
        // Before anything is decoded for an application that is not theirs.
        if (await operate.UnlessMayAsync(who, id, ct) is { } beyond) return beyond;
        if ((await draw.ReadAsync(picture, ct)).IsRefused(out var unreadable, out var logo)) return unreadable;
        return await operate.RunAsync(who, id, async owner => await write.ShowAsync(owner, logo, ct), ct);
    }

    private static async Task<Reply> HandleAsync(
        HttpRequest http, PictureBody body, SignedInOperator who, SetAnyTemplateLogo set, TimeProvider clock, CancellationToken ct) =>
        AnyTemplate.OwnerIn(http, who, Permission.InvoiceManage).IsRefused(out var unreadable, out var owner)
            ? Reply.Refused(unreadable, clock)
            : Reply.Ok(await set.RunAsync(who, owner, body.Content, ct), InvoicesJson.Default.InvoiceTemplateDto, clock);
}
