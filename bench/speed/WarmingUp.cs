using System.Diagnostics;

namespace OiPayments.Bench;

/// <summary>
/// The runtime compiles anew, and better, what is called often. It does so on a thread of its own, which on two busy processors takes the
/// time of one of them for up to a minute and more. What is measured before that has ended says how fast a server starts to be fast.
/// </summary>
internal static class WarmingUp
{
    private const double LittleCompiling = 0.1;
    private const int QuietSlices = 3;
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(3);

    /// <summary>Loads a process until it hardly compiles any more.</summary>
    /// <param name="process">Its id.</param>
    /// <param name="atMost">After this it is measured as it is.</param>
    /// <param name="load">Loads it for a while.</param>
    public static async Task RunAsync(int process, TimeSpan atMost, Func<TimeSpan, Task> load)
    {
        var began = Stopwatch.GetTimestamp();
        var share = 1.0;

        // It begins only when nothing new has been called for a while, so one quiet moment is no sign.
        for (var quiet = 0; quiet < QuietSlices
            && Stopwatch.GetElapsedTime(began) < atMost; quiet = share < LittleCompiling ? quiet + 1 : 0)
        {
            var before = Shell.CompilingSeconds(process);
            await load(Slice);
            share = (Shell.CompilingSeconds(process) - before) / Slice.TotalSeconds;
        }

        Progress.Say(
            $"  warm after {Stopwatch.GetElapsedTime(began).TotalSeconds:N0} s; compiling takes {Math.Max(0, share):P0} of a processor");
    }
}
