using System.Collections.Concurrent;
using System.Net;
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Clients;

using OiPayments.Client;

/// <summary>The client and the description of the API say the same.</summary>
public partial class CoveringTheApiTests(TestServer server) : IClassFixture<TestServer>
{
    private const string Books = "Bookkeepers read the ledger, with hledger or in a spreadsheet; a shop does not.";

    /// <summary>What an application may call and the client does not offer, and why.</summary>
    private static readonly Dictionary<string, string> NotOffered = new(StringComparer.Ordinal)
    {
        ["listAccounts"] = Books,
        ["readStatement"] = Books,
        ["readTrialBalance"] = Books,
        ["readSealHead"] = Books,
        ["readSeal"] = Books,
        ["exportLedger"] = Books,
        ["downloadStatement"] = Books,
        ["downloadMonthlyStatement"] = Books,
    };

    /// <summary>Which type of the client is which schema of the description, and what of the schema only operators are told.</summary>
    public static readonly TheoryData<string, Type, string> Shapes = new()
    {
        { "Payment", typeof(Payment), "" },
        { "NewPayment", Internal("NewPaymentBody"), "" },
        { "Checkout", typeof(Checkout), "" },
        { "Refund", typeof(Refund), "note gatewayWord attention resolution context" },
        { "NewRefund", typeof(NewRefund), "" },
        { "Invoice", typeof(Invoice), "paidMinor" },
        { "InvoiceLine", typeof(InvoiceLine), "" },
        { "InvoiceTax", typeof(InvoiceTax), "" },
        { "Installment", typeof(Installment), "" },
        { "CreateInvoiceRequest", typeof(NewInvoice), "" },
        { "LineItemRequest", typeof(NewInvoiceLine), "" },
        { "InstallmentRequest", typeof(NewInstallment), "" },
        { "EditInvoiceRequest", typeof(InvoiceChange), "" },
        { "PayableLink", typeof(PayableLink), "" },
        { "PayableLinkRequest", typeof(NewPayableLink), "" },
        { "ReadPayableInvoiceResponse", typeof(PayableInvoice), "" },
        { "ReadPayableInvoiceBranding", typeof(InvoiceBranding), "" },
        { "CreditNote", typeof(CreditNote), "createdByName" },
        { "CreditNoteLine", typeof(CreditNoteLine), "" },
        { "CreditNoteRequest", typeof(NewCreditNote), "" },
        { "Withholding", typeof(Withholding), "createdByName" },
        { "WithholdingRequest", typeof(NewWithholding), "" },
        { "InvoiceTemplate", typeof(InvoiceTemplate), "" },
        { "SetTemplateRequest", typeof(InvoiceTemplateSettings), "" },
        { "Mail", typeof(InvoiceMail), "" },
        { "Caller", typeof(Caller), "" },
        { "TestClock", typeof(TestClock), "" },
        { "Event", Internal("EventBody"), "" },
        { "Attempt", typeof(DeliveryAttempt), "" },
        { "LoggedRequest", typeof(LoggedRequest), "" },
    };

    /// <summary>Which words of the client are which of the description.</summary>
    public static readonly TheoryData<string, Type> Words = new()
    {
        { "Mode", typeof(Mode) },
        { "PaymentStatus", typeof(PaymentStatus) },
        { "HoldReason", typeof(HoldReason) },
        { "RefundStatus", typeof(RefundStatus) },
        { "RefundSource", typeof(RefundSource) },
        { "InvoiceStatus", typeof(InvoiceStatus) },
        { "WithholdingKind", typeof(WithholdingKind) },
        { "InvoiceLanguage", typeof(DocumentLanguage) },
        { "InvoiceLayout", typeof(InvoiceLayout) },
        { "MailKind", typeof(MailKind) },
        { "MailStatus", typeof(MailStatus) },
        { "DeliveryStatus", typeof(DeliveryStatus) },
    };

    [Fact]
    public async Task Each_method_calls_what_is_described_and_everything_an_application_may_call_has_one()
    {
        var called = await CallEverythingAsync();
        var described = (await OperationsAsync())
            .Where(operation => operation.Name is not ("signIn" or "startPasskeySignIn" or "signInWithPasskey")).ToList();

        Assert.True(described.Count > 30);
        Assert.Empty(called
            .Where(call => !described.Exists(operation => operation.Pattern.IsMatch(call)))
            .Select(call => $"{call} is no operation"));
        Assert.Empty(described
            .Where(operation => !NotOffered.ContainsKey(operation.Name) && !called.Any(operation.Pattern.IsMatch))
            .Select(operation => $"{operation.Name} has no method, and no reason why"));
        Assert.Empty(NotOffered.Keys.Except(described.Select(operation => operation.Name)));
        Assert.DoesNotContain(described, operation => NotOffered.ContainsKey(operation.Name) && called.Any(operation.Pattern.IsMatch));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task A_type_has_the_fields_that_are_described(string schema, Type type, string forOperators)
    {
        var properties = (await DescriptionAsync())["components"]!["schemas"]![schema]!["properties"]!.AsObject();
        var json = (IJsonTypeInfoResolver)Internal("OiPaymentsJson").GetProperty("Default")!.GetValue(null)!;
        var options = (System.Text.Json.JsonSerializerOptions)json.GetType().GetProperty("Options")!.GetValue(json)!;

        var fields = json.GetTypeInfo(type, options)!.Properties.Where(field => field.Get is not null).Select(field => field.Name);

        Assert.Equal(
            properties.Select(property => property.Key).Except(forOperators.Split(' ')).Order(StringComparer.Ordinal),
            fields.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Words))]
    public async Task A_word_is_spelt_as_it_is_described(string schema, Type type) =>
        Assert.Equal(await EnumAsync(schema), Spelt(type).Order(StringComparer.Ordinal));

    [Fact]
    public async Task The_error_codes_are_those_of_the_API_without_those_of_operators() => Assert.Equal(
        (await EnumAsync("ErrorCode"))
            .Except(["TOKEN_EXPIRED", "SESSION_EXPIRED", "REAUTH_REQUIRED", "INVALID_CREDENTIALS", "ACCOUNT_LOCKED"]),
        Spelt(typeof(ErrorCode)).Order(StringComparer.Ordinal));

    [Fact]
    public void The_types_of_events_are_those_that_are_sent() => Assert.Equal(
        OiPayments.Webhooks.EventTypes.All.Select(type => type.Name).Order(StringComparer.Ordinal),
        Spelt(typeof(EventType)).Order(StringComparer.Ordinal));

    private static Type Internal(string name) =>
        typeof(OiPaymentsClient).Assembly.GetType($"OiPayments.Client.{name}", throwOnError: true)!;

    private static IEnumerable<string> Spelt(Type type) => type.GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => field.GetValue(null)!.ToString()!);

    /// <summary>Calls every method there is, and answers what was asked of the network: a method and a path each.</summary>
    private async Task<IReadOnlyCollection<string>> CallEverythingAsync()
    {
        var shop = await server.RegisterAsync();
        var network = new Refuses();
        using var connected = ClientUnderTest.Of(server, shop, network, ("MaxRetries", "0"));
        var parts = typeof(OiPaymentsClient).GetProperties().Select(part => part.GetValue(connected.Client)!).Append(connected.Client);
        foreach (var part in parts)
        {
            foreach (var method in part.GetType()
                .GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                .Where(method => !method.IsSpecialName))
            {
                var before = network.Asked.Count;
                await Assert.ThrowsAsync<OiPaymentsRefusedException>(
                    () => EndAsync(method.Invoke(part, [.. method.GetParameters().Select(Argument)])!));
                Assert.True(network.Asked.Count > before, $"{method.Name} asks nothing");
            }
        }

        return network.Asked;
    }

    private static async Task EndAsync(object called)
    {
        if (called is Task task)
        {
            await task;
            return;
        }

        var first = (Task)typeof(CoveringTheApiTests).GetMethod(nameof(FirstAsync), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(called.GetType().GetInterfaces().First(one => one.Name == "IAsyncEnumerable`1").GenericTypeArguments[0])
            .Invoke(null, [called])!;
        await first;
    }

    private static async Task FirstAsync<T>(IAsyncEnumerable<T> list) => await list.FirstOrDefaultAsync();

    private static object? Argument(ParameterInfo parameter) => parameter.ParameterType switch
    {
        _ when parameter.Name == "mediaType" => "image/png",
        var type when type == typeof(string) => "a-key",
        var type when type == typeof(RecordName) => (RecordName)7,
        var type when type == typeof(CancellationToken) => CancellationToken.None,
        var type when type == typeof(TimeSpan) => TimeSpan.FromHours(2),
        var type when type == typeof(DateTimeOffset) => TestServer.Start,
        var type when type == typeof(ReadOnlyMemory<byte>) => (ReadOnlyMemory<byte>)new byte[1],
        _ when parameter.HasDefaultValue => null,
        var type => Filled(type),
    };

    private static object Filled(Type type) => type switch
    {
        _ when type == typeof(NewPayment) => new NewPayment { Amount = Money.Bdt(1), CustomerReference = "c" },
        _ when type == typeof(NewRefund) => new NewRefund { AmountMinor = 1 },
        _ when type == typeof(NewInvoice) => new NewInvoice { CustomerReference = "c", LineItems = [] },
        _ when type == typeof(NewCreditNote) => new NewCreditNote { Reason = "r" },
        _ when type == typeof(NewWithholding) => new NewWithholding
        {
            Kind = WithholdingKind.Vat,
            AmountMinor = 1,
            CertificateNumber = "c",
            Date = new(2026, 1, 1),
        },
        _ when type == typeof(InvoiceChange) => new InvoiceChange(),
        _ when type == typeof(InvoiceTemplateSettings) => new InvoiceTemplateSettings(),
        _ => throw new NotSupportedException($"Say here how a {type.Name} is filled in."),
    };

    private async Task<List<(string Name, Regex Pattern)>> OperationsAsync() =>
    [
        .. (await DescriptionAsync())["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(operation => (Path: path.Key, Method: operation.Key, Json: operation.Value!)))
            .Where(operation => operation.Json["security"] is not JsonArray { Count: > 0 } schemes
                || schemes.Any(scheme => scheme!["ApiKey"] is not null))
            .Select(operation => (
                (string)operation.Json["operationId"]!,
                new Regex(
                    $"^{operation.Method.ToUpperInvariant()} {InBraces().Replace(operation.Path["/api/v1".Length..], "(7|a-key)")}$",
                    RegexOptions.None, TimeSpan.FromSeconds(1)))),
    ];

    private async Task<IEnumerable<string>> EnumAsync(string schema) =>
        (await DescriptionAsync())["components"]!["schemas"]![schema]!["enum"]!.AsArray()
            .Select(word => (string)word!)
            .Order(StringComparer.Ordinal);

    private async Task<JsonNode> DescriptionAsync() =>
        JsonNode.Parse(await server.Anonymous.GetStringAsync(new Uri(server.ApiUrl, "/openapi/v1.json")))!;

    [GeneratedRegex(@"\{\w+\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex InBraces();

    /// <summary>Answers everything with no, and remembers what was asked.</summary>
    private sealed class Refuses : DelegatingHandler
    {
        private const string No = """{"meta":{"success":false,"errorCode":"RESOURCE_NOT_FOUND"}}""";

        public ConcurrentBag<string> Asked { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.Add($"{request.Method} {request.RequestUri!.AbsolutePath["/api/v1".Length..]}");
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.NotFound)
            {
                Content = new StringContent(No, Encoding.UTF8, "application/json"),
            });
        }
    }
}
