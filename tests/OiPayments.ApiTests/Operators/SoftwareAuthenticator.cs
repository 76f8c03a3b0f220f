using System.Buffers.Binary;
using System.Buffers.Text;
using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace OiPayments.ApiTests.Operators;

/// <summary>A passkey as a security key or a telephone keeps one: ES256, "none" attestation (W3C WebAuthn Level 3, 6.5 and 7).</summary>
internal sealed class SoftwareAuthenticator(string origin) : IDisposable
{
    private const byte UserPresent = 0x01;
    private const byte UserVerified = 0x04;
    private const byte HasCredential = 0x40;

    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] credentialId = RandomNumberGenerator.GetBytes(32);
    private string? userHandle;

    /// <summary>Whether it asks for a finger or a PIN.</summary>
    public bool Verifies { get; set; } = true;

    /// <summary>The page that asks it, which browsers write into what it signs.</summary>
    public string Origin { get; set; } = origin;

    public uint Count { get; set; }

    public void Dispose() => key.Dispose();

    /// <summary>What <c>navigator.credentials.create</c> answers to these options.</summary>
    public JsonObject Register(JsonNode options)
    {
        userHandle = (string)options["user"]!["id"]!;
        var attestation = new CborWriter(CborConformanceMode.Ctap2Canonical);
        attestation.WriteStartMap(3);
        attestation.WriteTextString("fmt");
        attestation.WriteTextString("none");
        attestation.WriteTextString("attStmt");
        attestation.WriteStartMap(0);
        attestation.WriteEndMap();
        attestation.WriteTextString("authData");
        attestation.WriteByteString(Data((string)options["rp"]!["id"]!, withCredential: true));
        attestation.WriteEndMap();
        return Credential(new()
        {
            ["clientDataJSON"] = Text(ClientData("webauthn.create", options)),
            ["attestationObject"] = Text(attestation.Encode()),
            ["transports"] = new JsonArray("internal"),
        });
    }

    /// <summary>What <c>navigator.credentials.get</c> answers to these options.</summary>
    public JsonObject Sign(JsonNode options)
    {
        Count++;
        var (data, client) = (Data((string)options["rpId"]!, withCredential: false), ClientData("webauthn.get", options));
        return Credential(new()
        {
            ["clientDataJSON"] = Text(client),
            ["authenticatorData"] = Text(data),
            ["signature"] = Text(key.SignData(
                [.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)),
            ["userHandle"] = userHandle,
        });
    }

    private JsonObject Credential(JsonObject response) => new()
    {
        ["id"] = Text(credentialId),
        ["rawId"] = Text(credentialId),
        ["type"] = "public-key",
        ["clientExtensionResults"] = new JsonObject(),
        ["response"] = response,
    };

    private byte[] ClientData(string type, JsonNode options) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["type"] = type,
        ["challenge"] = (string)options["challenge"]!,
        ["origin"] = Origin,
        ["crossOrigin"] = false,
    }.ToJsonString());

    private byte[] Data(string site, bool withCredential)
    {
        var count = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(count, Count);
        var flags = (byte)(UserPresent | (Verifies ? UserVerified : 0) | (withCredential ? HasCredential : 0));
        byte[] data = [.. SHA256.HashData(Encoding.UTF8.GetBytes(site)), flags, .. count];
        return withCredential ? [.. data, .. new byte[16], 0, (byte)credentialId.Length, .. credentialId, .. PublicKey()] : data;
    }

    // COSE: an elliptic curve key (2) for ES256 (-7) on P-256 (1).
    private byte[] PublicKey()
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        var cose = new CborWriter(CborConformanceMode.Ctap2Canonical);
        cose.WriteStartMap(5);
        foreach (var (label, value) in new[] { (1, 2), (3, -7), (-1, 1) })
        {
            cose.WriteInt32(label);
            cose.WriteInt32(value);
        }

        foreach (var (label, value) in new[] { (-2, point.X!), (-3, point.Y!) })
        {
            cose.WriteInt32(label);
            cose.WriteByteString(value);
        }

        cose.WriteEndMap();
        return cose.Encode();
    }

    private static string Text(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
