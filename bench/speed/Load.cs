using System.Collections.Concurrent;
using System.Diagnostics;

namespace OiPayments.Bench;

/// <summary>So many clients, each asking again as soon as it is answered, on a thread of its own as long as it only blocks.</summary>
internal static class Load
{
    /// <param name="clients">How many at once.</param>
    /// <param name="duration">For how long; less when there is nothing left to do.</param>
    /// <param name="operation">One operation of one client; false when there is nothing left to operate on.</param>
    public static async Task<Taken> RunAsync(int clients, TimeSpan duration, Func<int, ValueTask<bool>> operation)
    {
        var latencies = new ConcurrentBag<List<double>>();
        var began = Stopwatch.GetTimestamp();
        await RunAsync(clients, async client =>
        {
            var own = new List<double>(64 * 1024);
            latencies.Add(own);
            while (Stopwatch.GetElapsedTime(began) < duration)
            {
                var start = Stopwatch.GetTimestamp();
                if (!await operation(client)) break;
                own.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            }
        });
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return new([.. latencies.SelectMany(own => own)], seconds);
    }

    /// <summary>
    /// Starts so many a second, each on time as long as a client is free. The time that an operation takes is counted from when it was
    /// due, so that waiting for a free client is in it.
    /// </summary>
    public static async Task<List<(long Due, string Result)>> RunAtRateAsync(
        int clients, int perSecond, TimeSpan duration, Func<int, int, string> operation)
    {
        var results = new ConcurrentBag<(long, string)>();
        var (began, next) = (Stopwatch.GetTimestamp(), -1);
        await RunAsync(clients, client =>
        {
            while (Interlocked.Increment(ref next) is var number && number < perSecond * duration.TotalSeconds)
            {
                var due = began + (number * Stopwatch.Frequency / perSecond);
                if (Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due) is var wait && wait > TimeSpan.Zero) Thread.Sleep(wait);
                results.Add((due, operation(client, number)));
            }

            return Task.CompletedTask;
        });
        return [.. results];
    }

    private static Task RunAsync(int clients, Func<int, Task> work) => Task.WhenAll(Enumerable.Range(0, clients).Select(client =>
        Task.Factory.StartNew(
            () => work(client), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()));
}

/// <summary>What each operation took, and all of them together, in seconds.</summary>
internal sealed class Taken(IReadOnlyList<double> latencies, double seconds)
{
    public static Taken Together(IReadOnlyCollection<Taken> parts) =>
        new([.. parts.SelectMany(part => part.Latencies)], parts.Sum(part => part.Seconds));

    public IReadOnlyList<double> Latencies { get; } = latencies;

    public double Seconds { get; } = seconds;

    public void Deconstruct(out Measured measured, out int count) => (measured, count) = (Measured.Of(Latencies, Seconds), Latencies.Count);
}
