using OiPayments.Payments;

namespace OiPayments.Invoices;

/// <summary>An instalment, and how much of it is settled; amounts in minor units.</summary>
internal sealed record PlannedInstallment(int Position, DateOnly DueDate, long AmountMinor, long SettledMinor)
{
    public long DueMinor => AmountMinor - SettledMinor;
}

/// <summary>
/// How far each instalment of an invoice is settled. What was paid for one counts for that one first. Everything else, also what was paid
/// beyond one and what was withheld or credited, settles the others in the order of their days.
/// </summary>
internal static class InstallmentPlan
{
    /// <param name="invoice">Whose instalments they are.</param>
    /// <param name="installments">In the order of their days; none for an invoice that is paid at once.</param>
    /// <param name="payments">All that the invoice has; those without money count nothing.</param>
    public static IReadOnlyList<PlannedInstallment> Of(
        Invoice invoice, IReadOnlyList<InvoiceInstallment> installments, IReadOnlyList<Payment> payments)
    {
        if (installments.Count == 0) return [];
        var paidFor = payments.Where(p => p is { Status: PaymentStatus.Succeeded, Installment: not null })
            .GroupBy(p => p.Installment!.Value)
            .ToDictionary(group => group.Key, group => group.Sum(p => p.AmountMinor - p.RefundedMinor));
        var own = installments.Select(one => Math.Min(one.AmountMinor, paidFor.GetValueOrDefault(one.Position))).ToList();
        var rest = Math.Clamp(invoice.TotalMinor - invoice.OutstandingMinor, 0, invoice.TotalMinor) - own.Sum();
        return
        [
            .. installments.Select((one, place) =>
            {
                var more = Math.Clamp(rest, 0, one.AmountMinor - own[place]);
                rest -= more;
                return new PlannedInstallment(one.Position, one.DueDate, one.AmountMinor, own[place] + more);
            }),
        ];
    }
}
