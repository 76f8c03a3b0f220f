using System.Collections.Concurrent;
using System.Diagnostics;

namespace OiPayments.Bench;

/// <summary>So many clients, each asking again as soon as it is answered.</summary>
internal static class Load
{
    /// <param name="clients">How many at once.</param>
    /// <param name="duration">For how long; less when there is nothing left to do.</param>
    /// <param name="operation">One operation; false when there is nothing left to operate on.</param>
    public static async Task<(Measured Measured, int Count)> RunAsync(int clients, TimeSpan duration, Func<int, Task<bool>> operation)
    {
        var latencies = new ConcurrentBag<List<double>>();
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            var own = new List<double>();
            latencies.Add(own);
            while (Stopwatch.GetElapsedTime(began) < duration)
            {
                var start = Stopwatch.GetTimestamp();
                if (!await operation(client)) break;
                own.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            }
        })));
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return (Measured.Of(latencies.SelectMany(own => own), seconds), latencies.Sum(own => own.Count));
    }
}
