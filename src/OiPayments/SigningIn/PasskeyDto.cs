using System.ComponentModel;
using System.Text.Json;

namespace OiPayments.SigningIn;

/// <summary>What a browser needs to ask an authenticator.</summary>
internal sealed record PasskeyRequest(
    [property: Description("Send it back with the authenticator's answer; works once, for five minutes.")] string ChallengeId,
    [property: Description("WebAuthn's options as JSON, for `navigator.credentials`.")] JsonElement Options);

/// <summary>A passkey as its owner sees it.</summary>
internal sealed record PasskeyDto(
    [property: Description("The passkey's number.")] Id<Passkey> Id,
    [property: Description("What its owner calls it.")] string Name,
    [property: Description("When it was registered, UTC.")] DateTimeOffset CreatedAt,
    [property: Description("When it last signed in or proved who sits there, UTC; null when it never did.")] DateTimeOffset? LastUsedAt,
    [property: Description("Whether its maker keeps copies of it, so that it outlives the device.")] bool IsBackedUp)
{
    public static PasskeyDto From(Passkey passkey) =>
        new(passkey.Id, passkey.Name, passkey.CreatedAt, passkey.LastUsedAt, passkey.IsBackedUp);
}

/// <summary>A passkey that was just registered.</summary>
internal sealed record RegisteredPasskey(
    [property: Description("The new passkey.")] PasskeyDto Passkey,
    [property: Description(
        "Codes that each sign in once with the password, if this is the first second factor; they are not shown again. Else empty.")]
    IReadOnlyList<string> RecoveryCodes);
