using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using OiPayments.DueWork;

namespace OiPayments.UnitTests.DueWork;

public class FollowingTheSignalTests
{
    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(500);

    private readonly DueSignal signal = new();

    [Fact]
    public async Task Whoever_is_woken_during_a_round_is_in_the_next_one_together_and_once_however_often()
    {
        using var worker = new Looking(signal, TimeSpan.Zero);
        await worker.StartAsync(TestContext.Current.CancellationToken);

        signal.Wake(new(1));
        await worker.BeginsAsync(1);
        foreach (var number in new uint[] { 2, 3, 2, 1, 3 }) signal.Wake(new(number));
        worker.MayGoOn.SetResult();
        await worker.BeginsAsync(2);
        await worker.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["1", "1, 2, 3"], worker.Rounds.Select(round => string.Join(", ", round.Woken)));
        Assert.Equal(new uint[] { 1, 2, 3 }, worker.Done.Distinct().Order());
    }

    [Fact]
    public async Task Rounds_begin_as_far_apart_as_they_are_told_to()
    {
        using var worker = new Looking(signal, Apart);
        worker.MayGoOn.SetResult();
        await worker.StartAsync(TestContext.Current.CancellationToken);

        for (var round = 1; round <= 3; round++)
        {
            signal.Wake(new((uint)round));
            await worker.BeginsAsync(round);
        }

        await worker.StopAsync(TestContext.Current.CancellationToken);

        // Two pauses lie between them; half of that is left to a machine that is late in writing down when the first began.
        Assert.True(worker.Rounds[2].Began - worker.Rounds[0].Began > Apart);
    }

    [Fact]
    public async Task A_round_that_fails_is_not_the_last()
    {
        using var worker = new Looking(signal, TimeSpan.Zero) { FirstFails = true };
        worker.MayGoOn.SetResult();
        await worker.StartAsync(TestContext.Current.CancellationToken);

        signal.Wake(new(1));
        await worker.BeginsAsync(1);
        signal.Wake(new(2));
        await worker.BeginsAsync(2);
        await worker.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2u, Assert.Single(worker.Done));
    }

    /// <summary>Writes down its rounds, of which the first waits to be let go on.</summary>
    private sealed class Looking(DueSignal signal, TimeSpan apart)
        : DueWorker(signal, Healthy.Node, new FakeTimeProvider(), NullLogger.Instance, roundsApart: apart)
    {
        private readonly Stopwatch clock = Stopwatch.StartNew();
        private readonly SemaphoreSlim begun = new(0);
        private readonly ConcurrentQueue<(TimeSpan Began, uint[] Woken)> rounds = new();
        private readonly ConcurrentQueue<uint> done = new();

        public TaskCompletionSource MayGoOn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool FirstFails { get; init; }

        public IReadOnlyList<(TimeSpan Began, uint[] Woken)> Rounds => [.. rounds];

        public IReadOnlyList<uint> Done => [.. done];

        public async Task BeginsAsync(int round)
        {
            while (rounds.Count < round)
                Assert.True(await begun.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        }

        public override void Dispose()
        {
            begun.Dispose();
            base.Dispose();
        }

        protected override Task<IReadOnlyList<ApplicationId>> ListApplicationsWithDueWorkAsync(CancellationToken ct) =>
            Task.FromResult<IReadOnlyList<ApplicationId>>([]);

        protected override async Task<IReadOnlyList<ApplicationId>> WithDueWorkAsync(
            IReadOnlyCollection<ApplicationId> woken, CancellationToken ct)
        {
            rounds.Enqueue((clock.Elapsed, [.. woken.Select(application => (uint)application.Value).Order()]));
            begun.Release();
            await MayGoOn.Task.WaitAsync(ct);
            if (FirstFails && rounds.Count == 1) throw new InvalidOperationException("The database is away.");
            return await base.WithDueWorkAsync(woken, ct);
        }

        protected override Task<bool> DoSomeAsync(ApplicationId application, CancellationToken ct)
        {
            done.Enqueue((uint)application.Value);
            return Task.FromResult(false);
        }
    }
}
