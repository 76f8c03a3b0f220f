namespace OiPayments.Server;

/// <summary>
/// Where a server's configuration and logs come from: appsettings.json beside the program, the environment, the command line.
/// </summary>
internal static class ServerBuilder
{
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
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging")).AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "HH:mm:ss ";
        });
        return builder;
    }
}
