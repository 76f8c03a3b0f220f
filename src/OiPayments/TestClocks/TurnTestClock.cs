using System.Diagnostics;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.DueWork;
using OiPayments.Persistence;

namespace OiPayments.TestClocks;

/// <summary>
/// Reads, moves and resets the clock of one application's TEST records, for whoever may. A move is written down and made by <see
/// cref="MoveTestClocks"/>, on whichever node lives; who asked for it waits.
/// </summary>
internal sealed class TurnTestClock(
    OiPaymentsDb db, UnitOfWork unit, ThisNode self, TestTimes times, DueSignal<MoveTestClocks> signal, KnownCredentials credentials,
    CredentialOptions options, TimeProvider clock)
{
    /// <summary>How long a caller waits for a move.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(50);

    private static readonly TimeSpan LooksEvery = TimeSpan.FromMilliseconds(20);
    private static readonly Refusal Off = new(
        ErrorCode.Forbidden,
        "Test clocks are off on this service. Nothing was changed; TestClock__Enabled=true in its settings turns them on.");

    private static readonly Refusal TooManyAtOnce = new(
        ErrorCode.InvalidOperationState, "Too many others were moving this clock. You did not move it; read it, and retry.");

    private static readonly Refusal ResetMeanwhile = new(
        ErrorCode.InvalidOperationState,
        "The clock was reset before it arrived. What had happened until then stays; TEST goes by real time again.");

    /// <summary>What it shows.</summary>
    public async Task<Outcome<TestClockDto>> ReadAsync(ApplicationId application, CancellationToken ct) =>
        times.AreOn ? Shown(await FindAsync(application, ct)) : Off;

    /// <summary>Moves it, and answers when everything that is due until then has happened.</summary>
    /// <param name="application">Whose.</param>
    /// <param name="request">Where to.</param>
    /// <param name="alongside">What else is saved with the wish: a line of the audit log.</param>
    /// <param name="ct">Ends the wait; a move that has begun goes on.</param>
    public async Task<Outcome<TestClockDto>> AdvanceAsync(
        ApplicationId application, AdvanceRequest request, Func<TestClockDto, DateTimeOffset, Task>? alongside, CancellationToken ct)
    {
        if (!times.AreOn) return Off;
        if (FieldErrors.In(request) is { } invalid) return invalid;
        var begun = await unit.RunAsync(BeginAsync, ct);
        if (begun.OrRefuse(TooManyAtOnce).IsRefused(out var refusal, out _)) return refusal;
        return await WaitAsync(application, ct);

        async Task<Outcome<TestClock>> BeginAsync()
        {
            var (test, real) = (await db.Of<TestClock>(application).SingleOrDefaultAsync(ct), clock.GetUtcNow().ToMicroseconds());
            if (request.From(test?.Now ?? real, real).IsRefused(out var wrong, out var target)) return wrong;
            if (test?.Target is { } under)
            {
                // Whoever lost the answer asks again, and waits with the first.
                return under == target && request.To is not null
                    ? test
                    : new Refusal(
                        ErrorCode.InvalidOperationState,
                        $"The clock is on its way to {IsoTime.Instant(under)}. It was not moved by you; ask for that instant to wait for "
                            + "it, or for another when it has arrived.");
            }

            if (target == test?.Now) return test;
            if (alongside is not null) await alongside(Shown(test), target);
            if (test is null)
            {
                test = new() { ApplicationId = application, Now = real, CreatedAt = real };
                db.Add(test);
            }

            (test.Target, test.Version) = (target, test.Version + 1);
            var shown = test.Now;
            db.AfterCommit(() =>
            {
                times.Set(application, shown);
                signal.Wake(application);
            });
            return test;
        }
    }

    /// <summary>
    /// Back to real time, also from the middle of a move. What ended by the clock, such as a key's time of grace, does not come back.
    /// </summary>
    public async Task<Outcome<TestClockDto>> ResetAsync(
        ApplicationId application, Func<TestClockDto, Task>? alongside, CancellationToken ct)
    {
        if (!times.AreOn) return Off;
        var reset = await unit.RunAsync(RemoveAsync, ct);
        if (reset.OrRefuse(TooManyAtOnce).IsRefused(out var refusal, out _)) return refusal;
        await OtherNodes.WaitUntilTheyLookedAsync(db, self, ct);
        return Shown(test: null);

        async Task<Outcome<Application>> RemoveAsync()
        {
            var owner = await db.Directory<Application>().SingleAsync(a => a.Id == application, ct);
            if (await db.Of<TestClock>(application).SingleOrDefaultAsync(ct) is not { } test) return owner;
            if (alongside is not null) await alongside(Shown(test));
            var (shown, real) = (test.Now, clock.GetUtcNow());
            db.Remove(test);
            foreach (var key in await db.Directory<Credential>()
                .Where(c => c.ApplicationId == application && c.Mode == Mode.Test && c.ExpiresAt > real).ToListAsync(ct))
                (key.ExpiresAt, key.Version) = (InRealTime(key.ExpiresAt, shown, real), key.Version + 1);
            if (owner.PreviousSigningSecretEndsInTestAt > real)
            {
                owner.PreviousSigningSecretEndsInTestAt = InRealTime(owner.PreviousSigningSecretEndsInTestAt, shown, real);
                owner.Version++;
            }

            db.AfterCommit(() =>
            {
                times.Set(application, null);
                credentials.Forget(application);
            });
            return owner;
        }
    }

    /// <summary>
    /// Ended by the clock, it has ended; what a time of grace has left goes on in real time; what was set to end later is left as it is.
    /// </summary>
    private DateTimeOffset? InRealTime(DateTimeOffset? ends, DateTimeOffset shown, DateTimeOffset real) =>
        ends - shown is not { } left || left > options.RotationGrace ? ends
        : left > TimeSpan.Zero ? real + left
        : real;

    private async Task<Outcome<TestClockDto>> WaitAsync(ApplicationId application, CancellationToken ct)
    {
        for (var began = Stopwatch.GetTimestamp(); ;)
        {
            if (await FindAsync(application, ct) is not { } test) return ResetMeanwhile;
            var now = Shown(test);
            if (now.AdvancingTo is not { } target) return now;
            if (Stopwatch.GetElapsedTime(began) >= Patience)
            {
                return new Refusal(
                    ErrorCode.ServiceUnavailable,
                    $"The clock shows {IsoTime.Instant(now.Now)} and is still on its way to {IsoTime.Instant(target)}: there is much to do, "
                        + "or a receiver or gateway is slow. It goes on by itself; ask for the same instant again to wait for it.")
                {
                    RetryAfter = TimeSpan.FromSeconds(1)
                };
            }

            // In real time: the clock of the service has no part in this.
            await Task.Delay(LooksEvery, ct);
        }
    }

    private Task<TestClock?> FindAsync(ApplicationId application, CancellationToken ct) =>
        db.Of<TestClock>(application).AsNoTracking().SingleOrDefaultAsync(ct);

    private TestClockDto Shown(TestClock? test) => new(test?.Now ?? clock.GetUtcNow(), test is not null, test?.Target);
}
