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
    /// Every application has the same work. Batches end one at a time, each when another has begun in the place of the one before: so whoever
    /// could be one too many has had its chance at every one of them.
    /// </summary>
    private sealed class Counting(int? maxApplicationsAtOnce) : DueWorker(new DueSignal(), Healthy.Node, new FakeTimeProvider(), NullLogger.Instance, maxApplicationsAtOnce)
    {
        public const int BatchesEach = 2;
        private const int Batches = Applications * BatchesEach;

        private readonly SemaphoreSlim begun = new(0);
        private readonly SemaphoreSlim mayEnd = new(0);
        private readonly SemaphoreSlim ended = new(0);
        private readonly Dictionary<ApplicationId, int> batches = [];
        private readonly Lock gate = new();
        private readonly int atOnce = maxApplicationsAtOnce ?? Applications;
        private int now;

        public int Most { get; private set; }

        public int Done { get; private set; }

        public async Task LetGoOneByOneAsync()
        {
            for (var place = 0; place < atOnce; place++) await WaitAsync(begun);
            for (var batch = 0; batch < Batches; batch++)
            {
                mayEnd.Release();
                if (batch + atOnce < Batches) await WaitAsync(begun);
            }

            for (var batch = 0; batch < Batches; batch++) await WaitAsync(ended);

            static async Task WaitAsync(SemaphoreSlim semaphore) => Assert.True(await semaphore.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        }

        public override void Dispose()
        {
            foreach (var semaphore in new[] { begun, mayEnd, ended }) semaphore.Dispose();
            base.Dispose();
        }

        protected override Task<IReadOnlyList<ApplicationId>> ListApplicationsWithDueWorkAsync(CancellationToken ct) =>
            Task.FromResult<IReadOnlyList<ApplicationId>>([.. Enumerable.Range(1, Applications).Select(number => new ApplicationId((uint)number))]);

        protected override async Task<bool> DoSomeAsync(ApplicationId application, CancellationToken ct)
        {
            lock (gate) Most = Math.Max(Most, ++now);
            begun.Release();
            await mayEnd.WaitAsync(ct);
            lock (gate)
            {
                now--;
                Done++;
                ended.Release();
                return (batches[application] = batches.GetValueOrDefault(application) + 1) < BatchesEach;
            }
        }
    }
}
