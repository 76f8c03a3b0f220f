using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace OiPayments.Server;

/// <summary>
/// The keys that signing secrets, anti-forgery tokens and open pages are protected with: one ring for all nodes, in the data folder.
/// </summary>
internal static class KeyRing
{
    public static string FolderIn(string dataFolder) => Path.Combine(dataFolder, "keys");

    extension(IServiceCollection services)
    {
        public void AddKeyRing(string dataFolder)
        {
            services.AddDataProtection().SetApplicationName("OiPayments");
            services.Configure<KeyManagementOptions>(ring => ring.XmlRepository = new KeyFiles(FolderIn(dataFolder)));
        }
    }

    /// <summary>
    /// Protects something and reads it back: a ring that cannot be read or begun shows at the start, and not at the first sign-in.
    /// </summary>
    /// <exception cref="SettingsException">It cannot be used.</exception>
    public static void Try(IServiceProvider services, string dataFolder)
    {
        try
        {
            Try(services.GetRequiredService<IDataProtectionProvider>());
        }
        catch (Exception failure)
        {
            throw Unusable(dataFolder, failure.GetBaseException().Message, failure);
        }
    }

    /// <exception cref="CryptographicException">What is protected does not come back.</exception>
    public static void Try(IDataProtectionProvider keys)
    {
        const string text = "Protected to see whether it comes back.";
        var protector = keys.CreateProtector("OiPayments.Start.v1");
        if (protector.Unprotect(protector.Protect(text)) != text)
            throw new CryptographicException("what was protected does not come back.");
    }

    private static SettingsException Unusable(string dataFolder, string why, Exception failure) => new(
        $"The key ring in {FolderIn(dataFolder)} cannot be used: {why} Nobody could sign in, and no event could be signed. "
        + "Let this user read and write that folder, or put back its files from a backup; Data__Folder says where it is.", failure);
}
