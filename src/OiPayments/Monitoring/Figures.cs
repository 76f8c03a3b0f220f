using System.Diagnostics.Metrics;
using OiPayments.Persistence;

namespace OiPayments.Monitoring;

/// <summary>
/// Figures that only the database knows. They are read every few seconds by <see cref="ReadFigures"/> and kept: whoever looks at the
/// metrics, and however often, asks the database nothing.
/// </summary>
internal abstract class Figures(Meter meter)
{
    private readonly List<Action> forget = [];

    /// <summary>Which these are, as a label: <c>refunds</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Asks a few questions, each answered from an index and bounded in what it counts.</summary>
    /// <param name="db">Nothing is tracked in it.</param>
    /// <param name="now">UTC, real time.</param>
    /// <param name="ct">Ends it; what was read until then is not kept for long.</param>
    public abstract Task ReadAsync(OiPaymentsDb db, DateTimeOffset now, CancellationToken ct);

    /// <summary>They could not be read: nobody is shown old ones for new.</summary>
    public void Forget()
    {
        foreach (var one in forget) one();
    }

    protected Figure<T> Add<T>(string name, string unit, string description)
        where T : struct
    {
        var figure = new Figure<T>();
        meter.CreateObservableGauge(name, figure.Observe, unit, description);
        forget.Add(() => figure.Show([]));
        return figure;
    }
}

/// <summary>One gauge: what was read last.</summary>
internal sealed class Figure<T>
    where T : struct
{
    private IReadOnlyList<Measurement<T>> last = [];

    /// <summary>Replaces all that was shown before.</summary>
    public void Show(IReadOnlyList<Measurement<T>> measurements) => Volatile.Write(ref last, measurements);

    public IEnumerable<Measurement<T>> Observe() => Volatile.Read(ref last);
}
