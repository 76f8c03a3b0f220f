using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Runtime.InteropServices;

namespace OiPayments.CarefulClient;

/// <summary>
/// Creates payments at an even rate, each with an <c>Idempotency-Key</c> of its own. What fails is sent once more, a second later, with the
/// same key; what fails again is what a careful client notices.
/// </summary>
internal sealed class Paying(HttpClient client, StreamWriter acknowledged)
{
    private const int MostAtOnce = 400;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly string run = Guid.NewGuid().ToString("N");
    private readonly ConcurrentDictionary<string, int> faults = new();
    private readonly ConcurrentQueue<double> milliseconds = new();
    private int created, repeated, noticed, heldBack;
    private long lastCreated = Stopwatch.GetTimestamp(), longestSilence;

    public static async Task<int> RunAsync(Uri api, string credentials, int rate, TimeSpan atMost, string file)
    {
        using var client = Connection.Open(api, credentials);
        await using var acknowledged = new StreamWriter(file, append: true);
        using var stop = new CancellationTokenSource(atMost);
        using var signal = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            stop.Cancel();
        });
        return await new Paying(client, acknowledged).RunAsync(rate, stop.Token);
    }

    private async Task<int> RunAsync(int rate, CancellationToken stop)
    {
        var (began, sent) = (Stopwatch.StartNew(), 0);
        var open = new ConcurrentDictionary<int, Task>();
        while (!stop.IsCancellationRequested)
        {
            for (var due = (int)(began.Elapsed.TotalSeconds * rate); sent < due; sent++)
            {
                if (open.Count >= MostAtOnce)
                {
                    heldBack++;
                    continue;
                }

                var number = sent;
                open[number] = Task.Run(async () =>
                {
                    await CreateAsync(number);
                    open.TryRemove(number, out _);
                }, CancellationToken.None);
            }

            await Task.Delay(5, CancellationToken.None);
        }

        await Task.WhenAll(open.Values);
        var seconds = began.Elapsed.TotalSeconds;
        var order = milliseconds.Order().ToList();
        Console.WriteLine(
            $"{created} payments in {seconds:0} s ({created / seconds:0}/s), {repeated} of them at the second try, {noticed} failed twice; "
                + $"answered in {At(order, 0.5):0} ms (median), {At(order, 0.99):0} ms (99 of 100), {At(order, 1):0} ms (slowest); "
                + $"longest time without one {Stopwatch.GetElapsedTime(0, longestSilence).TotalSeconds:0.0} s; {heldBack} were not sent "
                + "because too many were open");
        foreach (var (fault, count) in faults.OrderByDescending(fault => fault.Value)) Console.WriteLine($"  {count} × {fault}");
        return noticed == 0 && created > 0 ? 0 : 1;
    }

    private async Task CreateAsync(int number)
    {
        var key = $"drill-{run}-{number}";
        var began = Stopwatch.GetTimestamp();
        if (!await TryAsync(key, "first try"))
        {
            await Task.Delay(Pause);
            if (!await TryAsync(key, "second try"))
            {
                Interlocked.Increment(ref noticed);
                return;
            }

            Interlocked.Increment(ref repeated);
        }

        Interlocked.Increment(ref created);
        milliseconds.Enqueue(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        lock (acknowledged)
        {
            var now = Stopwatch.GetTimestamp();
            longestSilence = Math.Max(longestSilence, now - lastCreated);
            lastCreated = now;
        }
    }

    private async Task<bool> TryAsync(string key, string which)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "payments")
            {
                Content = JsonContent.Create(new { amountMinor = 125_050, customerReference = key }),
            };
            request.Headers.Add("Idempotency-Key", key);
            using var answer = await client.SendAsync(request);
            if (!answer.IsSuccessStatusCode) return Failed($"{(int)answer.StatusCode} {Word(await answer.Content.ReadAsStringAsync())}");

            var id = (await answer.DataAsync())["id"]!;
            lock (acknowledged) acknowledged.WriteLine($"{id} {key}");
            return true;
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException)
        {
            return Failed($"{(failure as HttpRequestException)?.HttpRequestError.ToString() ?? failure.GetType().Name}");
        }

        bool Failed(string fault)
        {
            faults.AddOrUpdate($"{which}: {fault}", 1, (_, count) => count + 1);
            return false;
        }
    }

    /// <summary>The code of our own error, or that it came from the proxy.</summary>
    private static string Word(string text) =>
        text.Split('"').FirstOrDefault(word => word.Length > 5 && word.All(letter => char.IsAsciiLetterUpper(letter) || letter == '_'))
            ?? "from the proxy";

    private static double At(List<double> order, double part) =>
        order.Count == 0 ? 0 : order[Math.Min(order.Count - 1, (int)(order.Count * part))];
}
