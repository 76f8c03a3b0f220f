using OiPayments.Access;
using OiPayments.Api;

namespace OiPayments.Invoices;

/// <summary><c>DELETE /admin/invoices/template/logo</c>: an operator takes the logo off an application's next invoices.</summary>
internal sealed class RemoveAnyTemplateLogo(OperateOnTemplate operate, WriteTemplate write)
{
    public static void Map(RouteGroupBuilder invoices) => invoices.MapDelete("/template/logo", HandleAsync)
        .WithName("removeAnyInvoiceLogo")
        .WithSummary("Remove the logo of any application's invoices")
        .WithDescription("Also the one that `logoUrl` led to. Issued invoices keep the logo they were issued with. Strongly consistent.")
        .OfAnyTemplate()
        .Produces<Envelope<InvoiceTemplateDto>>()
        .Needs(Permission.InvoiceManage)
        .Refuses(ErrorCode.InvalidOperationState);

    /// <summary>Takes <see cref="Permission.InvoiceManage"/> for the application.</summary>
    public async Task<Outcome<InvoiceTemplateDto>> RunAsync(SignedInOperator who, ApplicationId id, CancellationToken ct) =>
        await operate.RunAsync(who, id, async owner => await write.ShowAsync(owner, logo: null, ct), ct);

    private static async Task<Reply> HandleAsync(
        HttpRequest http, SignedInOperator who, RemoveAnyTemplateLogo remove, TimeProvider clock, CancellationToken ct) =>
        AnyTemplate.OwnerIn(http, who, Permission.InvoiceManage).IsRefused(out var unreadable, out var owner)
            ? Reply.Refused(unreadable, clock)
            : Reply.Ok(await remove.RunAsync(who, owner, ct), InvoicesJson.Default.InvoiceTemplateDto, clock);
}
