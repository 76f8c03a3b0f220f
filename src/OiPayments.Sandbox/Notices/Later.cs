namespace OiPayments.Sandbox.Notices;

/// <summary>Does things after a while, by the sandbox's clock, until the sandbox stops. What fails is logged and forgotten.</summary>
internal sealed partial class Later(IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<Later> log)
{
    /// <summary>The wait has begun when this returns, so that whoever moves the clock next moves it on.</summary>
    public void Do(TimeSpan delay, Func<Task> work) => _ = WaitAsync(Task.Delay(delay, clock, lifetime.ApplicationStopping), work);

    private async Task WaitAsync(Task delay, Func<Task> work)
    {
        try
        {
            await delay;
            await work();
        }
        catch (OperationCanceledException)
        {
            // The sandbox is stopping.
        }
        catch (Exception problem)
        {
            LateWorkFailed(log, problem);
        }
    }

    [LoggerMessage(LogLevel.Error, "A delayed step of a scenario failed")]
    private static partial void LateWorkFailed(ILogger log, Exception problem);
}
