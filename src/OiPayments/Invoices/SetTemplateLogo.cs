using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Persistence;
using OiPayments.Printing;

namespace OiPayments.Invoices;

/// <summary><c>PUT /invoices/template/logo</c>: the logo itself, for a company that has it at no address.</summary>
internal sealed class SetTemplateLogo(UnitOfWork unit, DrawDocuments draw, WriteTemplate write)
{
    public static void Map(RouteGroupBuilder invoices) => invoices.MapPut("/template/logo", HandleAsync)
        .WithName("setInvoiceLogo")
        .WithSummary("Upload the logo of invoices")
        .WithDescription("The bytes of a PNG or JPEG, of at most 1 MB and 4 million pixels. It is made small and stored anew. It takes the "
            + "place of the one that `logoUrl` led to, and stays until it is deleted or a `logoUrl` is set. Issued invoices keep the logo "
            + "they were issued with. Strongly consistent.")
        .Accepts<byte[]>(PictureBody.Png, PictureBody.Jpeg)
        .Produces<Envelope<InvoiceTemplateDto>>()
        .Refuses(ErrorCode.ValidationError, ErrorCode.InvalidOperationState);

    /// <param name="caller">Whose.</param>
    /// <param name="picture">A PNG or a JPEG.</param>
    /// <param name="ct">Ends it before anything is saved.</param>
    public async Task<Outcome<InvoiceTemplateDto>> RunAsync(CallingApplication caller, byte[] picture, CancellationToken ct)
    {
        if ((await draw.ReadAsync(picture, ct)).IsRefused(out var unreadable, out var logo)) return unreadable;
        return (await unit.RunAsync(ShowAsync, ct)).OrRefuse(WriteTemplate.LostRace);

        async Task<Outcome<InvoiceTemplateDto>> ShowAsync() => (await write.ShowAsync(caller.Id, logo, ct)).After;
    }

    private static async Task<Reply> HandleAsync(
        PictureBody body, CallingApplication caller, SetTemplateLogo set, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await set.RunAsync(caller, body.Content, ct), InvoicesJson.Default.InvoiceTemplateDto, clock);
}
