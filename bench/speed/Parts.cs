using System.Text.Json;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using OiPayments.Api;
using OiPayments.Checkout;
using OiPayments.Idempotency;
using OiPayments.Payments;
using OiPayments.Presentation;
using OiPayments.Web;
using OiPayments.Webhooks;

namespace OiPayments.Bench;

/// <summary>The parts of a request that need no database, in nanoseconds and allocated bytes.</summary>
[MemoryDiagnoser]
public class Parts
{
    private const string Event =
        """{"id":"evt_2f8Jq0","type":"payment.succeeded","createdAt":"2026-01-15T09:00:00Z","data":{"id":42,"reference":"pay_3kTMd","amountMinor":125050,"currency":"BDT","status":"SUCCEEDED"}}""";
    private static readonly string[] Secrets = [$"whsec_{Convert.ToBase64String(new byte[32])}"];
    private static readonly DateTimeOffset Now = new(2026, 1, 15, 9, 0, 0, TimeSpan.Zero);
    private static readonly JsonElement Body =
        JsonDocument.Parse(
            """{"amountMinor":125050,"customerReference":"customer-1","productName":"Tea, 1 kg","metadata":{"order":"42","branch":"Dhaka"}}""").RootElement;

    private static readonly PaymentDto Payment = new(
        new(42), "pay_3kTMdX9dWq0sT8uYv1aBcDeFg", PaymentStatus.Pending, new(1), Mode.Test, 125050, "BDT", "SSLCOMMERZ", null,
        new("http://localhost:3000/checkout/pay_3kTMdX9dWq0sT8uYv1aBcDeFg"),
        new("http://localhost:3000/checkout/pay_3kTMdX9dWq0sT8uYv1aBcDeFg/pay"), null, Now, Now, "customer-1", "Tea, 1 kg", null, null,
        null, null, null, null, null, Now, null, null, null, null, null, 0, 0, null);

    /// <param name="arguments">BenchmarkDotNet's own, such as <c>--job short</c>.</param>
    public static void Run(string[] arguments) => BenchmarkRunner.Run<Parts>(
        ManualConfig.Create(DefaultConfig.Instance).WithArtifactsPath(Path.Combine(Path.GetTempPath(), "oipayments-parts")),
        ["--inProcess", .. arguments]);

    [Benchmark(Description = "sign a webhook")]
    public string Sign() => WebhookSignature.Of(Secrets, "evt_2f8Jq0", Now, Event);

    [Benchmark(Description = "write an envelope with a payment")]
    public int Write() => Reply.Created(Payment, PaymentsJson.Default.PaymentDto, TimeProvider.System).Body.Length;

    [Benchmark(Description = "write an amount for a customer")]
    public string Amount() => AmountText.For(new(1234567890, Currency.Bdt), PageLanguage.Bangla);

    [Benchmark(Description = "read an amount of the gateway's")]
    public bool Read() => Money.TryParseMajorUnits("1250.50", Currency.Bdt, out _);

    [Benchmark(Description = "fingerprint of a request")]
    public byte[] Print() => Fingerprint.Of("POST", "/api/v1/payments", Body);

    [Benchmark(Description = "make a reference")]
    public string Name() => Reference.New("pay_", new(1)).Text;

    [Benchmark(Description = "read a reference")]
    public bool Parse() => Reference.TryParse(Known, "pay_", out _);

    private static readonly string Known = Reference.New("pay_", new(1)).Text;
}
