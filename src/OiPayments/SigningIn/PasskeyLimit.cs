using System.Buffers.Binary;
using OiPayments.Throttling;

namespace OiPayments.SigningIn;

/// <summary>
/// How often one network may begin, and end, to sign in with a passkey on this node: each is a row, and anybody may ask for one.
/// </summary>
internal sealed class PasskeyLimit(TimeProvider clock)
{
    private const int MaxNetworks = 10_000;
    private static readonly Rate PerNetwork = new(PerSecond: 1, Burst: 100);

    private readonly RateLimit tries = new(MaxNetworks, clock);

    /// <summary>The refusal when there were too many; null when one was counted.</summary>
    public Refusal? Take(Visit visit)
    {
        var verdict = tries.TryTake(BinaryPrimitives.ReadUInt128BigEndian(RandomToken.Digest(visit.Network ?? "")), PerNetwork);
        return verdict.IsAllowed
            ? null
            : new(
                ErrorCode.RateLimited,
                "Too many sign-ins were tried from your network. Nothing was done; Retry-After says when to come back.")
            {
                RetryAfter = verdict.Wait
            };
    }
}
