using System.Net.Http.Json;

namespace OiPayments.Contract;

/// <summary>What every one of these programs is started with, and what a customer does.</summary>
internal static class Shop
{
    public static string Server => Setting("OI_SERVER");

    public static HttpClient Credentials()
    {
        var http = new HttpClient();
        http.DefaultRequestHeaders.Add("X-Api-Key", Setting("OI_KEY"));
        http.DefaultRequestHeaders.Add("X-Api-Secret", Setting("OI_SECRET"));
        return http;
    }

    /// <summary>Presses Pay, and pays at the sandbox.</summary>
    public static async Task PayAsync(string redirectUrl)
    {
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var pressed = await browser.PostAsync(redirectUrl, null);
        var page = pressed.Headers.Location!;
        var session = page.ToString().Split("testcde")[1];
        using var paid = await browser.PostAsJsonAsync(new Uri(page, $"/control/sessions/{session}/outcome"), new { outcome = "success" });
        paid.EnsureSuccessStatusCode();
    }

    public static void Check(string what, bool holds, object? seen)
    {
        if (!holds) throw new InvalidOperationException($"{what}: {seen}");
        Console.WriteLine($"{what}: {seen}");
    }

    private static string Setting(string name) =>
        Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} is not set.");
}
