using System.Globalization;
using OiPayments.Statements;

namespace OiPayments.Reconciliation.Banks;

/// <summary>
/// Which payout a line of the bank is about: by the payout's reference, which the line has to name, and by the amount. Never by the amount
/// alone: such a line is shown to a person.
/// </summary>
/// <param name="payouts">All that it can be about: of the account's owner, mode and currency.</param>
internal sealed class MatchEntries(IReadOnlyList<Payout> payouts)
{
    /// <summary>A shorter reference would be found in other words.</summary>
    private const int MinReferenceLength = 4;

    /// <summary>The clocks of two banks around midnight.</summary>
    private const int MaxDaysEarly = 1;

    private readonly List<(string Word, Payout Payout)> named =
    [
        .. payouts.Select(payout => (Word: HeaderText.Plain(payout.Reference), payout)).Where(one => one.Word.Length >= MinReferenceLength)
            .OrderByDescending(one => one.Word.Length).ThenBy(one => one.payout.SettledOn).ThenBy(one => one.payout.Id.Value),
    ];

    /// <summary>
    /// What the line is; null when it is nothing that is known here. What it is changes the payout before the next line is looked at.
    /// </summary>
    public Found? Find(BankEntry entry)
    {
        var candidates = NamedBy(entry);
        return candidates.Count == 0 ? FindUnnamed(entry) : FindNamed(entry, candidates);
    }

    /// <summary>The payouts with the longest reference that the line names: a short one may be a part of a longer one.</summary>
    private List<Payout> NamedBy(BankEntry entry)
    {
        var word = named.Find(one => entry.Words.Contains(one.Word, StringComparison.Ordinal)).Word;
        return word is null ? [] : [.. named.Where(one => one.Word == word).Select(one => one.Payout)];
    }

    private static Found FindNamed(BankEntry entry, List<Payout> candidates)
    {
        var equal = candidates.Where(payout => payout.AmountMinor == entry.AmountMinor).ToList();
        if (equal.Find(payout => payout.Status is not PayoutStatus.Arrived && !IsTooEarly(entry, payout)) is { } arriving)
            return new(arriving, BankEntryStatus.Arrived);
        if (candidates.Find(payout => payout.AmountMinor == -entry.AmountMinor && payout.Status is PayoutStatus.Arrived) is { } returning)
            return new(returning, BankEntryStatus.Returned);
        if (equal.Find(payout => payout.Status is PayoutStatus.Arrived) is { } twice)
        {
            return Flag(
                twice, BankEntryReason.ArrivedTwice,
                $"Payout {twice.Reference} of {Text(twice.AmountMinor, twice)} has arrived already: the gateway may have paid it twice.");
        }

        if (equal.Count > 0)
        {
            return Flag(
                equal[0], BankEntryReason.TooEarly,
                $"The gateway paid {equal[0].Reference} out on {Day(equal[0].SettledOn)}, and the bank booked this on "
                    + $"{Day(entry.BookedOn)}.");
        }

        var payout = candidates[0];
        return candidates.Exists(one => one.AmountMinor == -entry.AmountMinor)
            ? Flag(
                payout, BankEntryReason.NothingToReturn,
                $"It takes payout {payout.Reference} back, and no statement has shown that it arrived.")
            : Flag(
                payout, BankEntryReason.AmountMismatch,
                $"It names payout {payout.Reference} of {Text(payout.AmountMinor, payout)}, and is {Text(entry.AmountMinor, payout)}.");
    }

    private Found? FindUnnamed(BankEntry entry) =>
        payouts.FirstOrDefault(payout => payout.AmountMinor == entry.AmountMinor && payout.Status is PayoutStatus.InTransit
            && !IsTooEarly(entry, payout)) is { } like
            ? Flag(
                like, BankEntryReason.Unnamed,
                $"A payout of this amount went out on {Day(like.SettledOn)}, and this does not name it. If it is that payout, say so.")
            : null;

    private static bool IsTooEarly(BankEntry entry, Payout payout) => entry.BookedOn < payout.SettledOn.AddDays(-MaxDaysEarly);

    private static Found Flag(Payout payout, BankEntryReason reason, string detail) =>
        new(payout, BankEntryStatus.Flagged) { Reason = reason, Detail = detail };

    private static string Text(long minor, Payout payout) => AmountWriter.Write(new(minor, payout.Currency), Numerals.Latin);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>What a line is about.</summary>
    /// <param name="Payout">Which payout.</param>
    /// <param name="Status">What it is of it, or that a person has to look.</param>
    public sealed record Found(Payout Payout, BankEntryStatus Status)
    {
        /// <summary>Of a flag.</summary>
        public BankEntryReason Reason { get; init; }

        /// <summary>The same for people.</summary>
        public string Detail { get; init; } = "";
    }
}
