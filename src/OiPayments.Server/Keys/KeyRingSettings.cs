namespace OiPayments.Server.Keys;

/// <summary>Values of <c>Keys__Store</c>: where the key ring lies.</summary>
internal enum KeyStore
{
    /// <summary>In the data folder, unencrypted: for one node, or for nodes that share the folder.</summary>
    Folder,

    /// <summary>In the database, encrypted with a wrapping key: nodes share it without a folder.</summary>
    Database,
}

/// <summary>Where the key ring lies, and what opens it.</summary>
internal sealed record KeyRingSettings
{
    private const string HowToMakeOne = "Make one with: openssl rand -base64 32";

    public required KeyStore Store { get; init; }

    /// <summary>The folder of the ring, also while the ring lies in the database: what <c>keys import</c> reads.</summary>
    public required string Folder { get; init; }

    /// <summary>What new entries are wrapped with. Null with a folder.</summary>
    public required WrappingKey? Wrapping { get; init; }

    /// <summary>Another that opens entries, while one wrapping key takes the place of another; null at other times.</summary>
    public required WrappingKey? OtherWrapping { get; init; }

    public string Where => Store is KeyStore.Folder ? Folder : "the database";

    /// <exception cref="SettingsException">A key is missing, or is none. The message never holds it.</exception>
    public static KeyRingSettings Read(IConfiguration configuration, string folder, KeyStore store)
    {
        var (wrapping, other) = (ReadKey(configuration, "Wrapping"), ReadKey(configuration, "OtherWrapping"));
        if (store is KeyStore.Database && wrapping is null)
            throw new SettingsException(
                "Keys__Store is Database, and neither Keys__Wrapping nor Keys__WrappingFile is set: the key ring is never in the database "
                    + $"unencrypted. Set one of them, the same on every node. {HowToMakeOne}");
        if (store is KeyStore.Folder && (wrapping ?? other) is not null)
            throw new SettingsException(
                "A wrapping key is set, and Keys__Store is Folder: there keys lie unencrypted. Set Keys__Store=Database, or remove "
                    + "the wrapping key.");
        return new() { Store = store, Folder = folder, Wrapping = wrapping, OtherWrapping = other };
    }

    private static WrappingKey? ReadKey(IConfiguration configuration, string name)
    {
        var (text, file) = (configuration[$"Keys:{name}"], configuration[$"Keys:{name}File"]);
        if (string.IsNullOrEmpty(text) && string.IsNullOrEmpty(file)) return null;
        if (!string.IsNullOrEmpty(text) && !string.IsNullOrEmpty(file))
            throw new SettingsException($"Keys__{name} and Keys__{name}File are both set; set one of them.");

        var setting = string.IsNullOrEmpty(text) ? $"Keys__{name}File" : $"Keys__{name}";
        var bytes = new byte[WrappingKey.Bytes + 1];
        return Convert.TryFromBase64String((text is { Length: > 0 } ? text : ReadFile(setting, file!)).Trim(), bytes, out var length)
            && length == WrappingKey.Bytes
                ? new(bytes[..length])
                : throw new SettingsException($"{setting} is not the base64 of {WrappingKey.Bytes} bytes. {HowToMakeOne}");
    }

    private static string ReadFile(string setting, string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"{setting} cannot be read: {failure.Message}", failure);
        }
    }
}
