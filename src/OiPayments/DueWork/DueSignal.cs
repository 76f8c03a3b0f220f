using System.Threading.Channels;

namespace OiPayments.DueWork;

/// <summary>
/// Wakes this node's worker of one kind the moment work for an application has committed. A hint only: what is lost here,
/// polling finds. Whoever is woken many times before the worker looks is woken once.
/// </summary>
internal class DueSignal
{
    private readonly Channel<bool> bell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1)
    { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly Lock gate = new();
    private HashSet<ApplicationId> woken = [];

    public void Wake(ApplicationId applicationId)
    {
        lock (gate)
        {
            woken.Add(applicationId);
            bell.Writer.TryWrite(true);
        }
    }

    /// <summary>Waits until somebody was woken.</summary>
    public async Task WaitAsync(CancellationToken ct) => await bell.Reader.WaitToReadAsync(ct);

    /// <summary>All that were woken since this was last asked.</summary>
    public IReadOnlyCollection<ApplicationId> Take()
    {
        lock (gate)
        {
            bell.Reader.TryRead(out _);
            var taken = woken;
            woken = [];
            return taken;
        }
    }
}

/// <summary>The signal to one kind of worker.</summary>
/// <typeparam name="TWorker">The worker that listens.</typeparam>
internal sealed class DueSignal<TWorker> : DueSignal;
