using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Persistence;

namespace OiPayments.Invoices;

/// <summary><c>GET /admin/invoices/template</c>: how the invoices of an application look and are numbered.</summary>
internal sealed class ReadAnyTemplate(OiPaymentsDb db)
{
    public static void Map(RouteGroupBuilder invoices) => invoices.MapGet("/template", HandleAsync)
        .WithName("readAnyInvoiceTemplate")
        .WithSummary("Read the template of any application's invoices")
        .WithDescription("TEST and LIVE share one template. Strongly consistent.")
        .OfAnyTemplate()
        .Produces<Envelope<InvoiceTemplateDto>>()
        .Needs(Permission.InvoiceRead);

    /// <summary>Takes <see cref="Permission.InvoiceRead"/> for the application.</summary>
    public async Task<Outcome<InvoiceTemplateDto>> RunAsync(SignedInOperator who, ApplicationId id, CancellationToken ct) =>
        (await db.FindApplicationAsync(who, Permission.InvoiceRead, id, ct)).IsRefused(out var refusal, out var application)
            ? refusal
            : InvoiceTemplateDto.From(await db.Of<InvoiceTemplate>(application.Id).AsNoTracking().SingleOrDefaultAsync(ct));

    private static async Task<Reply> HandleAsync(
        HttpRequest request, SignedInOperator who, ReadAnyTemplate read, TimeProvider clock, CancellationToken ct) =>
        AnyTemplate.OwnerIn(request, who, Permission.InvoiceRead).IsRefused(out var unreadable, out var owner)
            ? Reply.Refused(unreadable, clock)
            : Reply.Ok(await read.RunAsync(who, owner, ct), InvoicesJson.Default.InvoiceTemplateDto, clock);
}

/// <summary>What the operations on an application's template share: the application stands in the query.</summary>
internal static class AnyTemplate
{
    /// <summary>Whose template a request names.</summary>
    public static Outcome<ApplicationId> OwnerIn(HttpRequest request, SignedInOperator who, Permission permission)
    {
        // Who may do it for no application is told that, and not what else is wrong.
        if (who.Lacks(permission) is { } forbidden) return forbidden;
        return QueryFields.Read(request, (query, errors) =>
        {
            var owner = query.Application("applicationId");
            if (owner is null) errors.Add("applicationId", "Is needed: the number of an application.");
            return owner.GetValueOrDefault();
        });
    }

    extension(RouteHandlerBuilder endpoint)
    {
        public RouteHandlerBuilder OfAnyTemplate() => endpoint
            .Query<ApplicationId>("applicationId", "Whose template.", isRequired: true)
            .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound);
    }
}
