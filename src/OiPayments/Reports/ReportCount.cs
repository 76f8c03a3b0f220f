using OiPayments.Persistence;

namespace OiPayments.Reports;

/// <summary>
/// Says that the payments of one application and mode are counted in <see cref="PaidDay"/>s and <see cref="EndedDay"/>s: all of them, but
/// for the <see cref="PaymentStep"/>s that wait. Without it there are no such days either: to remove it is to have everything counted anew.
/// </summary>
internal sealed class ReportCount : IScoped
{
    public required ApplicationId ApplicationId { get; init; }
    public required Mode Mode { get; init; }

    /// <summary>Raised by every batch: of two nodes that count at once, one writes nothing.</summary>
    public int Version { get; set; }
}
