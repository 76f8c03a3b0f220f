using OiPayments.Sandbox.Domain;

namespace OiPayments.Sandbox.Notices;

/// <summary>Ends sessions nobody finished, so that their merchants hear of it without a customer's visit.</summary>
internal sealed class ExpireSessions(SessionBook sessions, EndSession end, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);
    private static readonly ParallelOptions AtOnce = new() { MaxDegreeOfParallelism = 8 };

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await Parallel.ForEachAsync(sessions.Overdue(), AtOnce, async (session, _) => await end.OverdueAsync(session));
            }
        }
        catch (OperationCanceledException)
        {
            // The host is stopping.
        }
    }
}
