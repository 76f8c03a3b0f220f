using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.FileProviders;

namespace Storefront;

/// <summary>
/// A running <c>demo</c> of the service registers an application for this shop, and leaves its TEST credentials where its user finds them:
/// <c>OiPayments/demo.json</c> among the user's own application data. Set <c>OiPayments__ApiKey</c> and so on to use others.
/// </summary>
internal static class DemoCredentials
{
    public static JsonConfigurationSource Source()
    {
        var folder = Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
            "OiPayments");
        return new()
        {
            Path = "demo.json",
            Optional = true,
            FileProvider = Directory.Exists(folder) ? new PhysicalFileProvider(folder) : new NullFileProvider(),
        };
    }
}
