using System.ComponentModel;
using System.Text.Json;
using OiPayments.Api;

namespace OiPayments.SigningIn;

internal sealed record PasskeyAssertion(
    [property: Description("The one that came with the options.")] string ChallengeId,
    [property: Description("The authenticator's answer as JSON, as the browser's `toJSON()` writes it.")]
    JsonElement Credential) : IRequest<PasskeyAssertion>
{
    private const int MaxChallengeLength = 64;

    public static PasskeyAssertion Read(JsonFields fields, FieldErrors errors) =>
        new(fields.RequiredText("challengeId"), fields.RequiredObject("credential"));

    public void Check(FieldErrors errors) => Check(ChallengeId, Credential, errors);

    /// <summary>The rules of what an authenticator answered, also when it made a passkey.</summary>
    public static void Check(string challengeId, JsonElement credential, FieldErrors errors)
    {
        errors.CheckFilled("challengeId", challengeId, MaxChallengeLength);
        if (credential.ValueKind is not JsonValueKind.Object) errors.Add("credential", "Must be an object.");
    }

    /// <summary>What a page's script sent as text. What is no JSON breaks a rule.</summary>
    public static JsonElement ReadCredential(string? text)
    {
        try
        {
            return JsonElement.Parse(text ?? "");
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
