using System.ComponentModel;

namespace OiPayments.SigningIn;

/// <summary>What an authenticator app needs to know, once.</summary>
internal sealed record TotpEnrolment(
    [property: Description("The shared secret in base 32, for typing in; it is not shown again.")] string Secret,
    [property: Description("The same for a QR code.")] string OtpauthUri);

/// <summary>Codes that each work once in place of a lost second factor.</summary>
internal sealed record RecoveryCodes(
    [property: Description("Each signs in once, with the password; they are not shown again. Empty when there were some already.")]
    IReadOnlyList<string> Codes);

/// <summary>What somebody signs in with besides the password.</summary>
internal sealed record SecondFactorsDto(
    [property: Description("When the authenticator app was enrolled, UTC; null without one.")] DateTimeOffset? TotpEnrolledAt,
    [property: Description("How many passkeys there are.")] int Passkeys,
    [property: Description("How many recovery codes are left.")] int RecoveryCodesLeft);
