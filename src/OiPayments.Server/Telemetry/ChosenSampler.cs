using System.Globalization;
using OpenTelemetry.Trace;

namespace OiPayments.Server.Telemetry;

/// <summary>
/// The sampler that the standard variables choose (https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/). The
/// SDK reads them only where it is given no sampler.
/// </summary>
internal static class ChosenSampler
{
    private const string Variable = "OTEL_TRACES_SAMPLER", Argument = "OTEL_TRACES_SAMPLER_ARG";

    /// <exception cref="SettingsException">One of the variables cannot be used.</exception>
    public static Sampler Read(IConfiguration configuration) => configuration[Variable]?.ToLowerInvariant() switch
    {
        null or "" or "parentbased_always_on" => new ParentBasedSampler(new AlwaysOnSampler()),
        "parentbased_always_off" => new ParentBasedSampler(new AlwaysOffSampler()),
        "parentbased_traceidratio" => new ParentBasedSampler(new TraceIdRatioBasedSampler(ReadRatio(configuration))),
        "traceidratio" => new TraceIdRatioBasedSampler(ReadRatio(configuration)),
        "always_on" => new AlwaysOnSampler(),
        "always_off" => new AlwaysOffSampler(),
        var other => throw new SettingsException(
            $"{Variable} is '{other}'; it can be always_on, always_off, traceidratio or one of these with parentbased_ before it."),
    };

    private static double ReadRatio(IConfiguration configuration)
    {
        if (configuration[Argument] is not { Length: > 0 } text) return 1;
        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var ratio) && ratio <= 1
            ? ratio
            : throw new SettingsException($"{Argument} is '{text}'; it can be a number from 0 to 1, such as 0.05.");
    }
}
