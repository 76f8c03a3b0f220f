// A shop in .NET 8 that speaks to the API with our own client, and receives webhooks in ASP.NET Core.
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using OiPayments.Client;
using OiPayments.Client.AspNetCore;
using OiPayments.Contract;

Shop.Check("runtime", Environment.Version.Major == 8, RuntimeInformation.FrameworkDescription);
var secret = RandomNumberGenerator.GetBytes(32);
var builder = WebApplication.CreateBuilder();
builder.Logging.ClearProviders();
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Configuration["OiPayments:BaseAddress"] = $"{Shop.Server}/api/v1";
builder.Configuration["OiPayments:ApiKey"] = Environment.GetEnvironmentVariable("OI_KEY");
builder.Configuration["OiPayments:ApiSecret"] = Environment.GetEnvironmentVariable("OI_SECRET");
builder.Configuration["OiPayments:WebhookSecrets:0"] = $"whsec_{Convert.ToBase64String(secret)}";
builder.Services.AddOiPayments(builder.Configuration);
await using var app = builder.Build();
app.MapOiPaymentsWebhooks("/hook", (told, services, ct) => Task.CompletedTask);
await app.StartAsync();

var api = app.Services.GetRequiredService<OiPaymentsClient>();
var order = $"net8-{Guid.NewGuid():N}";
var wanted = new NewPayment
{
    Amount = Money.Bdt(125050),
    CustomerReference = "customer-1",
    Metadata = new Dictionary<string, string> { ["order"] = order },
};

var payment = await api.Payments.CreateAsync(wanted, idempotencyKey: order);
Shop.Check("created", payment.Status == PaymentStatus.Pending, $"{payment.Id} {payment.Status}");

var again = await api.Payments.CreateAsync(wanted, idempotencyKey: order);
Shop.Check("replayed", again.Id == payment.Id, again.Id);

try
{
    await api.Payments.CreateAsync(new NewPayment { Amount = new Money(-1, "BDT"), CustomerReference = "customer-1" }, $"{order}-refused");
    Shop.Check("refused", false, "it was not");
}
catch (OiPaymentsRefusedException refused)
{
    Shop.Check("refused", refused.ErrorCode == ErrorCode.ValidationError, refused.FieldErrors["amountMinor"]);
}

await Shop.PayAsync(payment.CheckoutUrl + "/pay");
var read = await api.Payments.ReadAsync(payment.Id);
Shop.Check("paid", read.Status == PaymentStatus.Succeeded, read.Status);

var listed = 0;
await foreach (var one in api.Payments.ListAsync(new PaymentFilter { Status = PaymentStatus.Succeeded })) listed++;
Shop.Check("listed", listed > 0, listed);

var invoice = await api.Invoices.CreateAsync(
    new NewInvoice
    {
        CustomerReference = "customer-1",
        LineItems = [new NewInvoiceLine { Description = "Design", Qty = 1.5m, UnitAmountMinor = 100000 }],
    },
    $"{order}-invoice");
var pdf = await api.Invoices.ReadPdfAsync(invoice.Id);
Shop.Check("invoiced", invoice.Total == Money.Bdt(150000) && pdf.Length > 0, $"{invoice.Total}, {pdf.Length} bytes");

const string Ping = """
    {"id":"evt_1","type":"ping","schemaVersion":1,"mode":"TEST","applicationId":1,"createdAt":"2026-06-04T10:02:11Z","data":{"message":"."}}
    """;
Shop.Check("told", await TellAsync(secret) == 204, "204");
Shop.Check("not deceived", await TellAsync(new byte[32]) == 401, "401");

async Task<int> TellAsync(byte[] key)
{
    const string Id = "evt_1";
    var at = DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
    using var http = new HttpClient();
    using var told = new HttpRequestMessage(HttpMethod.Post, $"{app.Urls.First()}/hook") { Content = new StringContent(Ping) };
    var signature = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{Id}.{at}.{Ping}"));
    told.Headers.Add("webhook-id", Id);
    told.Headers.Add("webhook-timestamp", at);
    told.Headers.Add("webhook-signature", $"v1,{Convert.ToBase64String(signature)}");
    return (int)(await http.SendAsync(told)).StatusCode;
}
