// A shop that speaks to the API with a client of NSwag.
using OiPayments.ByNSwag;
using OiPayments.Contract;

using var http = Shop.Credentials();
var api = new OiPaymentsApi(http) { BaseUrl = Shop.Server };
var order = $"nswag-{Guid.NewGuid():N}";
var wanted = new NewPayment
{
    AmountMinor = 125050,
    CustomerReference = "customer-1",
    Metadata = new Dictionary<string, string> { ["order"] = order },
};

var payment = (await api.CreatePaymentAsync(wanted, idempotency_Key: order)).Data;
Shop.Check("created", payment.Status == PaymentStatus.PENDING, $"{payment.Id} {payment.Status}");

var again = (await api.CreatePaymentAsync(wanted, idempotency_Key: order)).Data;
Shop.Check("replayed", again.Id == payment.Id, again.Id);

try
{
    await api.CreatePaymentAsync(new NewPayment { AmountMinor = -1, CustomerReference = "customer-1" });
    Shop.Check("refused", false, "it was not");
}
catch (ApiException<RefusedAnswer> refused)
{
    Shop.Check("refused", refused.Result.Meta.ErrorCode == ErrorCode.VALIDATION_ERROR, refused.Result.Data["amountMinor"]);
}

await Shop.PayAsync(payment.RedirectUrl.ToString());
var read = (await api.ReadPaymentAsync(payment.Id.ToString())).Data;
Shop.Check("paid", read.Status == PaymentStatus.SUCCEEDED, read.Status);

var invoice = (await api.CreateInvoiceAsync(new CreateInvoiceRequest
{
    CustomerReference = "customer-1",
    LineItems = [new LineItemRequest { Description = "Design", Qty = 1.5m, UnitAmountMinor = 100000 }],
})).Data;
Shop.Check("invoiced", invoice.TotalMinor == 150000, invoice.TotalMinor);
