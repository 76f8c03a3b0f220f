using System.Text.Json.Nodes;

namespace OiPayments.Server.Demo;

/// <summary>
/// The application of the sample shops, and a file with its TEST credentials where they look for it: beside the running demo a shop needs no
/// settings. The file is its user's alone, and gone when the demo ends.
/// </summary>
internal sealed class SampleShop : IDisposable
{
    /// <summary>Where the sample shops listen for events.</summary>
    private const string WebhookUrl = "http://localhost:4000/hook";

    private readonly string text;

    private SampleShop(string file, string text) => (File, this.text) = (file, text);

    /// <summary>Where the credentials are.</summary>
    public string File { get; }

    /// <summary>Null where the user has no folder for such files; then a shop has to be told its credentials.</summary>
    public static async Task<SampleShop?> OpenAsync(OiServer server, string operatorEmail, string operatorPassword, CancellationToken ct)
    {
        if (FileOfUser() is not { } file) return null;
        using var api = new StoryApi(server.Api);
        var signIn = new JsonObject { ["email"] = operatorEmail, ["password"] = operatorPassword };
        var (session, _) = await api.SendAsync(HttpMethod.Post, "auth/login", signIn, ct);
        var wanted = new JsonObject { ["name"] = "Sample shop", ["webhookUrl"] = WebhookUrl };
        var (registered, _) = await api.SendAsync(
            HttpMethod.Post, "admin/apps", wanted, ct, ("Authorization", $"Bearer {session["token"]}"));

        var credentials = registered["credentials"];
        var settings = new JsonObject
        {
            ["OiPayments"] = new JsonObject
            {
                ["BaseAddress"] = new Uri(server.Api, "/api/v1").ToString(),
                ["ApiKey"] = (string?)credentials?["testApiKey"],
                ["ApiSecret"] = (string?)credentials?["testApiSecret"],
                ["WebhookSecrets"] = new JsonArray((string?)credentials?["signingSecret"]),
            },
        };
        var shop = new SampleShop(file, settings.ToJsonString());
        shop.Write();
        return shop;
    }

    public void Dispose()
    {
        // A demo that was started later has written its own.
        if (System.IO.File.Exists(File) && System.IO.File.ReadAllText(File) == text) System.IO.File.Delete(File);
    }

    private static string? FileOfUser()
    {
        var folder = Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return folder.Length == 0 ? null : Path.Combine(folder, "OiPayments", "demo.json");
    }

    private void Write()
    {
        var (folder, options) = (Path.GetDirectoryName(File)!, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write });
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        // A new file each time: an old one would keep the rights that somebody gave it.
        System.IO.File.Delete(File);
        using var writer = new StreamWriter(File, options);
        writer.Write(text);
    }
}
