using System.Runtime.CompilerServices;
using OiPayments.Invoices;
using OiPayments.Payments;
using OiPayments.Persistence;
using OiPayments.Refunds;

namespace OiPayments.Privacy;

/// <summary>Finds the records of a customer, some at a time.</summary>
internal sealed class FindCustomer(OiPaymentsDb db)
{
    /// <summary>So many are changed in one transaction, so that nobody's payment waits long for them.</summary>
    public const int BatchSize = 100;

    /// <summary>All of them, payments first: what is erased meanwhile is not found again.</summary>
    /// <param name="customer">Whose.</param>
    /// <param name="invoices">Which of their invoices.</param>
    /// <param name="ct">Ends the reading.</param>
    public async IAsyncEnumerable<CustomerRecords> AllAsync(
        NamedCustomer customer, IQueryable<Invoice> invoices, [EnumeratorCancellation] CancellationToken ct)
    {
        var lastPayment = new Id<Payment>(0);
        while (true)
        {
            var after = lastPayment;
            var some = await customer.PaymentsIn(db).Where(p => p.Id > after).OrderBy(p => p.Id).Take(BatchSize).Select(p => p.Id)
                .ToListAsync(ct);
            if (some.Count == 0) break;
            yield return await WithReferencesAsync(customer.ApplicationId, some, [], ct);
            lastPayment = some[^1];
        }

        var lastInvoice = new Id<Invoice>(0);
        while (true)
        {
            var after = lastInvoice;
            var some = await invoices.Where(i => i.Id > after).OrderBy(i => i.Id).Take(BatchSize).Select(i => i.Id).ToListAsync(ct);
            if (some.Count == 0) break;
            yield return await WithReferencesAsync(customer.ApplicationId, [], some, ct);
            lastInvoice = some[^1];
        }
    }

    /// <summary>Of invoices that stay: under which names other records speak of them.</summary>
    public async IAsyncEnumerable<CustomerRecords> NamesAsync(
        ApplicationId application, IQueryable<Invoice> invoices, [EnumeratorCancellation] CancellationToken ct)
    {
        var last = new Id<Invoice>(0);
        while (true)
        {
            var after = last;
            var some = await invoices.Where(i => i.Id > after).OrderBy(i => i.Id).Take(BatchSize).Select(i => i.Id).ToListAsync(ct);
            if (some.Count == 0) break;
            yield return await WithReferencesAsync(application, [], some, ct) with { Invoices = [] };
            last = some[^1];
        }
    }

    private async Task<CustomerRecords> WithReferencesAsync(
        ApplicationId application, List<Id<Payment>> payments, List<Id<Invoice>> invoices, CancellationToken ct) =>
        new(application, payments, invoices)
        {
            References = payments.Count > 0
                ?
                [
                    .. await db.Of<Payment>(application).Where(p => payments.Contains(p.Id)).Select(p => p.Reference).ToListAsync(ct),
                    .. await db.Of<Refund>(application).Where(r => payments.Contains(r.PaymentId)).Select(r => r.Reference).ToListAsync(ct),
                ]
                :
                [
                    .. await db.Of<Invoice>(application).Where(i => invoices.Contains(i.Id)).Select(i => i.Reference).ToListAsync(ct),
                    .. await db.Of<CreditNote>(application).Where(n => invoices.Contains(n.InvoiceId)).Select(n => n.Reference)
                        .ToListAsync(ct),
                ],
        };
}
