using OiPayments.Access;
using OiPayments.Api;

namespace OiPayments.Invoices;

/// <summary><c>PUT /admin/invoices/template</c>: an operator sets how the next invoices of an application look and are numbered.</summary>
internal sealed class SetAnyTemplate(OperateOnTemplate operate, WriteTemplate write)
{
    public static void Map(RouteGroupBuilder invoices) => invoices.MapPut("/template", HandleAsync)
        .WithName("setAnyInvoiceTemplate")
        .WithSummary("Set the template of any application's invoices")
        .WithDescription("Replaces the whole template: a field you leave out is cleared; a logo that was uploaded stays. Issued invoices "
            + "keep the template they were issued with. Strongly consistent.")
        .OfAnyTemplate()
        .TakesIfMatch()
        .Accepts<SetTemplate.Request>("application/json")
        .Produces<Envelope<InvoiceTemplateDto>>()
        .Needs(Permission.InvoiceManage)
        .Refuses(ErrorCode.InvalidOperationState);

    /// <param name="who">Needs invoice:manage for the application.</param>
    /// <param name="id">Whose.</param>
    /// <param name="request">The whole of it.</param>
    /// <param name="read">The version that the change was made against.</param>
    /// <param name="ct">Ends it before anything is saved.</param>
    public async Task<Outcome<InvoiceTemplateDto>> RunAsync(
        SignedInOperator who, ApplicationId id, SetTemplate.Request request, IfMatch read, CancellationToken ct)
    {
        if (who.Lacks(Permission.InvoiceManage) is { } missing) return missing;
        if (FieldErrors.In(request) is { } invalid) return invalid;

        // Before anything is fetched for an application that is not theirs.
        if (await operate.UnlessMayAsync(who, id, ct) is { } beyond) return beyond;
        if ((await write.FetchAsync(request, ct)).IsRefused(out var unfetched, out var logo)) return unfetched;
        return await operate.RunAsync(who, id, owner => write.SetAsync(owner, request, logo, read, ct), ct);
    }

    private static async Task<Reply> HandleAsync(
        HttpRequest http, Body<SetTemplate.Request> body, IfMatch read, SignedInOperator who, SetAnyTemplate set, TimeProvider clock,
        CancellationToken ct) =>
        AnyTemplate.OwnerIn(http, who, Permission.InvoiceManage).IsRefused(out var unreadable, out var owner)
            ? Reply.Refused(unreadable, clock)
            : Reply.Ok(await set.RunAsync(who, owner, body.Request, read, ct), InvoicesJson.Default.InvoiceTemplateDto, clock);
}
