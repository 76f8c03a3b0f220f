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
        await worker.LetGoOneByOneAsync();
        await worker.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(3, worker.Most);
        Assert.Equal(Applications * Counting.BatchesEach, worker.Done);
    }

    [Fact]
    public async Task A_worker_without_one_lets_nobody_wait_for_another()
    {
        using var worker = new Counting(maxApplicationsAtOnce: null);

        await worker.StartAsync(TestContext.Current.CancellationToken);
        await worker.LetGoOneByOneAsync();
        await worker.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(Applications, worker.Most);
    }

    /// <summary>
    /// Every application has the same work. Batches end one at a time, and only when as many are at it as may be: so whoever could be one
    /// too many has had its chance at every one of them.
    /// </summary>
    private sealed class Counting(int? maxApplicationsAtOnce)
        : DueWorker(new DueSignal(), Healthy.Node, new FakeTimeProvider(), NullLogger.Instance, maxApplicationsAtOnce)
    {
        public const int BatchesEach = 2;

        private readonly SemaphoreSlim mayEnd = new(0);
        private readonly SemaphoreSlim ended = new(0);
        private readonly Dictionary<ApplicationId, int> batches = [];
        private readonly Lock gate = new();
        private readonly int atOnce = maxApplicationsAtOnce ?? Applications;
        private int now;

        public int Most { get; private set; }

        public int Done { get; private set; }

        private bool IsFull
        {
            get
            {
                lock (gate) return now >= Math.Min(atOnce, Applications - batches.Values.Count(done => done == BatchesEach));
            }
        }

        public async Task LetGoOneByOneAsync()
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            patience.CancelAfter(TimeSpan.FromSeconds(30));
            for (var batch = 0; batch < Applications * BatchesEach; batch++)
            {
                while (!IsFull) await Task.Delay(TimeSpan.FromMilliseconds(1), patience.Token);
                mayEnd.Release();
                await ended.WaitAsync(patience.Token);
            }
        }

        public override void Dispose()
        {
            mayEnd.Dispose();
            ended.Dispose();
            base.Dispose();
        }

        protected override Task<IReadOnlyList<ApplicationId>> ListApplicationsWithDueWorkAsync(CancellationToken ct) =>
            Task.FromResult<IReadOnlyList<ApplicationId>>(
                [.. Enumerable.Range(1, Applications).Select(number => new ApplicationId((uint)number))]);

        protected override async Task<bool> DoSomeAsync(ApplicationId application, CancellationToken ct)
        {
            lock (gate) Most = Math.Max(Most, ++now);
            await mayEnd.WaitAsync(ct);
            lock (gate)
            {
                now--;
                Done++;
                batches[application] = batches.GetValueOrDefault(application) + 1;
                ended.Release();
                return batches[application] < BatchesEach;
            }
        }
    }
}
