using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.DueWork;
using OiPayments.Persistence;

namespace OiPayments.Reconciliation;

/// <summary>
/// Looks every hour for LIVE payments and refunds of the last weeks that have become overdue, and, where that is set, asks the gateway
/// about those that no file tells of. Any number of nodes may do it at once: each thing is flagged once.
/// </summary>
internal sealed partial class LookForOverdue(
    IServiceScopeFactory scopes, NodeHealth health, ReconciliationOptions options, TimeProvider clock, ILogger<LookForOverdue> log)
    : BackgroundService
{
    public static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <summary>What nobody looked at for so long is looked at when a person asks for that day.</summary>
    private const int DaysBack = 45;

    /// <summary>The gateway is asked while an answer still helps.</summary>
    private const int DaysAsked = 7;

    /// <summary>So that a gateway is asked little at a time, and its own customers feel nothing.</summary>
    private const int QuestionsAnHour = 500;

    private static readonly TimeSpan TimeForQuestions = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await LookAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is left is found after the next start.
        }
    }

    private async Task LookAsync(CancellationToken ct)
    {
        // The tick comes on the clock's own thread.
        await Task.Yield();
        if (!health.Clocks.MayWork) return;
        try
        {
            await using var services = scopes.CreateAsyncScope();
            var db = services.ServiceProvider.GetRequiredService<OiPaymentsDb>();
            var accounts = db.AcrossApplications<SettlementAccount>().Where(a => a.Mode == Mode.Live);
            if (!options.AsksGateway && !await db.ToldOf(accounts).AnyAsync(ct)) return;
            var missing = services.ServiceProvider.GetRequiredService<FlagMissing>();
            var gateway = services.ServiceProvider.GetRequiredService<CompareWithGateway>();
            var questions = new QuestionBudget(QuestionsAnHour, TimeForQuestions, clock);
            var today = TimeZones.DayOf(TimeZones.Default, clock.GetUtcNow());
            foreach (var application in await db.Directory<Application>().AsNoTracking().Select(a => a.Id).ToListAsync(ct))
            {
                var scope = new Scope(application, Mode.Live);
                for (var back = 1; options.AsksGateway && back <= DaysAsked && questions.Left > 0; back++)
                    await gateway.RunAsync(scope, today.AddDays(-back), questions, ct);
                for (var back = DaysBack; back > 0; back--) await missing.RunAsync(scope, today.AddDays(-back), ct);
            }

            health.Database.Answered();
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            if (health.Database.Notice(failure) is null) Failed(log, failure);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Overdue settlements could not be looked for; the next round tries again")]
    private static partial void Failed(ILogger log, Exception failure);
}
