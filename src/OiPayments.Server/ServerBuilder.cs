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
        builder.Configuration
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, $"appsettings.{builder.Environment.EnvironmentName}.json"), optional: true)
            .AddEnvironmentVariables()
            .AddCommandLine(settings);
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRouting();
        AddLog(builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging")), builder.Configuration["Logging:Format"]);
        return builder;
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
