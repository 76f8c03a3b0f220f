using System.Net.Http.Json;

namespace OiPayments.CarefulClient;

/// <summary>The first operator of a new service signs in, chooses another password, and registers an application.</summary>
internal static class Registering
{
    public static async Task RunAsync(Uri api, string email, string password, string credentials)
    {
        using var client = Connection.Open(api);
        using (var signedIn = await client.PostAsJsonAsync("auth/login", new { email, password }))
            client.DefaultRequestHeaders.Authorization = new("Bearer", (string)(await signedIn.DataAsync())["token"]!);

        using (var changed = await client.PostAsJsonAsync(
            "auth/password", new { currentPassword = password, newPassword = $"{password}, and another" }))
        {
            if (!changed.IsSuccessStatusCode) throw new InvalidOperationException(await changed.Content.ReadAsStringAsync());
        }

        using var registered = await client.PostAsJsonAsync("admin/apps", new { name = "Drill" });
        var keys = (await registered.DataAsync())["credentials"]!;
        await File.WriteAllLinesAsync(credentials, [(string)keys["testApiKey"]!, (string)keys["testApiSecret"]!]);
    }
}
