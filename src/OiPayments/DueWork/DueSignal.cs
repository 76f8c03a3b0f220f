using System.Threading.Channels;

namespace OiPayments.DueWork;

/// <summary>
/// Wakes this node's worker of one kind the moment work for an application has committed. A hint only: what is lost here,
/// polling finds.
/// </summary>
/// <typeparam name="TWorker">The worker that listens.</typeparam>
internal sealed class DueSignal<TWorker>
{
    private const int Capacity = 1024;

    private readonly Channel<ApplicationId> woken = Channel.CreateBounded<ApplicationId>(
        new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    public ChannelReader<ApplicationId> Woken => woken.Reader;

    public void Wake(ApplicationId applicationId) => woken.Writer.TryWrite(applicationId);
}
