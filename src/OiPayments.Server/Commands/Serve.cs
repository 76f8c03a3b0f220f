namespace OiPayments.Server.Commands;

/// <summary><c>serve</c>, the command without a name: runs the service until it is told to stop.</summary>
internal static class Serve
{
    public static async Task<int> RunAsync(string[] settings, CancellationToken ct)
    {
        await using var server = await OiServer.StartAsync(ServerBuilder.Create(settings), ct);
        await AnnounceAsync(server, Console.Out);
        await server.RunAsync(ct);
        return 0;
    }

    /// <summary>Says where everything is: every address leads somewhere.</summary>
    public static async Task AnnounceAsync(OiServer server, TextWriter output)
    {
        await output.WriteLineAsync($"API        {server.Api}api/v1");
        await output.WriteLineAsync($"Pages      {server.Web}");
        await output.WriteLineAsync($"Guides     {server.Web}docs");
        await output.WriteLineAsync($"Dashboard  {server.Web}admin");
        await output.WriteLineAsync($"Health     {server.Management}health/ready");
        if (server.Sandbox is { } sandbox) await output.WriteLineAsync($"Sandbox    {sandbox}");
        await output.WriteLineAsync($"Data       {server.DataLiesIn}");
        if (server.InventedPassword is { } password)
        {
            await output.WriteLineAsync();
            await output.WriteLineAsync(
                "The first operator was made. This is the only time its password is shown; it has to be changed first:");
            await output.WriteLineAsync($"  {server.FirstOperatorEmail} / {password}");
        }

        await output.WriteLineAsync();
        await output.WriteLineAsync("Ctrl-C stops it.");
    }
}
