using System.Text.Json;
using OiPayments.Access;
using OiPayments.Applications;
using OiPayments.Audit;
using OiPayments.Persistence;

namespace OiPayments.Invoices;

/// <summary>What operators' changes of a template share: one change, saved together with its line in the audit log.</summary>
internal sealed class OperateOnTemplate(OiPaymentsDb db, UnitOfWork unit, AuditTrail audit)
{
    /// <summary>What every change changes.</summary>
    private static readonly HashSet<string> OfItself = new(StringComparer.Ordinal) { "createdAt", "updatedAt", "version" };

    /// <summary>For what takes its time before it changes anything: null for who may change the template of that application.</summary>
    public async Task<Refusal?> UnlessMayAsync(SignedInOperator who, ApplicationId id, CancellationToken ct) =>
        (await db.FindApplicationAsync(who, Permission.InvoiceManage, id, ct)).IsRefused(out var refusal, out _) ? refusal : null;

    /// <param name="who">Needs invoice:manage for the application.</param>
    /// <param name="id">Whose.</param>
    /// <param name="change">Changes it, and answers what it was and what it is then; what it refuses is not saved.</param>
    /// <param name="ct">Ends it before anything is saved.</param>
    public async Task<Outcome<InvoiceTemplateDto>> RunAsync(
        SignedInOperator who, ApplicationId id,
        Func<ApplicationId, Task<Outcome<(InvoiceTemplateDto Before, InvoiceTemplateDto After)>>> change, CancellationToken ct)
    {
        return (await unit.RunAsync(ChangeAsync, ct)).OrRefuse(WriteTemplate.LostRace);

        async Task<Outcome<InvoiceTemplateDto>> ChangeAsync()
        {
            if ((await db.FindApplicationAsync(who, Permission.InvoiceManage, id, ct)).IsRefused(out var unknown, out var application))
                return unknown;
            if ((await change(application.Id)).IsRefused(out var refusal, out var changed)) return refusal;

            var (was, isNow) = Differences(changed.Before, changed.After);
            await audit.RecordAsync(
                who.Actor, application.Id, new(AuditAction.InvoiceTemplateSet, AuditTarget.InvoiceTemplate, application.Id.ToString())
                {
                    Before = was,
                    After = isNow,
                }, ct);
            return changed.After;
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
}
