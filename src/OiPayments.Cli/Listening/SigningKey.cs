using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OiPayments.Cli.Invocation;

namespace OiPayments.Cli.Listening;

/// <summary>Signs what is forwarded as the service does, by the Standard Webhooks specification.</summary>
internal sealed class SigningKey
{
    private const string Prefix = "whsec_";
    private const int Bytes = 24;

    private readonly byte[] key;

    private SigningKey(byte[] key) => this.key = key;

    /// <summary>As receivers take it.</summary>
    public string Secret => $"{Prefix}{Convert.ToBase64String(key)}";

    /// <summary>For this session alone.</summary>
    public static SigningKey New() => new(RandomNumberGenerator.GetBytes(Bytes));

    public static SigningKey Of(string secret)
    {
        try
        {
            if (secret.StartsWith(Prefix, StringComparison.Ordinal)
                && Convert.FromBase64String(secret[Prefix.Length..]) is { Length: > 0 } read) return new(read);
        }
        catch (FormatException)
        {
            // Said below.
        }

        throw CommandFailure.WrongUsage("A signing secret begins with whsec_ and is base64 behind that: copy it as it was shown.");
    }

    /// <summary>The header's value for this body at this second.</summary>
    public string Sign(string id, long timestamp, string body) => "v1," + Convert.ToBase64String(HMACSHA256.HashData(
        key, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.{body}"))));
}
