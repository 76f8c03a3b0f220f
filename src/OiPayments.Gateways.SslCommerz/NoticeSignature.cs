using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace OiPayments.Gateways.SslCommerz;

/// <summary>
/// The gateway's signature: the fields that <c>verify_key</c> names and the store's hashed password, sorted by name and
/// joined as <c>name=value&amp;…</c>, hashed once with MD5 (<c>verify_sign</c>) and once with SHA-256 (<c>verify_sign_sha2</c>).
/// </summary>
/// <remarks>A signed notice is still no proof of payment. It tells a gateway's word from a stranger's, nothing more.</remarks>
internal static class NoticeSignature
{
    // The longest list seen has 27 names in 400 characters.
    private const int MaxNames = 100;
    private const int MaxNamesLength = 4096;
    private const int MaxFields = 200;
    private const string PasswordField = "store_passwd";

    // Whoever sends the notice chooses what verify_key names; what we act upon must be among it.
    private static readonly string[] AlwaysSigned = ["tran_id", "amount", "currency", "status", "store_id"];

    public static bool Verify(GatewayAccount account, IReadOnlyList<KeyValuePair<string, string>> form)
    {
        if (!TryIndex(form, out var fields)) return false;
        if (!fields.TryGetValue("verify_key", out var list) || list.Length > MaxNamesLength) return false;

        var names = list.Split(',').ToHashSet(StringComparer.Ordinal);
        if (names.Count > MaxNames || !names.All(name => IsName(name) && fields.ContainsKey(name))) return false;
        if (!names.IsSupersetOf(AlwaysSigned)) return false;
        if (fields["status"] is "VALID" or "VALIDATED" && !names.Contains("val_id")) return false;
        if (fields["store_id"] != account.StoreId) return false;

        names.Remove(PasswordField);
        var signed = names.Select(name => KeyValuePair.Create(name, fields[name])).ToList();

        // SHA-256 decides wherever it is sent. MD5 alone still counts, because it is the only digest in the gateway's own
        // field list: forging it takes the password's hash or a second preimage, which MD5 has not lost.
        return fields.TryGetValue("verify_sign_sha2", out var sha256)
            ? Matches(sha256, Sha256Of(signed, account.StorePassword))
            : fields.TryGetValue("verify_sign", out var md5) && Matches(md5, Md5Of(signed, account.StorePassword));
    }

    [SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "The gateway's choice.")]
    internal static byte[] Md5Of(IEnumerable<KeyValuePair<string, string>> signed, string password) =>
        MD5.HashData(Text(signed, MD5.HashData(Encoding.UTF8.GetBytes(password))));

    internal static byte[] Sha256Of(IEnumerable<KeyValuePair<string, string>> signed, string password) =>
        SHA256.HashData(Text(signed, SHA256.HashData(Encoding.UTF8.GetBytes(password))));

    private static byte[] Text(IEnumerable<KeyValuePair<string, string>> signed, byte[] passwordDigest)
    {
        var sorted = signed
            .Append(new(PasswordField, Convert.ToHexStringLower(passwordDigest)))
            .OrderBy(field => field.Key, StringComparer.Ordinal)
            .Select(field => $"{field.Key}={field.Value}");
        return Encoding.UTF8.GetBytes(string.Join('&', sorted));
    }

    // Decoding makes the comparison blind to the case of the digits; malformed text of the right length fails like a wrong one.
    private static bool Matches(string stated, byte[] digest)
    {
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        return stated.Length == digest.Length * 2
            && Convert.FromHexString(stated, bytes[..digest.Length], out _, out _) is System.Buffers.OperationStatus.Done
            && CryptographicOperations.FixedTimeEquals(bytes[..digest.Length], digest);
    }

    // A name that stands there twice could be read one way here and another way elsewhere.
    private static bool TryIndex(IReadOnlyList<KeyValuePair<string, string>> form, out Dictionary<string, string> fields)
    {
        fields = new(StringComparer.Ordinal);
        if (form.Count > MaxFields) return false;

        foreach (var (name, value) in form)
        {
            if (name is null || !fields.TryAdd(name, value ?? "")) return false;
        }

        return true;
    }

    // Nothing is escaped in the signed text: a name with '=' or '&' in it could be two.
    private static bool IsName(string name) => name.Length > 0 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_');
}
