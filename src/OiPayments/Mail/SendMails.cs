using Microsoft.Extensions.DependencyInjection;
using OiPayments.Applications;
using OiPayments.DueWork;
using OiPayments.Persistence;

namespace OiPayments.Mail;

/// <summary>
/// Sends what is staged, at least once: that a mail is tried is saved before the mail server is asked, and what a node did not write down
/// is sent again. Never more than so many of one application in a minute.
/// </summary>
internal sealed partial class SendMails(
    IServiceScopeFactory scopes, DueSignal<SendMails> signal, NodeHealth health, ThisNode self, MailOptions options, CrashPoints crash,
    MailMetrics metrics, IBusinessClock time, TestTimes times, TimeProvider clock, ILogger<SendMails> log)
    : DueWorker(signal, health, clock, log, maxApplicationsAtOnce: 4), IGoesByBusinessTime
{
    private const int BatchSize = 16;

    /// <summary>Longer than drawing a document and sending it may take, by any node's clock; then another takes it over.</summary>
    private static readonly TimeSpan LeaseFor = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly InterruptedWork interrupted = new();

    protected override async Task<IReadOnlyList<ApplicationId>> ListApplicationsWithDueWorkAsync(CancellationToken ct)
    {
        if (!options.IsOn) return [];
        await using var services = scopes.CreateAsyncScope();
        var (db, now) = (services.ServiceProvider.GetRequiredService<OiPaymentsDb>(), time.Now());
        var mails = db.AcrossApplications<InvoiceMail>().Where(m => m.DueAt <= now);
        var due = await db.Directory<Application>().AsNoTracking()
            .Where(a => mails.Any(m => m.ApplicationId == a.Id)).Select(a => a.Id).ToListAsync(ct);
        if (times.AreAny)
        {
            due.AddRange(await db.AcrossApplications<TestClock>().Where(c => db.AcrossApplications<InvoiceMail>()
                    .Any(m => m.ApplicationId == c.ApplicationId && m.Mode == Mode.Test && m.DueAt <= c.Now))
                .Select(c => c.ApplicationId).ToListAsync(ct));
        }

        return [.. due.Union(interrupted.Applications)];
    }

    public async Task<Ahead> LookAheadAsync(OiPaymentsDb db, Scope scope, CancellationToken ct)
    {
        if (!options.IsOn) return Ahead.Nothing;
        var waiting = db.Of<InvoiceMail>(scope).Where(m => m.DueAt != null);
        return new(
            await waiting.AnyAsync(m => m.LeasedBy != null, ct),
            await waiting.Where(m => m.LeasedBy == null).MinAsync(m => m.DueAt, ct));
    }

    public override async Task ReleaseLeasesOfAsync(OiPaymentsDb db, long node, CancellationToken ct)
    {
        var leased = db.AcrossApplications<InvoiceMail>().Where(m => m.LeasedBy == node);
        foreach (var application in await leased.Select(m => m.ApplicationId).Distinct().ToListAsync(ct))
            await ReleaseAsync(leased, application, ct);
    }

    /// <summary>What could not be written down after it was sent is given up in the next round, and so sent again.</summary>
    protected override Task<bool> DoSomeAsync(ApplicationId application, CancellationToken ct) =>
        interrupted.GuardAsync(application, () => GiveUpLeasesAsync(application, ct), () => SendDueAsync(application, ct));

    private async Task GiveUpLeasesAsync(ApplicationId application, CancellationToken ct)
    {
        await using var services = scopes.CreateAsyncScope();
        var db = services.ServiceProvider.GetRequiredService<OiPaymentsDb>();
        await ReleaseAsync(db.Of<InvoiceMail>(application).Where(m => m.LeasedBy == self.Number), application, ct);
    }

    // The version moves too: what a dead node still had to write down, it can no longer write.
    private async Task ReleaseAsync(IQueryable<InvoiceMail> leased, ApplicationId application, CancellationToken ct)
    {
        var now = time.Of(application);
        await leased.Where(m => m.ApplicationId == application).ExecuteUpdateAsync(
            set => set.SetProperty(m => m.DueAt, m => m.Mode == Mode.Live ? now.Live : now.Test).SetProperty(m => m.LeasedBy, (long?)null)
                .SetProperty(m => m.Version, m => m.Version + 1), ct);
    }

    private async Task<bool> SendDueAsync(ApplicationId application, CancellationToken ct)
    {
        List<Id<InvoiceMail>> due;
        int room;
        await using (var services = scopes.CreateAsyncScope())
        {
            var (db, now, since) = (
                services.ServiceProvider.GetRequiredService<OiPaymentsDb>(), time.Of(application), Clock.GetUtcNow() - Minute);
            room = options.PerMinute - await db.Of<InvoiceMail>(application).CountAsync(m => m.TriedAt > since, ct);
            if (room <= 0) return false;
            due = await db.Of<InvoiceMail>(application)
                .Where(m => m.DueAt <= now.Latest && m.DueAt <= (m.Mode == Mode.Live ? now.Live : now.Test))
                .OrderBy(m => m.DueAt).Take(Math.Min(BatchSize, room)).Select(m => m.Id).ToListAsync(ct);
        }

        foreach (var id in due)
        {
            // A scope for each, so that one mail's trouble is not in the next one's unit of work.
            await using var services = scopes.CreateAsyncScope();
            await SendAsync(services.ServiceProvider, application, id, ct);
        }

        return due.Count == BatchSize;
    }

    private async Task SendAsync(IServiceProvider services, ApplicationId application, Id<InvoiceMail> id, CancellationToken ct)
    {
        var (db, unit) = (services.GetRequiredService<OiPaymentsDb>(), services.GetRequiredService<UnitOfWork>());
        if (await db.Of<InvoiceMail>(application).SingleOrDefaultAsync(m => m.Id == id, ct) is not { } mail) return;
        var now = time.Now(mail.Scope);
        if (mail.DueAt is not { } dueAt || dueAt > now) return;
        mail.BeginTry(self.Number, now + LeaseFor, Clock.GetUtcNow());

        // Losing here means that another node sends it.
        if (!await db.TrySaveAsync(ct)) return;

        var outcome = now - mail.CreatedAt > MailSchedule.StaleAfter
            ? new MailOutcome.Never("It could not be sent for two days.")
            : await services.GetRequiredService<SendMail>().SendAsync(mail, ct);
        crash.Reached(CrashPoints.AfterMail);
        mail.EndTry(outcome, time.Now(mail.Scope));
        db.AfterCommit(() =>
        {
            metrics.Tried(mail.Kind, mail.Status);
            Tried(
                Log, mail.Id, application, mail.Attempts, WireNames<MailStatus>.Of(mail.Status),
                mail.Problem ?? "the mail server took it");
        });
        await unit.WriteDownAsync();
    }

    [LoggerMessage(
        LogLevel.Information, "Mail {MailId} of application {ApplicationId}: attempt {Attempt} ended {Status}, because of: {Reason}")]
    private static partial void Tried(
        ILogger log, Id<InvoiceMail> mailId, ApplicationId applicationId, int attempt, string status, string reason);
}
