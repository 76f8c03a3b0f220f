using Microsoft.Extensions.Options;

namespace OiPayments.Client;

/// <summary>What is wrong with the settings, said when the program starts instead of at the first customer. Names no secret.</summary>
internal sealed class OiPaymentsOptionsRules : IValidateOptions<OiPaymentsOptions>
{
    public ValidateOptionsResult Validate(string? name, OiPaymentsOptions options)
    {
        var wrong = new List<string>();
        CheckAddress(options.BaseAddress, wrong);
        CheckCredentials(options, wrong);
        foreach (var secret in options.KnownWebhookSecrets)
            if (!WebhookVerifier.TryReadKey(secret, out _))
                wrong.Add("OiPayments:WebhookSecrets takes the signingSecret of your application, whsec_… as it was shown.");
        CheckTime(nameof(options.Timeout), options.Timeout, wrong);
        CheckTime(nameof(options.AttemptTimeout), options.AttemptTimeout, wrong);
        CheckTime(nameof(options.LongestWait), options.LongestWait, wrong);
        CheckTime(nameof(options.WebhookTolerance), options.WebhookTolerance, wrong);
        if (options.MaxRetries is < 0 or > 10) wrong.Add("OiPayments:MaxRetries is a number from 0 to 10.");
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static void CheckAddress(Uri? address, List<string> wrong)
    {
        if (address is null)
            wrong.Add("OiPayments:BaseAddress is missing. It is the address of the API, such as https://pay.example.com/api/v1.");
        else if (!address.IsAbsoluteUri || address.Scheme is not ("https" or "http"))
            wrong.Add("OiPayments:BaseAddress is no address of the API, such as https://pay.example.com/api/v1.");
        else if (address.Scheme is "http" && !address.IsLoopback)
            wrong.Add("OiPayments:BaseAddress must begin with https: your secret goes there. http is for your own machine only.");
        else if (address.AbsolutePath is "/" || address.Query.Length > 0)
            wrong.Add("OiPayments:BaseAddress must be the address of the API with its path, such as https://pay.example.com/api/v1.");
    }

    private static void CheckCredentials(OiPaymentsOptions options, List<string> wrong)
    {
        var (key, secret) = (options.ApiKey?.Trim(), options.ApiSecret?.Trim());
        if (string.IsNullOrEmpty(key)) wrong.Add("OiPayments:ApiKey is missing: oi_test_… or oi_live_….");
        if (string.IsNullOrEmpty(secret)) wrong.Add("OiPayments:ApiSecret is missing: it was shown when the key was issued.");
        if (string.IsNullOrEmpty(key) || string.IsNullOrEmpty(secret)) return;
        if (ModeOf(key, "oisk_") is not null && ModeOf(secret, "oi_") is not null)
            wrong.Add("OiPayments:ApiKey and OiPayments:ApiSecret stand in each other's place.");
        else if (ModeOf(key, "oi_") is not { } mode) wrong.Add("OiPayments:ApiKey begins with oi_test_ or oi_live_.");
        else if (ModeOf(secret, "oisk_") is not { } ofSecret) wrong.Add("OiPayments:ApiSecret begins with oisk_test_ or oisk_live_.");
        else if (mode != ofSecret) wrong.Add($"OiPayments:ApiKey is of {mode}, and OiPayments:ApiSecret of {ofSecret}.");
    }

    private static string? ModeOf(string text, string prefix) =>
        text.StartsWith($"{prefix}test_", StringComparison.Ordinal) ? Mode.Test.Value
        : text.StartsWith($"{prefix}live_", StringComparison.Ordinal) ? Mode.Live.Value
        : null;

    private static void CheckTime(string name, TimeSpan time, List<string> wrong)
    {
        // What a retry pipeline takes.
        if (time < TimeSpan.FromMilliseconds(10) || time > TimeSpan.FromDays(1))
            wrong.Add($"OiPayments:{name} is a time from 10 milliseconds to a day.");
    }
}
