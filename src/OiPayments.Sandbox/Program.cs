using Microsoft.AspNetCore.Connections;
using OiPayments.Sandbox;
using OiPayments.Sandbox.Pages;

var configuration = new ConfigurationBuilder()
    .AddJsonFile(Path.Combine(Directory.GetCurrentDirectory(), "appsettings.json"), optional: true)
    .AddEnvironmentVariables()
    .AddCommandLine(args)
    .Build();
var options = configuration.GetSection("Sandbox").Get<SandboxOptions>() ?? new SandboxOptions();

using var loggers = LoggerFactory.Create(logging => logging
    .AddSimpleConsole(console => console.SingleLine = true)
    .AddFilter("Microsoft", LogLevel.Warning)
    // A failed start is told in one sentence below.
    .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None));
await using var sandbox = SandboxApp.Build(options, TimeProvider.System, loggers);
try
{
    await sandbox.StartAsync();
}
catch (IOException problem) when (problem.InnerException is AddressInUseException)
{
    await Console.Error.WriteLineAsync($"Cannot listen on {options.Url}: the port is in use. Set Sandbox__Url to another address.");
    return 1;
}

await Console.Out.WriteLineAsync($"SSLCOMMERZ sandbox on {string.Join(", ", sandbox.Urls)} (no money moves; Ctrl+C stops it)");
foreach (var store in options.Stores.Count > 0 ? options.Stores : [.. SandboxStore.Defaults])
    await Console.Out.WriteLineAsync($"  store      {store.Id} / {store.Password}");
foreach (var card in TestCard.All)
    await Console.Out.WriteLineAsync($"  test card  {card.Number}  {TestCard.Expiry}  {TestCard.SecurityCode}  {card.Name}");
await Console.Out.WriteLineAsync("  codes      111111 or 123456 for wallets and banks");

await sandbox.WaitForShutdownAsync();
return 0;
