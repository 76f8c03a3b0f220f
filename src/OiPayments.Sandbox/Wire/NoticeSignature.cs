using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace OiPayments.Sandbox.Wire;

/// <summary>The two digests of a notice: over its named fields and the store's hashed password, sorted by name.</summary>
internal readonly record struct NoticeSignature(string Md5, string Sha256)
{
    [SuppressMessage("Security", "CA5351", Justification = "MD5 is the gateway's protocol, not our choice.")]
    public static NoticeSignature Of(IReadOnlyDictionary<string, string> values, IEnumerable<string> signed, string password)
    {
        var names = signed.ToArray();
        return new(
            Hex(MD5.HashData(Text(values, names, Hex(MD5.HashData(Encoding.UTF8.GetBytes(password)))))),
            Hex(SHA256.HashData(Text(values, names, Hex(SHA256.HashData(Encoding.UTF8.GetBytes(password)))))));
    }

    private static byte[] Text(IReadOnlyDictionary<string, string> values, string[] names, string hashedPassword) =>
        Encoding.UTF8.GetBytes(string.Join('&', names
            .Select(name => (Name: name, Value: values[name]))
            .Append((Name: "store_passwd", Value: hashedPassword))
            .OrderBy(field => field.Name, StringComparer.Ordinal)
            .Select(field => $"{field.Name}={field.Value}")));

    private static string Hex(byte[] digest) => Convert.ToHexStringLower(digest);
}
