using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OiPayments.Cli.Output;
using OiPayments.Cli.Profiles;
using OiPayments.Client;

namespace OiPayments.Cli.Invocation;

/// <summary>One run of a command: what was typed, where it prints, and the service it speaks to.</summary>
internal sealed class Session(ParseResult line, Screen screen) : IDisposable
{
    private readonly List<ServiceProvider> connected = [];

    public Screen Screen => screen;

    /// <summary>Which profile is meant: the option's, the environment's, or null for the one in use.</summary>
    public string? ProfileName => line.GetValue(GlobalOptions.Profile) ?? GlobalOptions.FromEnvironment("OI_PROFILE");

    public T? Get<T>(Option<T> option) => line.GetValue(option);

    public T Get<T>(Argument<T> argument) => line.GetRequiredValue(argument);

    /// <summary>Who is meant, from the environment or the profile.</summary>
    public Profile Profile()
    {
        var (api, key, secret) = (
            GlobalOptions.FromEnvironment("OI_API"), GlobalOptions.FromEnvironment("OI_KEY"), GlobalOptions.FromEnvironment("OI_SECRET"));
        if (ProfileName is null && api is not null && key is not null && secret is not null) return new(api, key, secret);
        return ProfileStore.OfUser().Read(ProfileName);
    }

    /// <summary>The service, as who the profile is.</summary>
    public OiPaymentsClient Connect() => Connect(Profile());

    /// <inheritdoc cref="Connect()"/>
    public OiPaymentsClient Connect(Profile profile)
    {
        var services = new ServiceCollection();
        services.AddOiPayments(options =>
        {
            options.BaseAddress = Uri.TryCreate(profile.Api, UriKind.Absolute, out var address) ? address : null;
            (options.ApiKey, options.ApiSecret) = (profile.Key, profile.Secret);

            // Somebody waits at the terminal.
            options.MaxRetries = 2;
        });
        var provider = services.BuildServiceProvider();
        connected.Add(provider);
        try
        {
            return provider.GetRequiredService<OiPaymentsClient>();
        }
        catch (OptionsValidationException wrong)
        {
            throw CommandFailure.WrongUsage(string.Join(Environment.NewLine, wrong.Failures.Select(Failures.AsTyped)));
        }
    }

    /// <summary>The service in TEST; a LIVE key is refused before anything is asked.</summary>
    public OiPaymentsClient ConnectToTest(string why)
    {
        var profile = Profile();
        return profile.IsLive
            ? throw CommandFailure.WrongUsage($"{why} Log in with a TEST key, oi_test_…: 'oi login --profile test'.")
            : Connect(profile);
    }

    public void Dispose() => connected.ForEach(provider => provider.Dispose());
}
