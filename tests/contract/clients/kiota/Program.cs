// A shop that speaks to the API with a client of Kiota.
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Http.HttpClientLibrary;
using OiPayments.ByKiota;
using OiPayments.ByKiota.Models;
using OiPayments.Contract;

using var http = Shop.Credentials();
using var adapter = new HttpClientRequestAdapter(new AnonymousAuthenticationProvider(), httpClient: http) { BaseUrl = Shop.Server };
var api = new OiPaymentsApi(adapter).Api.V1;
var order = $"kiota-{Guid.NewGuid():N}";
var wanted = new NewPayment
{
    AmountMinor = 125050,
    CustomerReference = "customer-1",
    Metadata = new NewPayment_metadata { AdditionalData = new Dictionary<string, object> { ["order"] = order } },
};

var payment = (await api.Payments.PostAsync(wanted, request => request.Headers.Add("Idempotency-Key", order)))!.Data!;
Shop.Check("created", payment.Status == PaymentStatus.PENDING, $"{payment.Id} {payment.Status}");

var again = (await api.Payments.PostAsync(wanted, request => request.Headers.Add("Idempotency-Key", order)))!.Data!;
Shop.Check("replayed", again.Id == payment.Id, again.Id);

try
{
    await api.Payments.PostAsync(new NewPayment { AmountMinor = -1, CustomerReference = "customer-1" });
    Shop.Check("refused", false, "it was not");
}
catch (RefusedAnswer refused)
{
    Shop.Check("refused", refused.Meta!.ErrorCode == ErrorCode.VALIDATION_ERROR, refused.DataEscaped!.AdditionalData["amountMinor"]);
}

await Shop.PayAsync(payment.RedirectUrl!);
var read = (await api.Payments[$"{payment.Id}"].GetAsync())!.Data!;
Shop.Check("paid", read.Status == PaymentStatus.SUCCEEDED, read.Status);

var invoice = (await api.Invoices.PostAsync(new CreateInvoiceRequest
{
    CustomerReference = "customer-1",
    LineItems = [new LineItemRequest { Description = "Design", Qty = 1.5m, UnitAmountMinor = 100000 }],
}))!.Data!;
Shop.Check("invoiced", invoice.TotalMinor == 150000, invoice.TotalMinor);
