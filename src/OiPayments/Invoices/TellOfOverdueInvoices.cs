using Microsoft.Extensions.DependencyInjection;
using OiPayments.Applications;
using OiPayments.DueWork;
using OiPayments.Persistence;
using OiPayments.Webhooks;

namespace OiPayments.Invoices;

/// <summary>
/// Tells each application once of each invoice that a day to pay has passed by, at the start of the day after it. The invoice's version
/// lets one of several nodes tell.
/// </summary>
internal sealed partial class TellOfOverdueInvoices(
    IServiceScopeFactory scopes, DueSignal<TellOfOverdueInvoices> signal, NodeHealth health, IBusinessClock time, TestTimes times,
    TimeProvider clock, ILogger<TellOfOverdueInvoices> log)
    : DueWorker(signal, health, clock, log, maxApplicationsAtOnce: 2), IGoesByBusinessTime
{
    private const int BatchSize = 50;

    protected override async Task<IReadOnlyList<ApplicationId>> ListApplicationsWithDueWorkAsync(CancellationToken ct)
    {
        await using var services = scopes.CreateAsyncScope();
        var (db, now) = (services.ServiceProvider.GetRequiredService<OiPaymentsDb>(), time.Now());
        var untold = db.AcrossApplications<Invoice>().Where(i => i.OverdueAt <= now && i.OverdueToldAt == null);
        var due = await db.Directory<Application>().AsNoTracking()
            .Where(a => untold.Any(i => i.ApplicationId == a.Id)).Select(a => a.Id).ToListAsync(ct);
        if (!times.AreAny) return due;
        var onClocks = db.AcrossApplications<TestClock>().Where(c => db.AcrossApplications<Invoice>().Any(
            i => i.ApplicationId == c.ApplicationId && i.Mode == Mode.Test && i.OverdueToldAt == null && i.OverdueAt <= c.Now));
        return [.. due.Union(await onClocks.Select(c => c.ApplicationId).ToListAsync(ct))];
    }

    public async Task<Ahead> LookAheadAsync(OiPaymentsDb db, Scope scope, CancellationToken ct) =>
        new(IsUnderWay: false, await db.Of<Invoice>(scope).Where(i => i.OverdueToldAt == null).MinAsync(i => i.OverdueAt, ct));

    protected override async Task<bool> DoSomeAsync(ApplicationId application, CancellationToken ct)
    {
        List<Id<Invoice>> untold;
        await using (var services = scopes.CreateAsyncScope())
        {
            var (db, now) = (services.ServiceProvider.GetRequiredService<OiPaymentsDb>(), time.Of(application));
            untold = await db.Of<Invoice>(application)
                .Where(i => i.OverdueAt <= now.Latest && i.OverdueToldAt == null)
                .Where(i => i.OverdueAt <= (i.Mode == Mode.Live ? now.Live : now.Test))
                .OrderBy(i => i.OverdueAt).Take(BatchSize).Select(i => i.Id).ToListAsync(ct);
        }

        foreach (var id in untold)
        {
            // A scope for each, so that one invoice's trouble is not in the next one's unit of work.
            await using var services = scopes.CreateAsyncScope();
            await TellAsync(services.ServiceProvider, application, id, ct);
        }

        return untold.Count == BatchSize;
    }

    private async Task TellAsync(IServiceProvider services, ApplicationId application, Id<Invoice> id, CancellationToken ct)
    {
        var (db, settle) = (services.GetRequiredService<OiPaymentsDb>(), services.GetRequiredService<SettleInvoice>());
        if (await db.Of<Invoice>(application).SingleOrDefaultAsync(i => i.Id == id, ct) is not { OverdueToldAt: null } invoice) return;
        var now = time.Now(invoice.Scope);
        if (!invoice.IsOverdueAt(now)) return;

        invoice.OverdueTold(now);
        await settle.TellAsync(await db.WithLinesAsync(invoice, ct), EventTypes.InvoiceOverdue, ct);

        // Losing here means that somebody else told, or that it was paid: the next round sees which.
        if (await db.TrySaveAsync(ct)) Told(Log, id, application);
    }

    [LoggerMessage(LogLevel.Information, "Invoice {InvoiceId} of application {ApplicationId} is overdue")]
    private static partial void Told(ILogger log, Id<Invoice> invoiceId, ApplicationId applicationId);
}
