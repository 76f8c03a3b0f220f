using OiPayments.Server.Demo;
using Spectre.Console;

namespace OiPayments.Server.Commands;

/// <summary>
/// <c>demo</c>: starts the whole service on a database of its own, and tells the story of one payment while really doing it over
/// HTTP. Then keeps serving for whoever wants to click, unless asked to end.
/// </summary>
internal static class RunDemo
{
    private const int WidestLine = 200;
    private const string OperatorEmail = "demo@localhost";

    public static async Task<int> RunAsync(string[] settings, bool exit, CancellationToken ct)
    {
        // A folder of its own, gone at the end: the story begins with a new installation every time.
        var data = Directory.CreateTempSubdirectory("oipayments-demo-");
        var password = RandomToken.New128("");
        try
        {
            var builder = ServerBuilder.Create(settings);
            builder.Environment.EnvironmentName = Environments.Development;
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Data:Folder"] = data.FullName,
                ["Database:Provider"] = "Sqlite",
                ["ConnectionStrings:Database"] = null,
                ["Sandbox:Enabled"] = "true",
                ["Gateways:SslCommerz:Test:BaseUrl"] = null,
                ["Gateways:SslCommerz:Test:StoreId"] = null,
                ["Gateways:SslCommerz:Test:StorePassword"] = null,
                ["Bootstrap:OperatorEmail"] = OperatorEmail,
                ["Bootstrap:OperatorPassword"] = password,
            });
            builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("OiPayments", LogLevel.Warning);

            await using var server = await OiServer.StartAsync(builder, ct);
            var hasHeld = await TellAsync(server, password, ct);
            if (exit || !hasHeld)
            {
                await server.StopAsync(ct);
                return hasHeld ? 0 : 1;
            }

            using var shop = await SampleShop.OpenAsync(server, OperatorEmail, password, ct);
            await InviteAsync(server, password, shop);
            await server.RunAsync(ct);
            return 0;
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static async Task<bool> TellAsync(OiServer server, string password, CancellationToken ct)
    {
        // A secret broken over two lines cannot be copied; a narrow terminal wraps by itself and keeps it whole.
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, WidestLine);
        using var narrator = new Narrator(AnsiConsole.Console);
        try
        {
            await new PaymentStory(server, narrator, OperatorEmail, password).TellAsync(ct);
            narrator.Close("Every step held.");
            return true;
        }
        catch (StoryBrokeException broke)
        {
            narrator.Break(broke.Message);
            return false;
        }
    }

    private static async Task InviteAsync(OiServer server, string password, SampleShop? shop)
    {
        AnsiConsole.MarkupLine("[bold]Now yours to click through[/]");
        await Serve.AnnounceAsync(server, Console.Out);
        AnsiConsole.MarkupLineInterpolated($"Operator {OperatorEmail} / {password}, until this ends. Everything it holds is deleted then.");
        if (shop is null) return;
        AnsiConsole.MarkupLineInterpolated(
            $"A shop to buy in, at http://localhost:4000: dotnet run --project samples/Storefront, or node samples/storefront.mjs.");
        AnsiConsole.MarkupLineInterpolated($"Both find their TEST credentials in {shop.File}, until this ends.");
    }
}
