using OiPayments.DueWork;
using OiPayments.Links;
using OiPayments.Payments;

namespace OiPayments.Invoices;

/// <summary>An invoice as it is answered and told of, at this moment of its scope.</summary>
internal sealed class DescribeInvoice(PublicUrls urls, IBusinessClock clock)
{
    /// <param name="it">The invoice.</param>
    /// <param name="customers">How much of the customer the reader gets to see.</param>
    public InvoiceDto Of(InvoiceWithLines it, CustomerView customers) =>
        InvoiceDto.From(it, urls, clock.Now(it.Invoice.Scope), customers);
}
