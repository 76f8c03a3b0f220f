using OiPayments.Payments;
using OiPayments.Persistence;

namespace OiPayments.Reports;

/// <summary>
/// A payment that took a step, and is not counted with it yet. The database itself writes it with the step, so that none is forgotten
/// whoever changed the payment: a node of an earlier version too.
/// </summary>
internal sealed class PaymentStep : IScoped
{
    public required ApplicationId ApplicationId { get; init; }
    public required Id<Payment> PaymentId { get; init; }

    public required Mode Mode { get; init; }

    /// <summary>Payments that are pending are not counted: so nothing is taken away for one that was.</summary>
    public required PaymentStatus OldStatus { get; init; }

    /// <summary>No payment comes to the same one twice.</summary>
    public required PaymentStatus NewStatus { get; init; }
}
