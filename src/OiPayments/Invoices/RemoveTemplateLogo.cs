using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Persistence;

namespace OiPayments.Invoices;

/// <summary><c>DELETE /invoices/template/logo</c>: the next invoices have none. Issued ones keep theirs.</summary>
internal sealed class RemoveTemplateLogo(UnitOfWork unit, WriteTemplate write)
{
    public static void Map(RouteGroupBuilder invoices) => invoices.MapDelete("/template/logo", HandleAsync)
        .WithName("removeInvoiceLogo")
        .WithSummary("Remove the logo of invoices")
        .WithDescription("Also the one that `logoUrl` led to. Issued invoices keep the logo they were issued with. Strongly consistent.")
        .Produces<Envelope<InvoiceTemplateDto>>()
        .Refuses(ErrorCode.InvalidOperationState);

    public async Task<Outcome<InvoiceTemplateDto>> RunAsync(CallingApplication caller, CancellationToken ct)
    {
        return (await unit.RunAsync(RemoveAsync, ct)).OrRefuse(WriteTemplate.LostRace);

        async Task<Outcome<InvoiceTemplateDto>> RemoveAsync() => (await write.ShowAsync(caller.Id, logo: null, ct)).After;
    }

    private static async Task<Reply> HandleAsync(
        CallingApplication caller, RemoveTemplateLogo remove, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await remove.RunAsync(caller, ct), InvoicesJson.Default.InvoiceTemplateDto, clock);
}
