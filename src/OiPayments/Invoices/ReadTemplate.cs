using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Persistence;

namespace OiPayments.Invoices;

/// <summary><c>GET /invoices/template</c>: how an application's invoices look and are numbered.</summary>
internal sealed class ReadTemplate(OiPaymentsDb db)
{
    public static void Map(RouteGroupBuilder invoices) => invoices.MapGet("/template", HandleAsync)
        .WithName("readInvoiceTemplate")
        .WithSummary("Read the template of invoices")
        .WithDescription("TEST and LIVE share one template. Strongly consistent.")
        .Produces<Envelope<InvoiceTemplateDto>>();

    public async Task<InvoiceTemplateDto> RunAsync(CallingApplication caller, CancellationToken ct) =>
        InvoiceTemplateDto.From(await db.Of<InvoiceTemplate>(caller.Id).AsNoTracking().SingleOrDefaultAsync(ct));

    private static async Task<Reply> HandleAsync(
        CallingApplication caller, ReadTemplate read, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await read.RunAsync(caller, ct), InvoicesJson.Default.InvoiceTemplateDto, clock);
}
