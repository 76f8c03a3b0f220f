using System.Text.Json;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Audit;
using OiPayments.Persistence;

namespace OiPayments.Invoices;

/// <summary><c>PATCH /admin/invoices/{id}</c>: an operator changes what is sent of an application's draft.</summary>
internal sealed class EditAnyInvoice(OperateOnInvoice operate, WriteDraft write, AuditTrail audit)
{
    /// <summary>What the log says only that it changed: who the customer is, and what is long.</summary>
    private static readonly HashSet<string> Untold = new(StringComparer.Ordinal)
    {
        "customerReference", "customerName", "customerEmail", "customerAddress", "customerBin", "notes", "lineItems", "installments",
    };

    public static void Map(RouteGroupBuilder invoices) => invoices.MapPatch("/{id}", HandleAsync)
        .WithName("editAnyInvoice")
        .WithSummary("Edit a draft of any application")
        .WithDescription("Changes the fields you send: null clears a field, a field you leave out stays as it is. Only a draft can be "
            + "changed; an issued invoice never changes. Strongly consistent.")
        .TakesIfMatch()
        .Accepts<EditInvoice.Request>("application/json")
        .Produces<Envelope<InvoiceDto>>()
        .Needs(Permission.InvoiceManage)
        .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState);

    /// <param name="who">Needs invoice:manage for the application.</param>
    /// <param name="id">Which.</param>
    /// <param name="request">What changes.</param>
    /// <param name="read">The version that the change was made against.</param>
    /// <param name="ct">Ends it before anything is saved.</param>
    public Task<Outcome<InvoiceDto>> RunAsync(
        SignedInOperator who, Id<Invoice> id, EditInvoice.Request request, IfMatch read, CancellationToken ct)
    {
        return operate.RunAsync(who, id, EditAsync, ct);

        async Task<Outcome<InvoiceWithLines>> EditAsync(InvoiceWithLines it)
        {
            var (invoice, before, total, version) = (it.Invoice, it.Content, it.Invoice.TotalMinor, it.Invoice.Version);
            var withCustomer = who.May(Permission.CustomerRead, invoice.ApplicationId);
            if ((await write.EditAsync(it, request, read, withCustomer, ct)).IsRefused(out var refusal, out var after)) return refusal;

            var (was, isNow) = Differences(before, after.Content, version);
            if (was.Count == 0) return after;
            (was["totalMinor"], isNow["totalMinor"]) = (total, invoice.TotalMinor);
            (was["currency"], isNow["currency"]) = (before.Currency, invoice.Currency.Code);
            await audit.RecordAsync(
                who.Actor, invoice.ApplicationId, new(AuditAction.InvoiceChange, AuditTarget.Invoice, invoice.Id.ToString())
                {
                    Before = was,
                    After = isNow,
                }, ct);
            return after;
        }
    }

    private static (SortedDictionary<string, object?> Was, SortedDictionary<string, object?> IsNow) Differences(
        InvoiceContent before, InvoiceContent after, int version)
    {
        var (was, isNow) = (
            new SortedDictionary<string, object?>(StringComparer.Ordinal), new SortedDictionary<string, object?>(StringComparer.Ordinal));
        var now = Spell(after);
        foreach (var field in Spell(before).EnumerateObject())
        {
            var value = now.GetProperty(field.Name);
            if (JsonElement.DeepEquals(field.Value, value)) continue;
            var isTold = !Untold.Contains(field.Name);
            (was[field.Name], isNow[field.Name]) = (
                isTold ? field.Value : $"of version {version}", isTold ? value : $"of version {version + 1}");
        }

        return (was, isNow);
    }

    private static JsonElement Spell(InvoiceContent content) =>
        JsonSerializer.SerializeToElement(
            content with { LineItems = [.. content.LineItems.Select(line => line.Spell())] }, InvoicesJson.Default.InvoiceContent);

    private static async Task<Reply> HandleAsync(
        RecordName<Invoice> id, Body<EditInvoice.Request> body, IfMatch read, SignedInOperator who, OiPaymentsDb db, EditAnyInvoice edit,
        TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(
            await edit.RunAsync(who, await db.NumberOfAsync(who, Permission.InvoiceManage, id, ct), body.Request, read, ct),
            InvoicesJson.Default.InvoiceDto, clock);
}
