using System.Diagnostics.Metrics;
using OiPayments.Telemetry;

namespace OiPayments.Persistence;

/// <summary>Counts what becomes of saves that were not simply written.</summary>
internal sealed class DatabaseMetrics(Meter meter) : IStartsAtZero
{
    private readonly Counter<long> lost = meter.CreateCounter<long>(
        "oi.database.races.lost", "{save}", "Saves that another was faster than. Nothing of them was written.");

    private readonly Counter<long> unknown = meter.CreateCounter<long>(
        "oi.database.saves.unknown", "{save}", "Saves that were sent and not confirmed. Each may have been written.");

    public void LostRace() => lost.Add(1);

    public void OutcomeUnknown() => unknown.Add(1);

    public void ShowZeros()
    {
        lost.Add(0);
        unknown.Add(0);
    }
}
