using System.Text.Json;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Audit;
using OiPayments.Persistence;

namespace OiPayments.Invoices;

/// <summary><c>PUT /admin/invoices/template</c>: an operator sets how the next invoices of an application look and are numbered.</summary>
internal sealed class SetAnyTemplate(OiPaymentsDb db, UnitOfWork unit, WriteTemplate write, AuditTrail audit)
{
    /// <summary>What every setting changes.</summary>
    private static readonly HashSet<string> OfItself = new(StringComparer.Ordinal) { "createdAt", "updatedAt", "version" };

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
        if ((await db.FindApplicationAsync(who, Permission.InvoiceManage, id, ct)).IsRefused(out var beyond, out _)) return beyond;
        if ((await write.FetchAsync(request, ct)).IsRefused(out var unfetched, out var logo)) return unfetched;
        return (await unit.RunAsync(SetAsync, ct)).OrRefuse(WriteTemplate.LostRace);

        async Task<Outcome<InvoiceTemplateDto>> SetAsync()
        {
            if ((await db.FindApplicationAsync(who, Permission.InvoiceManage, id, ct)).IsRefused(out var unknown, out var application))
                return unknown;
            if ((await write.SetAsync(application.Id, request, logo, read, ct)).IsRefused(out var refusal, out var set)) return refusal;

            var (was, isNow) = Differences(set.Before, set.After);
            await audit.RecordAsync(
                who.Actor, application.Id, new(AuditAction.InvoiceTemplateSet, AuditTarget.InvoiceTemplate, application.Id.ToString())
                {
                    Before = was,
                    After = isNow,
                }, ct);
            return set.After;
        }
    }

    private static (SortedDictionary<string, object?> Was, SortedDictionary<string, object?> IsNow) Differences(
        InvoiceTemplateDto before, InvoiceTemplateDto after)
    {
        var (was, isNow) = (
            new SortedDictionary<string, object?>(StringComparer.Ordinal), new SortedDictionary<string, object?>(StringComparer.Ordinal));
        var now = JsonSerializer.SerializeToElement(after, InvoicesJson.Default.InvoiceTemplateDto);
        foreach (var field in JsonSerializer.SerializeToElement(before, InvoicesJson.Default.InvoiceTemplateDto).EnumerateObject())
        {
            var value = now.GetProperty(field.Name);
            if (!OfItself.Contains(field.Name) && !JsonElement.DeepEquals(field.Value, value))
                (was[field.Name], isNow[field.Name]) = (field.Value, value);
        }

        return (was, isNow);
    }

    private static async Task<Reply> HandleAsync(
        HttpRequest http, Body<SetTemplate.Request> body, IfMatch read, SignedInOperator who, SetAnyTemplate set, TimeProvider clock,
        CancellationToken ct) =>
        AnyTemplate.OwnerIn(http, who, Permission.InvoiceManage).IsRefused(out var unreadable, out var owner)
            ? Reply.Refused(unreadable, clock)
            : Reply.Ok(await set.RunAsync(who, owner, body.Request, read, ct), InvoicesJson.Default.InvoiceTemplateDto, clock);
}
