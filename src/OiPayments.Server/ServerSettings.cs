using System.Globalization;
using System.Net;
using OiPayments.Access;
using OiPayments.Applications;
using OiPayments.DueWork;
using OiPayments.Gateways;
using OiPayments.Gateways.SslCommerz;
using OiPayments.Mail;
using OiPayments.Payments;
using OiPayments.Reconciliation;
using OiPayments.Refunds;
using OiPayments.Server.Keys;
using OiPayments.Webhooks;

namespace OiPayments.Server;

/// <summary>
/// A setting cannot be used. The message names it and says what it can be; it is all the person starting the server sees.
/// </summary>
internal sealed class SettingsException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The settings of a server, read and checked once, before anything starts. appsettings.json describes each.</summary>
internal sealed record ServerSettings
{
    private const int MaxCount = 1_000_000;
    private const string TestGatewayUrl = "https://sandbox.sslcommerz.com";
    private const string LiveGatewayUrl = "https://securepay.sslcommerz.com";

    public required string DataFolder { get; init; }
    public required KeyRingSettings Keys { get; init; }
    public required Uri ApiUrl { get; init; }
    public required Uri WebUrl { get; init; }
    public required Uri SandboxUrl { get; init; }

    /// <summary>Where whoever runs the service asks how it is.</summary>
    public required Uri ManagementUrl { get; init; }
    public Uri? PublicApiUrl { get; init; }
    public Uri? PublicWebUrl { get; init; }
    public required bool IsSandboxEnabled { get; init; }
    public string? OperatorEmail { get; init; }
    public string? OperatorPassword { get; init; }
    public required PaymentOptions Payments { get; init; }
    public required RefundOptions Refunds { get; init; }
    public required CredentialOptions Credentials { get; init; }
    public required WebhookOptions Webhooks { get; init; }
    public required ControlOptions Controls { get; init; }
    public required MailOptions Mail { get; init; }
    public required TestClockOptions TestClocks { get; init; }
    public required ReconciliationOptions Reconciliation { get; init; }
    public required RetentionOptions Retention { get; init; }

    /// <summary>Proxies whose X-Forwarded-For and X-Forwarded-Proto are believed; nobody else's is.</summary>
    public required IReadOnlyList<IPNetwork> TrustedProxies { get; init; }

    /// <summary>How long it goes on serving once it is told to stop.</summary>
    public required DrainTime Drain { get; init; }

    /// <summary>Where a test wants this process to end; null, always, outside Development.</summary>
    public required CrashSetting? CrashAt { get; init; }

    /// <summary>The store of each mode; null in TEST means the built-in sandbox's, in LIVE none.</summary>
    public required GatewayAccount? TestAccount { get; init; }
    public required GatewayAccount? LiveAccount { get; init; }

    public required GatewayOptions Gateways { get; init; }

    /// <summary>Where the addresses of customers are who told none; see <see cref="SslCommerzOptions.EmailDomain"/>.</summary>
    public required string? EmailDomain { get; init; }

    /// <summary>Whether SSLCOMMERZ is asked what it settled; see <see cref="SslCommerzOptions.AsksForSettlements"/>.</summary>
    public required bool AsksForSettlements { get; init; }

    /// <summary>
    /// Where an application's own store is reached when the service has none of the mode; null in Development: nothing may go out by
    /// itself.
    /// </summary>
    public required Uri? TestGateway { get; init; }
    public required Uri? LiveGateway { get; init; }

    /// <exception cref="SettingsException">One of them cannot be used.</exception>
    public static ServerSettings Read(IConfiguration configuration, bool isDevelopment) => new()
    {
        DataFolder = ReadDataFolder(configuration),
        Keys = KeyRingSettings.Read(
            configuration, KeyRing.FolderIn(ReadDataFolder(configuration)),
            ReadName<KeyStore>(configuration, "Keys:Store") ?? KeyStore.Folder),
        ApiUrl = ReadListener(configuration, "Urls:Api", "http://localhost:8080"),
        WebUrl = ReadListener(configuration, "Urls:Web", "http://localhost:3000"),
        SandboxUrl = ReadListener(configuration, "Urls:Sandbox", "http://localhost:8090"),
        ManagementUrl = ReadListener(configuration, "Urls:Management", "http://localhost:9080"),
        PublicApiUrl = ReadPublic(configuration, "Urls:PublicApi"),
        PublicWebUrl = ReadPublic(configuration, "Urls:PublicWeb"),

        // In Production nobody but the one who asked for it gets a gateway that takes no money.
        IsSandboxEnabled = ReadBoolean(configuration, "Sandbox:Enabled") ?? isDevelopment,
        OperatorEmail = configuration["Bootstrap:OperatorEmail"],
        OperatorPassword = configuration["Bootstrap:OperatorPassword"],
        Payments = new()
        {
            ExpireAfter = ReadDuration(configuration, "Payments:ExpireAfter", TimeSpan.FromMinutes(60)),
            AllowLiveWithoutStore = ReadBoolean(configuration, "Payments:AllowLiveWithoutStore") ?? false,
        },

        // A developer alone at a machine has nobody else to ask.
        Controls = new()
        {
            SecondPerson = ReadName<SecondPersonRule>(configuration, "Controls:SecondPerson")
                ?? (isDevelopment ? SecondPersonRule.Never : SecondPersonRule.WhenThereIsOne),
            DecideWithin = ReadDuration(configuration, "Controls:DecideWithin", TimeSpan.FromDays(7)),
            NewKeysWait = ReadDuration(
                configuration, "Controls:NewKeysWait", isDevelopment ? TimeSpan.Zero : TimeSpan.FromDays(3), least: TimeSpan.Zero),
        },
        Refunds = new()
        {
            ApproveWithin = ReadDuration(configuration, "Refunds:ApproveWithin", TimeSpan.FromDays(14)),
            FollowUpResolvedFor = ReadDuration(configuration, "Refunds:FollowUpResolvedFor", TimeSpan.FromDays(28)),
        },
        Credentials = new()
        {
            RotationGrace = ReadDuration(configuration, "Credentials:RotationGrace", TimeSpan.FromHours(24)),
            RequestsPerSecond = ReadCount(configuration, "Credentials:RequestsPerSecond", 500),
            Burst = ReadCount(configuration, "Credentials:Burst", 2000),
            FailuresPerSecond = ReadCount(configuration, "Credentials:FailuresPerSecond", 1),
            FailureBurst = ReadCount(configuration, "Credentials:FailureBurst", 100),
        },
        TrustedProxies = ReadNetworks(configuration, "Http:TrustedProxies"),

        // No balancer looks at a developer's machine.
        Drain = new(ReadDuration(
            configuration, "Http:DrainFor", isDevelopment ? TimeSpan.Zero : TimeSpan.FromSeconds(5), least: TimeSpan.Zero)),
        CrashAt = CrashSetting.Read(configuration, isDevelopment),

        // Receivers on the developer's own machine; elsewhere nothing inside is reachable unless somebody says so.
        Webhooks = new()
        {
            AllowedNetworks = ReadNetworks(configuration, "Webhooks:AllowedNetworks", isDevelopment ? "127.0.0.0/8, ::1/128" : "")
        },
        Mail = ReadMail(configuration),
        TestClocks = new(IsOn: ReadBoolean(configuration, "TestClock:Enabled") ?? isDevelopment),
        Reconciliation = new() { AsksGateway = ReadBoolean(configuration, "Reconciliation:AskGateway") ?? false },
        Retention = new()
        {
            Requests = ReadDays(configuration, RetentionOptions.RequestsRule),
            WebhookAttempts = ReadDays(configuration, RetentionOptions.WebhookAttemptsRule),
            WebhookPayloads = ReadDays(configuration, RetentionOptions.WebhookPayloadsRule),
            GatewayCallbacks = ReadDays(configuration, RetentionOptions.GatewayCallbacksRule),
            Mails = ReadDays(configuration, RetentionOptions.MailsRule),
            Sessions = ReadDays(configuration, RetentionOptions.SessionsRule),
            TriedFiles = ReadDays(configuration, RetentionOptions.TriedFilesRule),
            Invoices = ReadDays(configuration, RetentionOptions.InvoicesRule),
        },
        TestAccount = ReadAccount(configuration, Mode.Test, TestGatewayUrl),
        LiveAccount = ReadAccount(configuration, Mode.Live, LiveGatewayUrl),
        Gateways = new() { Default = configuration["Gateways:Default"] is { Length: > 0 } gateway ? gateway : null },
        EmailDomain = ReadEmailDomain(configuration),
        AsksForSettlements = ReadBoolean(configuration, "Gateways:SslCommerz:SettlementCall") ?? false,
        TestGateway = isDevelopment ? null : new(TestGatewayUrl),
        LiveGateway = isDevelopment ? null : new(LiveGatewayUrl),
    };

    private static string ReadDataFolder(IConfiguration configuration) =>
        Path.GetFullPath(configuration["Data:Folder"] is { Length: > 0 } folder ? folder : "./data");

    private static GatewayAccount? ReadAccount(IConfiguration configuration, Mode mode, string defaultUrl)
    {
        var section = configuration.GetSection($"Gateways:SslCommerz:{mode}");
        var (store, password, url) = (section["StoreId"], section["StorePassword"], section["BaseUrl"]);
        if (string.IsNullOrEmpty(store) && string.IsNullOrEmpty(password) && string.IsNullOrEmpty(url)) return null;
        if (string.IsNullOrEmpty(store) || string.IsNullOrEmpty(password))
            throw new SettingsException($"Gateways__SslCommerz__{mode} needs both StoreId and StorePassword.");
        if (!Uri.TryCreate(string.IsNullOrEmpty(url) ? defaultUrl : url, UriKind.Absolute, out var address)
            || address.Scheme is not ("http" or "https"))
            throw new SettingsException($"Gateways__SslCommerz__{mode}__BaseUrl is not an http or https URL.");

        return new("SSLCOMMERZ", mode, address, store, password);
    }

    private static MailOptions ReadMail(IConfiguration configuration)
    {
        var section = configuration.GetSection("Mail");
        if (section["Host"] is not { Length: > 0 } host) return new();
        var (from, user, password) = (section["FromAddress"] ?? "", section["User"], section["Password"]);
        if (MailMessage.Recipient(name: null, from) is null || !from.All(char.IsAscii))
            throw new SettingsException(
                $"Mail__FromAddress is '{from}'; with Mail__Host it has to be an e-mail address in plain letters, such as "
                    + "invoices@company.example.");
        if (string.IsNullOrEmpty(user) != string.IsNullOrEmpty(password))
            throw new SettingsException("Mail__User and Mail__Password are set together, or neither is.");
        return new()
        {
            Host = host,
            Port = ReadCount(configuration, "Mail:Port", 587, ushort.MaxValue),
            FromAddress = from,
            FromName = section["FromName"] is { Length: > 0 } name ? name : null,
            User = string.IsNullOrEmpty(user) ? null : user,
            Password = string.IsNullOrEmpty(password) ? null : password,
            Encryption = ReadName<MailEncryption>(configuration, "Mail:Encryption") ?? MailEncryption.StartTls,
            PerMinute = ReadCount(configuration, "Mail:PerMinute", 60),
        };
    }

    private static string? ReadEmailDomain(IConfiguration configuration)
    {
        if (configuration["Gateways:SslCommerz:EmailDomain"] is not { Length: > 0 } text) return null;
        return SslCommerzOptions.IsEmailDomain(text)
            ? text
            : throw new SettingsException(
                $"Gateways__SslCommerz__EmailDomain is '{text}'; it can be a domain of your own, such as pay.company.example, of at most "
                    + $"{SslCommerzOptions.MaxEmailDomainLength} characters.");
    }

    private static Uri ReadListener(IConfiguration configuration, string key, string fallback)
    {
        var text = configuration[key] is { Length: > 0 } set ? set : fallback;
        if (!Uri.TryCreate(text.Replace("://*", "://0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var url)
            || url.Scheme is not ("http" or "https")
            || url.AbsolutePath != "/")
            throw new SettingsException($"{Named(key)} is '{text}'; it can be an http:// address without a path, such as {fallback}.");
        if (url.Scheme == "https")
            throw new SettingsException(
                $"{Named(key)} is '{text}'; it can be an http:// address. The service holds no certificate: TLS ends at the proxy in "
                    + "front, and Urls__PublicApi and Urls__PublicWeb name the https:// addresses outside.");

        // The server picks a free port for an address; a name can stand for two.
        return url is { Port: 0, HostNameType: UriHostNameType.Dns }
            ? throw new SettingsException(
                $"{Named(key)} is '{text}'; a free port (0) is picked for an address only: http://127.0.0.1:0. For a name, choose a port.")
            : url;
    }

    private static Uri? ReadPublic(IConfiguration configuration, string key)
    {
        if (configuration[key] is not { Length: > 0 } text) return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is ("http" or "https") && url.AbsolutePath == "/"
            ? url
            : throw new SettingsException($"{Named(key)} is '{text}'; it can be an http:// or https:// address without a path.");
    }

    private static bool? ReadBoolean(IConfiguration configuration, string key)
    {
        if (configuration[key] is not { Length: > 0 } text) return null;
        return bool.TryParse(text, out var value)
            ? value
            : throw new SettingsException($"{Named(key)} is '{text}'; it can be true or false.");
    }

    private static T? ReadName<T>(IConfiguration configuration, string key)
        where T : struct, Enum
    {
        if (configuration[key] is not { Length: > 0 } text) return null;
        return Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase)
            ? Enum.Parse<T>(text, ignoreCase: true)
            : throw new SettingsException($"{Named(key)} is '{text}'; it can be {string.Join(", ", Enum.GetNames<T>())}.");
    }

    private static TimeSpan ReadDuration(IConfiguration configuration, string key, TimeSpan fallback, TimeSpan? least = null)
    {
        if (configuration[key] is not { Length: > 0 } text) return fallback;
        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value) && value >= (least ?? TimeSpan.FromTicks(1))
            ? value
            : throw new SettingsException($"{Named(key)} is '{text}'; it can be a duration such as 01:00:00.");
    }

    private static int ReadCount(IConfiguration configuration, string key, int fallback, int most = MaxCount)
    {
        if (configuration[key] is not { Length: > 0 } text) return fallback;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= 1 && value <= most
            ? value
            : throw new SettingsException($"{Named(key)} is '{text}'; it can be a whole number from 1 to {most}.");
    }

    private static TimeSpan ReadDays(IConfiguration configuration, RetentionRule rule)
    {
        var key = $"Retention:{rule.Setting}";
        if (configuration[key] is not { Length: > 0 } text) return TimeSpan.FromDays(rule.Days);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days)
            && days >= rule.LeastDays && days <= RetentionOptions.MostDays
                ? TimeSpan.FromDays(days)
                : throw new SettingsException(
                    $"{Named(key)} is '{text}'; it can be a number of days from {rule.LeastDays} to {RetentionOptions.MostDays}.");
    }

    private static IReadOnlyList<IPNetwork> ReadNetworks(IConfiguration configuration, string key, string fallback = "") =>
    [
        .. (configuration[key] ?? fallback)
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(text =>
            AllowedNetworks.TryReadNetwork(text, out var network)
                ? network
                : throw new SettingsException(
                    $"{Named(key)} holds '{text}'; it can hold addresses and networks such as 10.0.0.5, 10.0.0.0/8, 2001:db8::/32, with "
                        + "commas between.")),
    ];

    private static string Named(string key) => key.Replace(":", "__", StringComparison.Ordinal);
}
