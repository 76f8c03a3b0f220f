using System.Text.Json;
using Microsoft.Extensions.Logging.Console;
using OiPayments.Server.Telemetry;

namespace OiPayments.Server;

/// <summary>
/// Where a server's configuration and logs come from: appsettings.json beside the program, the environment, the command line.
/// </summary>
internal static class ServerBuilder
{
    /// <exception cref="SettingsException">The log cannot be written as asked for.</exception>
    public static WebApplicationBuilder Create(string[] settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new()
        {
            Args = settings,
            ApplicationName = typeof(ServerBuilder).Assembly.GetName().Name,
            EnvironmentName = Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT")
                ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") ?? Environments.Production,
        });
        AddFile(builder.Configuration, "appsettings.json");
        AddFile(builder.Configuration, $"appsettings.{builder.Environment.EnvironmentName}.json");
        builder.Configuration.AddEnvironmentVariables().AddCommandLine(settings);
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRouting();
        AddLog(builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging")), builder.Configuration["Logging:Format"]);
        return builder;
    }

    /// <summary>A file beside the program, or a link there to where the machine keeps its settings.</summary>
    private static void AddFile(ConfigurationManager configuration, string name)
    {
        var path = Path.Combine(AppContext.BaseDirectory, name);
        try
        {
            configuration.AddJsonFile(path, optional: true);
        }
        catch (Exception failure) when (failure is InvalidDataException or UnauthorizedAccessException)
        {
            // Not the parser's own words: they can repeat what stands there, and that can be a password.
            var place = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
            throw new SettingsException(
                (failure, failure.GetBaseException()) switch
                {
                    (UnauthorizedAccessException, _) =>
                        $"The settings in {place} cannot be read: this user may not. Run this as root or as the service's user.",
                    (_, JsonException { LineNumber: { } line }) => $"The settings in {place} cannot be read: line {line + 1} is not JSON.",
                    _ => $"The settings in {place} cannot be read: they are no JSON object, or a setting stands there twice.",
                },
                failure);
        }
    }

    private static void AddLog(ILoggingBuilder logging, string? format)
    {
        switch (format)
        {
            case null or "" or "Text":
                logging.AddSimpleConsole(console =>
                {
                    console.SingleLine = true;
                    console.UseUtcTimestamp = true;
                    console.TimestampFormat = "HH:mm:ss ";
                });
                break;
            case "Json":
                // In real time, also where a test has the service's clock.
                logging.Services.AddSingleton<ConsoleFormatter>(new JsonLines(TimeProvider.System));
                logging.AddConsole(console => console.FormatterName = JsonLines.FormatterName);
                break;
            default:
                throw new SettingsException($"Logging__Format is '{format}'; it can be Text or Json.");
        }
    }
}
