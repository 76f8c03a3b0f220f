using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace OiPayments.UnitTests.Clients;

using OiPayments.Client;

public class SettingUpTests
{
    private const string Key = "oi_test_key";
    private const string Secret = "oisk_test_secret";

    [Theory]
    [InlineData("BaseAddress", null, "BaseAddress is missing")]
    [InlineData("BaseAddress", "pay.example.com/api/v1", "is no address")]
    [InlineData("BaseAddress", "http://pay.example.com/api/v1", "must begin with https")]
    [InlineData("BaseAddress", "https://pay.example.com", "with its path")]
    [InlineData("ApiKey", null, "ApiKey is missing")]
    [InlineData("ApiKey", Secret, "begins with oi_test_")]
    [InlineData("ApiKey", "oi_live_key", "is of LIVE, and OiPayments:ApiSecret of TEST")]
    [InlineData("ApiSecret", " ", "ApiSecret is missing")]
    [InlineData("ApiSecret", "whsec_AAAA", "begins with oisk_test_")]
    [InlineData("WebhookSecrets:0", "oisk_test_secret", "signingSecret")]
    [InlineData("WebhookSecrets:0", "whsec_not base64", "signingSecret")]
    [InlineData("Timeout", "00:00:00", "OiPayments:Timeout")]
    [InlineData("MaxRetries", "-1", "from 0 to 10")]
    public void A_program_with_a_wrong_setting_does_not_start_and_says_which(string name, string? value, string complaint)
    {
        using var services = Services((name, value));

        var refused = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains(complaint, refused.Message, StringComparison.Ordinal);
        if (value is { Length: > 12 } && name is not "BaseAddress") Assert.DoesNotContain(value, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Key_and_secret_in_each_other_s_place_are_noticed()
    {
        using var services = Services(("ApiKey", Secret), ("ApiSecret", Key));

        var refused = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains("each other's place", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://localhost:8080/api/v1")]
    [InlineData("http://127.0.0.1:8080/api/v1/")]
    [InlineData("https://pay.example.com/pay/api/v1")]
    public async Task The_address_is_taken_with_its_path_and_with_or_without_a_slash(string address)
    {
        using var services = Services(("BaseAddress", address), ("WebhookSecrets:0", ""), ("MaxRetries", "0"));
        services.GetRequiredService<IStartupValidator>().Validate();
        var asked = services.GetRequiredService<Asked>();

        await Assert.ThrowsAsync<OiPaymentsUnavailableException>(() => services.GetRequiredService<OiPaymentsClient>().WhoAmIAsync());

        Assert.Equal(new Uri($"{address.TrimEnd('/')}/app/me"), asked.Uri);
    }

    [Fact]
    public void A_section_of_any_name_is_taken()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Shop:Pay:ApiKey"] = Key,
            ["OiPayments:ApiKey"] = "oi_test_other",
        }).Build();
        var services = new ServiceCollection();

        services.AddOiPayments(configuration.GetSection("Shop:Pay")).Services.Configure<OiPaymentsOptions>(options =>
            (options.ApiSecret, options.BaseAddress) = (Secret, new("https://pay.example.com/api/v1")));

        using var provider = services.BuildServiceProvider();
        Assert.Equal(Key, provider.GetRequiredService<IOptions<OiPaymentsOptions>>().Value.ApiKey);
    }

    private static ServiceProvider Services(params (string Name, string? Value)[] settings)
    {
        var all = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["OiPayments:BaseAddress"] = "https://pay.example.com/api/v1",
            ["OiPayments:ApiKey"] = Key,
            ["OiPayments:ApiSecret"] = Secret,
        };
        foreach (var (name, value) in settings) all[$"OiPayments:{name}"] = value;
        var (services, asked) = (new ServiceCollection(), new Asked());
        services.AddSingleton(asked);
        services.AddOiPayments(new ConfigurationBuilder().AddInMemoryCollection(all).Build())
            .AddHttpMessageHandler(() => asked);
        return services.BuildServiceProvider();
    }

    private sealed class Asked : DelegatingHandler
    {
        public Uri? Uri { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Uri = request.RequestUri;
            throw new HttpRequestException(HttpRequestError.ConnectionError, "Nobody there.");
        }
    }
}
