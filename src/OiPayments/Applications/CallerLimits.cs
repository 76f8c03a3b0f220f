using System.Buffers.Binary;
using System.Net;
using OiPayments.Throttling;

namespace OiPayments.Applications;

/// <summary>
/// How much one credential may ask of this node, and how often one address may be wrong. Counted in memory, node by node: an
/// installation of three lets three times as much through.
/// </summary>
internal sealed class CallerLimits(CredentialOptions options, ThrottlingMetrics metrics, TimeProvider clock)
{
    private const int MaxCredentials = 100_000;
    private const int MaxAddresses = 10_000;

    private readonly RateLimit requests = new(MaxCredentials, clock);
    private readonly RateLimit failures = new(MaxAddresses, clock);
    private readonly Rate failureRate = new(options.FailuresPerSecond, options.FailureBurst);

    /// <summary>Counts a request of a caller whose credential is right.</summary>
    public RateVerdict Take(CallingApplication caller)
    {
        var verdict = requests.TryTake((UInt128)caller.CredentialId.Value, RateOf(caller));
        if (!verdict.IsAllowed) metrics.TooManyRequests();
        return verdict;
    }

    /// <summary>How many requests a caller may make at once.</summary>
    public Rate RateOf(CallingApplication caller) => caller.RequestsPerSecond is { } perSecond
        ? new(perSecond, (int)Math.Min(int.MaxValue, Math.Ceiling((double)options.Burst / options.RequestsPerSecond * perSecond)))
        : new(options.RequestsPerSecond, options.Burst);

    /// <summary>Counts a failed authentication against its address.</summary>
    public RateVerdict Fail(IPAddress? address)
    {
        var verdict = failures.TryTake(NetworkOf(address), failureRate);
        if (!verdict.IsAllowed) metrics.TooManyFailures();
        return verdict;
    }

    /// <summary>Takes back a <see cref="Fail"/> that turned out to be right.</summary>
    public void Forgive(IPAddress? address) => failures.GiveBack(NetworkOf(address), failureRate);

    // One subscriber of IPv6 has 2^64 addresses, and is one subscriber.
    private static UInt128 NetworkOf(IPAddress? address)
    {
        if (address is null) return UInt128.Zero;
        var whole = BinaryPrimitives.ReadUInt128BigEndian(address.MapToIPv6().GetAddressBytes());
        return address.IsIPv4MappedToIPv6 || address.AddressFamily is System.Net.Sockets.AddressFamily.InterNetwork
            ? whole
            : whole >> 64 << 64;
    }
}
