using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using OiPayments.Applications;
using OiPayments.Encryption;
using OiPayments.Persistence;
using OiPayments.SigningIn;

namespace OiPayments.Server.Keys;

/// <summary>
/// The keys that signing secrets, anti-forgery tokens and open pages are protected with: one ring for all nodes, in the data folder or in
/// the database.
/// </summary>
internal static partial class KeyRing
{
    /// <summary>How long a key of the ring makes new secrets; the framework adds the next before. It opens its own for ever.</summary>
    private static readonly TimeSpan KeysLast = TimeSpan.FromDays(90);

    public static string FolderIn(string dataFolder) => Path.Combine(dataFolder, "keys");

    extension(IServiceCollection services)
    {
        public void AddKeyRing(KeyRingSettings settings)
        {
            services.AddSingleton(settings);
            services.AddDataProtection().SetApplicationName("OiPayments");
            services.AddSingleton<KeysInDatabase>();
            services.AddOptions<KeyManagementOptions>().Configure<IServiceProvider>((ring, provider) =>
                ring.XmlRepository = settings.Store is KeyStore.Database
                    ? provider.GetRequiredService<KeysInDatabase>()
                    : new KeyFiles(settings.Folder));
        }
    }

    /// <summary>
    /// Before the ring is used: refuses a ring that could not open what the database holds, where that shows, so that no new one is begun
    /// beside it.
    /// </summary>
    /// <exception cref="SettingsException">It would be the wrong ring.</exception>
    public static async Task GuardAsync(IServiceProvider services, KeyRingSettings settings, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<OiPaymentsDb>();
        var isInDatabase = await db.Directory<WrappedKey>().AnyAsync(ct);
        if (settings.Store is KeyStore.Folder && isInDatabase)
            throw new SettingsException(
                "The key ring is in the database, and Keys__Store is Folder: what was encrypted since it moved there could not be read. "
                    + "Set Keys__Store=Database, and Keys__Wrapping as on the other nodes.");
        if (settings.Store is KeyStore.Folder ? new KeyFiles(settings.Folder).Any() : isInDatabase) return;
        if (!await db.Directory<Application>().AnyAsync(ct) && !await db.Directory<OperatorTotp>().AnyAsync(ct)) return;
        if (settings.Store is KeyStore.Database)
            throw new SettingsException(
                "The database holds secrets, and its key ring is empty: a new ring could not read them. Run the command \"keys import\" "
                    + "where the data folder has the ring. If the ring is lost, \"keys begin\" begins another; the signing secrets of "
                    + "applications, the passwords of their own stores and operators' authenticator apps then have to be set anew.");
        BegunBesideSecrets(services.GetRequiredService<ILogger<KeysInDatabase>>(), settings.Folder);
    }

    /// <summary>
    /// Protects something and reads it back: a ring that cannot be read or begun shows at the start, and not at the first sign-in.
    /// </summary>
    /// <exception cref="SettingsException">It cannot be used.</exception>
    public static void Try(IServiceProvider services, KeyRingSettings settings)
    {
        try
        {
            Try(services.GetRequiredService<IDataProtectionProvider>());
        }
        catch (Exception failure)
        {
            throw Unusable(settings, failure.GetBaseException().Message, failure);
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

    /// <summary>Begins a ring in the database, whatever secrets there are: for one that is lost.</summary>
    /// <exception cref="SettingsException">There is a ring.</exception>
    public static void Begin(IServiceProvider services)
    {
        var keys = services.GetRequiredService<IKeyManager>();
        if (keys.GetAllKeys().Count > 0)
            throw new SettingsException("The key ring in the database holds keys that can be used. Nothing was done.");
        var now = (services.GetService<TimeProvider>() ?? TimeProvider.System).GetUtcNow();
        keys.CreateNewKey(now, now + KeysLast);
    }

    private static SettingsException Unusable(KeyRingSettings settings, string why, Exception failure) => new(
        $"The key ring in {settings.Where} cannot be used: {why} Nobody could sign in, and no event could be signed."
        + (settings.Store is KeyStore.Folder
            ? " Let this user read and write that folder, or put back its files from a backup; Data__Folder says where it is."
            : ""),
        failure);

    [LoggerMessage(
        LogLevel.Error,
        "The database holds secrets, and {Folder} held no key ring: a new one is begun, which cannot open them. Events cannot be signed, "
            + "and applications' own stores cannot be used. Stop, and put back the files of that folder from a backup")]
    private static partial void BegunBesideSecrets(ILogger log, string folder);
}
