using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.DueWork;
using OiPayments.Invoices;
using OiPayments.Persistence;

namespace OiPayments.Mail;

/// <summary>
/// Stages reminders on the days of each application's schedule, from nine in the morning of its own time zone on, and what nobody staged
/// on its day on one of the next days. A unique index lets one of several nodes stage each.
/// </summary>
internal sealed partial class RemindOfInvoices(
    IServiceScopeFactory scopes, DueSignal<RemindOfInvoices> signal, DueSignal<SendMails> send, NodeHealth health, MailOptions options,
    IBusinessClock time, TimeProvider clock, ILogger<RemindOfInvoices> log)
    : DueWorker(signal, health, clock, log, maxApplicationsAtOnce: 2), IGoesByBusinessTime
{
    private const int BatchSize = 50;
    private const int EarliestHour = 9;

    /// <summary>
    /// How many days late the reminder of a day is still sent. Longer would surprise, as when a schedule is set up for invoices that have
    /// been overdue for months.
    /// </summary>
    private const int MaxDaysLate = 3;

    /// <summary>Days change slowly, and every schedule is a handful of queries.</summary>
    private static readonly TimeSpan LooksEvery = TimeSpan.FromMinutes(1);

    // On which day this node last found nothing that earlier days left: that changes only when a day is over.
    private readonly ConcurrentDictionary<Scope, DateOnly> caughtUp = new();

    private DateTimeOffset lookAt;

    protected override async Task<IReadOnlyList<ApplicationId>> ListApplicationsWithDueWorkAsync(CancellationToken ct)
    {
        if (!options.IsOn || Clock.GetUtcNow() is var now && now < lookAt) return [];
        lookAt = now + LooksEvery;
        await using var services = scopes.CreateAsyncScope();
        var (db, none) = (services.ServiceProvider.GetRequiredService<OiPaymentsDb>(), ReminderDays.None);
        return await db.Directory<Application>().AsNoTracking()
            .Where(a => a.MailRemindersBefore != none || a.MailRemindersAfter != none).Select(a => a.Id).ToListAsync(ct);
    }

    public async Task<Ahead> LookAheadAsync(OiPaymentsDb db, Scope scope, CancellationToken ct)
    {
        var application = await db.Directory<Application>().AsNoTracking().SingleAsync(a => a.Id == scope.ApplicationId, ct);
        int[] schedule = [.. TurnsOf(application).Where(turn => turn.DaysLate == 0).Select(turn => turn.DaysAfter)];
        if (!options.IsOn || schedule.Length == 0) return Ahead.Nothing;

        var (shown, zone) = (time.Now(scope), await db.ZoneOfAsync(scope.ApplicationId, ct));
        var now = TimeZoneInfo.ConvertTime(shown, zone);
        var today = DateOnly.FromDateTime(now.DateTime);
        var isMorning = now.Hour < EarliestHour;
        if (!isMorning)
        {
            foreach (var turn in TurnsOn(today, scope, application))
                if ((await FindAsync(db, scope, turn, today, zone, ct)).Count > 0) return new(IsUnderWay: false, shown);
        }

        // A day on which nobody turns out to need one is a look too many, and harms nobody.
        Ahead ahead = default;
        foreach (var daysAfter in schedule)
        {
            var from = today.AddDays((isMorning ? 0 : 1) - daysAfter);
            var day = await db.Of<Invoice>(scope).Where(i => i.NextDueDate >= from && i.CustomerEmail != null && i.IssuedAt != null)
                .MinAsync(i => i.NextDueDate, ct);
            if (day is { } next) ahead |= new Ahead(IsUnderWay: false, MorningOf(next.AddDays(daysAfter), zone));
        }

        return ahead;
    }

    protected override async Task<bool> DoSomeAsync(ApplicationId application, CancellationToken ct)
    {
        var mayBeMore = false;
        foreach (var mode in Enum.GetValues<Mode>()) mayBeMore |= await RemindAsync(new(application, mode), ct);
        return mayBeMore;
    }

    private async Task<bool> RemindAsync(Scope scope, CancellationToken ct)
    {
        List<Reminder> due = [];
        DateOnly today;
        await using (var services = scopes.CreateAsyncScope())
        {
            var db = services.ServiceProvider.GetRequiredService<OiPaymentsDb>();
            var application = await db.Directory<Application>().AsNoTracking().SingleAsync(a => a.Id == scope.ApplicationId, ct);
            var zone = await db.ZoneOfAsync(scope.ApplicationId, ct);
            var now = TimeZoneInfo.ConvertTime(time.Now(scope), zone);
            if (now.Hour < EarliestHour) return false;

            today = DateOnly.FromDateTime(now.DateTime);
            foreach (var turn in TurnsOn(today, scope, application).TakeWhile(_ => due.Count < BatchSize))
                due.AddRange(await FindAsync(db, scope, turn, today, zone, ct));
        }

        foreach (var reminder in due)
        {
            // A scope for each, so that one invoice's trouble is not in the next one's unit of work.
            await using var services = scopes.CreateAsyncScope();
            await StageAsync(services.ServiceProvider, scope, reminder, ct);
        }

        if (due.Count >= BatchSize) return true;
        caughtUp[scope] = today;
        return false;
    }

    private static DateTimeOffset MorningOf(DateOnly day, TimeZoneInfo zone) =>
        new(TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(new TimeOnly(EarliestHour, 0)), zone));

    /// <summary>What is still looked at on that day: late reminders until a look found none.</summary>
    private IEnumerable<Turn> TurnsOn(DateOnly today, Scope scope, Application application)
    {
        var isCaughtUp = caughtUp.TryGetValue(scope, out var day) && day == today;
        return TurnsOf(application).Where(turn => turn.DaysLate == 0 || !isCaughtUp);
    }

    /// <summary>
    /// What an application's schedule asks for on any day: each of its reminders on its day, and late until the next one comes. One from
    /// before the day to pay is late until that day is over.
    /// </summary>
    private static IEnumerable<Turn> TurnsOf(Application application)
    {
        var before = application.MailRemindersBefore.Days.Select(days => -days);
        int[] schedule = [.. before.Concat(application.MailRemindersAfter.Days).Order()];
        for (var place = 0; place < schedule.Length; place++)
        {
            var daysAfter = schedule[place];
            var end = place + 1 < schedule.Length ? schedule[place + 1] : int.MaxValue;
            if (daysAfter < 0) end = Math.Min(end, 1);
            for (var late = 0; late <= MaxDaysLate && daysAfter + late < end; late++) yield return new(daysAfter, late);
        }
    }

    /// <summary>
    /// What is to be paid by that day and was not reminded of so. Whoever gets an invoice on the day of a reminder needs none, and whoever
    /// got any mail about it since that day needs no late one.
    /// </summary>
    private static async Task<IReadOnlyList<Reminder>> FindAsync(
        OiPaymentsDb db, Scope scope, Turn turn, DateOnly today, TimeZoneInfo zone, CancellationToken ct)
    {
        var (dayOfReminder, daysAfter, isLate) = (today.AddDays(-turn.DaysLate), turn.DaysAfter, turn.DaysLate > 0);
        var (began, day, mails) = (TimeZones.StartOf(zone, dayOfReminder), dayOfReminder.AddDays(-daysAfter), db.Of<InvoiceMail>(scope));
        return await db.Of<Invoice>(scope)
            .Where(i => i.NextDueDate == day && i.CustomerEmail != null && i.IssuedAt < began)
            .Where(i => !mails.Any(m => m.InvoiceId == i.Id && m.RemindsOf == day && m.DaysAfter == daysAfter))
            .Where(i => !isLate || !mails.Any(
                m => m.InvoiceId == i.Id && m.CreatedAt >= began && (m.Status == MailStatus.Pending || m.Status == MailStatus.Sent)))
            .OrderBy(i => i.Id).Take(BatchSize).Select(i => new Reminder(i.Id, day, daysAfter)).ToListAsync(ct);
    }

    private async Task StageAsync(IServiceProvider services, Scope scope, Reminder reminder, CancellationToken ct)
    {
        var (db, ids, now) = (services.GetRequiredService<OiPaymentsDb>(), services.GetRequiredService<IIdSource>(), time.Now(scope));
        db.Add(new InvoiceMail
        {
            ApplicationId = scope.ApplicationId,
            Id = await ids.NextAsync<InvoiceMail>(ct),
            Mode = scope.Mode,
            Kind = MailKind.Reminder,
            InvoiceId = reminder.InvoiceId,
            RemindsOf = reminder.Day,
            DaysAfter = reminder.DaysAfter,
            CreatedAt = now,
            DueAt = now,
        });

        // Losing here means that somebody else reminds of it. Whether anything is owed then is asked when it is sent.
        if (!await db.TrySaveAsync(ct)) return;
        send.Wake(scope.ApplicationId);
        Staged(Log, reminder.InvoiceId, scope.ApplicationId);
    }

    /// <summary>A reminder of the schedule, on its day or some days later.</summary>
    private sealed record Turn(int DaysAfter, int DaysLate);

    private sealed record Reminder(Id<Invoice> InvoiceId, DateOnly Day, int DaysAfter);

    [LoggerMessage(LogLevel.Information, "The customer of invoice {InvoiceId} of application {ApplicationId} is to be reminded")]
    private static partial void Staged(ILogger log, Id<Invoice> invoiceId, ApplicationId applicationId);
}
