using Microsoft.Extensions.Logging.Abstractions;
using OiPayments.DueWork;

namespace OiPayments.UnitTests.DueWork;

public class TakingTurnsTests
{
    private const int Applications = 30;

    [Fact]
    public async Task A_worker_with_a_limit_serves_everybody_and_never_more_at_once()
    {
        using var worker = new Counting(maxApplicationsAtOnce: 3);

        await worker.StartAsync(TestContext.Current.CancellationToken);
        await worker.AllDone.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await worker.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(3, worker.Most);
        Assert.Equal(Applications * Counting.BatchesEach, worker.Done);
    }

    [Fact]
    public async Task A_worker_without_one_lets_nobody_wait_for_another()
    {
        using var worker = new Counting(maxApplicationsAtOnce: null);

        await worker.StartAsync(TestContext.Current.CancellationToken);
        await worker.AllDone.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await worker.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(Applications, worker.Most);
    }

    /// <summary>Every application has the same work, and the first batches wait until as many are at it as may be, and a moment for one too many.</summary>
    private sealed class Counting(int? maxApplicationsAtOnce)
        : DueWorker(new DueSignal(), Healthy.Node, new FakeTimeProvider(), NullLogger.Instance, maxApplicationsAtOnce)
    {
        public const int BatchesEach = 2;

        private readonly TaskCompletionSource allDone = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource isFull = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Dictionary<ApplicationId, int> batches = [];
        private readonly Lock gate = new();
        private readonly int expected = maxApplicationsAtOnce ?? Applications;
        private volatile bool hasWaited;
        private int now;

        public Task AllDone => allDone.Task;

        public int Most { get; private set; }

        public int Done { get; private set; }

        protected override Task<IReadOnlyList<ApplicationId>> ListApplicationsWithDueWorkAsync(CancellationToken ct) =>
            Task.FromResult<IReadOnlyList<ApplicationId>>([.. Enumerable.Range(1, Applications).Select(number => new ApplicationId((uint)number))]);

        protected override async Task<bool> DoSomeAsync(ApplicationId application, CancellationToken ct)
        {
            lock (gate)
            {
                Most = Math.Max(Most, ++now);
                if (now == expected) isFull.TrySetResult();
            }

            await isFull.Task.WaitAsync(ct);
            if (!hasWaited) await Task.Delay(TimeSpan.FromMilliseconds(200), ct);
            hasWaited = true;
            lock (gate)
            {
                now--;
                if (++Done == Applications * BatchesEach) allDone.TrySetResult();
                return (batches[application] = batches.GetValueOrDefault(application) + 1) < BatchesEach;
            }
        }
    }
}
