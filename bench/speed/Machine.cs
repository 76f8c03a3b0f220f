namespace OiPayments.Bench;

/// <summary>What everything runs on: no figure is worth anything without it.</summary>
internal static class Machine
{
    public static string Description { get; } =
        $"{Environment.ProcessorCount} cores "
            + $"({File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name"))?.Split(':')[1].Trim() ?? "unknown"}), {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB";
}

/// <summary>For whoever waits. Results go to the output, this to the errors.</summary>
internal static class Progress
{
    public static void Say(string text) => Console.Error.WriteLine($"{DateTime.Now:HH:mm:ss} {text}");
}
