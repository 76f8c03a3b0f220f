using Microsoft.EntityFrameworkCore;

namespace OiPayments.Ledger;

/// <summary>A link of a chain of hashes, as it is stored.</summary>
public interface IChainLink
{
    /// <summary>1, 2, 3 and so on, in the order of sealing.</summary>
    long Position { get; }

    /// <summary>SHA-256 over what is sealed and the hash before it, 64 small hexadecimal digits.</summary>
    string Hash { get; }

    string PreviousHash { get; }
}

/// <summary>What walking a chain came to. <see cref="Fault"/> is null when every seal holds.</summary>
/// <param name="Checked">How many seals hold, from the first on.</param>
/// <param name="BrokenAt">The first position that does not; null when all do.</param>
/// <param name="Fault">What is wrong there, for a person.</param>
public sealed record ChainVerdict(long Checked, long? BrokenAt, string? Fault);

/// <summary>What every chain of hashes has in common, whether it seals journals or lines of the audit log.</summary>
public static class HashChain
{
    /// <summary>So much is sealed, or read, at a time.</summary>
    public const int BatchSize = 500;

    /// <summary>SHA-256 as hexadecimal digits.</summary>
    public const int HashLength = 64;

    /// <summary>What the first link of a chain says was before it.</summary>
    public static readonly string NoHash = new('0', HashLength);

    /// <summary>The next links, one for each of what waits, in that order.</summary>
    /// <param name="position">Of the newest link; null when there is none.</param>
    /// <param name="hash">The newest link's.</param>
    /// <param name="waiting">What is to be sealed.</param>
    /// <param name="link">Makes a link from one of them, the hash before it, and its position.</param>
    public static IEnumerable<TLink> Grow<T, TLink>(long? position, string? hash, IEnumerable<T> waiting, Func<T, string, long, TLink> link)
        where TLink : IChainLink
    {
        var (last, previous) = (position ?? 0, hash ?? NoHash);
        foreach (var one in waiting)
        {
            var added = link(one, previous, ++last);
            previous = added.Hash;
            yield return added;
        }
    }

    /// <summary>Computes every hash again, a batch at a time, up to the first that differs.</summary>
    /// <param name="links">The whole chain.</param>
    /// <param name="readAsync">Reads what some links seal, and answers how the hash of each is computed; null where what it sealed is
    /// gone.</param>
    /// <param name="nameOf">What a link seals, for a person: <c>journal 5</c>.</param>
    /// <param name="seal">How a fault names the seal itself.</param>
    /// <param name="ct">Ends it.</param>
    public static async Task<ChainVerdict> VerifyAsync<TLink>(
        IQueryable<TLink> links, Func<List<TLink>, Task<Func<TLink, string?>>> readAsync, Func<TLink, string> nameOf, string seal,
        CancellationToken ct)
        where TLink : class, IChainLink
    {
        var (position, previous) = (0L, NoHash);
        while (true)
        {
            var from = position;
            var some = await links.Where(link => link.Position > from).OrderBy(link => link.Position).Take(BatchSize).ToListAsync(ct);
            if (some.Count == 0) return new(position, null, null);

            var hashOf = await readAsync(some);
            foreach (var link in some)
            {
                if (FaultOf(link, position + 1, previous) is { } fault) return new(position, position + 1, fault);
                (position, previous) = (link.Position, link.Hash);
            }

            string? FaultOf(TLink link, long expected, string before)
            {
                if (link.Position != expected) return $"{seal} is missing; the next one stands at {link.Position}";
                if (link.PreviousHash != before) return "it does not follow from the seal before it";
                return hashOf(link) is not { } hash ? $"{nameOf(link)} is missing"
                    : hash == link.Hash ? null
                    : $"{nameOf(link)} is not what was sealed";
            }
        }
    }
}
