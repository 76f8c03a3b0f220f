using System.Diagnostics.Metrics;
using OiPayments.Telemetry;

namespace OiPayments.SigningIn;

/// <summary>What kept somebody from signing in, or from proving again who they are.</summary>
internal enum SignInFailure
{
    /// <summary>The address or the password was wrong, or the account may not sign in.</summary>
    Password,

    /// <summary>The second factor was wrong, or was used already.</summary>
    Code,

    Passkey,

    /// <summary>Whoever sits in an open session could not show that it is theirs.</summary>
    Proof,

    /// <summary>There were too many tries before this one: it was not looked at.</summary>
    Locked,
}

/// <summary>Counts operators' sign-ins that failed. Whose they were stands in the audit log alone.</summary>
internal sealed class SigningInMetrics(Meter meter) : IStartsAtZero
{
    private readonly Counter<long> failed = meter.CreateCounter<long>(
        "oi.sign_ins.failed", "{sign_in}", "Sign-ins of operators that failed, by what was wrong.");

    public void Failed(SignInFailure kind) => failed.Add(1, Tag(kind));

    public void ShowZeros()
    {
        foreach (var kind in Enum.GetValues<SignInFailure>()) failed.Add(0, Tag(kind));
    }

    private static KeyValuePair<string, object?> Tag(SignInFailure kind) => new("kind", WireNames<SignInFailure>.Of(kind));
}
