using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OiPayments.Lists;
using OiPayments.Persistence;
using OiPayments.Statements;

namespace OiPayments.Reconciliation.Banks;

/// <summary>What a line of a bank's statement has to do with payouts, on the wire in capitals.</summary>
public enum BankEntryStatus
{
    /// <summary>Nothing that is known here: the account has other money too.</summary>
    Other,

    /// <summary>It is a payout that arrived. The books say so.</summary>
    Arrived,

    /// <summary>It takes back a payout that had arrived. The books say so.</summary>
    Returned,

    /// <summary>It seems to be about a payout, and a person has to look.</summary>
    Flagged,
}

/// <summary>Why a line is flagged, on the wire in capitals.</summary>
public enum BankEntryReason
{
    /// <summary>It names a payout, and its amount is another.</summary>
    AmountMismatch,

    /// <summary>The payout that it names has arrived already.</summary>
    ArrivedTwice,

    /// <summary>It takes back a payout that has not arrived.</summary>
    NothingToReturn,

    /// <summary>It has the amount of a payout that is on its way, and does not name it.</summary>
    Unnamed,

    /// <summary>The bank booked it before the day on which the gateway paid out.</summary>
    TooEarly,
}

/// <summary>One line of a bank's statement. <see cref="AmountMinor"/> is above nought for money that came in.</summary>
internal sealed class BankEntry : IScoped, IListed<BankEntry>, IMayBelongToNobody
{
    public const int MaxIdLength = 100;
    public const int MaxTextLength = 255;
    public const int MaxRawLength = 1000;
    public const int MaxWordsLength = 500;
    public const int MaxNoteLength = 500;
    public const int FingerprintLength = 32;

    public required ApplicationId ApplicationId { get; init; }
    public required Id<BankEntry> Id { get; init; }
    public required Mode Mode { get; init; }
    public required Id<BankAccount> AccountId { get; init; }
    public required Id<BankFile> FileId { get; init; }

    /// <summary>Where it stands in the file, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>The day on which the bank booked it.</summary>
    public required DateOnly BookedOn { get; init; }

    public required DateOnly? ValueOn { get; init; }
    public required Currency Currency { get; init; }
    public required long AmountMinor { get; init; }
    public required string? Reference { get; init; }
    public required string? BankReference { get; init; }
    public required string? Text { get; init; }

    /// <summary>What the file says, cut.</summary>
    public required string Raw { get; init; }

    /// <summary>The letters and digits of all that it says in words, to look for references in.</summary>
    public required string Words { get; init; }

    /// <summary>What the same line in another file is known again by.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Which of several equal lines it is, from 1.</summary>
    public required int Occurrence { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public BankEntryStatus Status { get; private set; } = BankEntryStatus.Other;
    public BankEntryReason? Reason { get; private set; }

    /// <summary>The same for people, with what differs.</summary>
    public string? Detail { get; private set; }

    /// <summary>The payout that it is, or seems to be, about.</summary>
    public Id<Payout>? PayoutId { get; private set; }

    /// <summary>Since when it counts in the books; null while it does not.</summary>
    public DateTimeOffset? BookedAt { get; private set; }

    public string? ResolvedBy { get; private set; }
    public string? ResolutionNote { get; private set; }
    public DateTimeOffset? ResolvedAt { get; private set; }
    public int Version { get; private set; }

    public Scope Scope => new(ApplicationId, Mode);

    /// <summary>Whether it may still come to be a payout's.</summary>
    public bool IsOpen => Status is BankEntryStatus.Other or BankEntryStatus.Flagged && ResolvedAt is null;

    public static BankEntry Of(
        BankFile file, Id<BankEntry> id, BankLine line, Currency currency, string fingerprint, int occurrence) => new()
        {
            ApplicationId = file.ApplicationId,
            Id = id,
            Mode = file.Mode,
            AccountId = file.AccountId,
            FileId = file.Id,
            Line = line.Number,
            BookedOn = line.BookedOn,
            ValueOn = line.ValueOn,
            Currency = currency,
            AmountMinor = line.AmountMinor,
            Reference = line.Reference?.CutTo(MaxIdLength),
            BankReference = line.BankReference?.CutTo(MaxIdLength),
            Text = line.Text?.CutTo(MaxTextLength),
            Raw = line.Raw.CutTo(MaxRawLength),
            Words = HeaderText.Plain($"{line.Reference} {line.BankReference} {line.Text}").CutTo(MaxWordsLength),
            Fingerprint = fingerprint,
            Occurrence = occurrence,
            CreatedAt = file.CreatedAt,
        };

    /// <summary>
    /// The first half of SHA-256 over the day, the amount and what the bank or the payer calls the line. A line without either has its
    /// text.
    /// </summary>
    public static string FingerprintOf(BankLine line)
    {
        var name = line.BankReference is null && line.Reference is null ? line.Text : $"{line.BankReference}\n{line.Reference}";
        var text = string.Create(CultureInfo.InvariantCulture, $"{line.BookedOn:yyyy-MM-dd}\n{line.AmountMinor}\n{name}");
        return BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)))
            .ToString("x32", CultureInfo.InvariantCulture);
    }

    public void Flag(BankEntryReason reason, string detail, Payout payout) =>
        (Status, Reason, Detail, PayoutId, Version) =
            (BankEntryStatus.Flagged, reason, detail.CutTo(MaxTextLength), payout.Id, Version + 1);

    /// <summary>It is the payout's arrival, or its return.</summary>
    public void Count(Payout payout, BankEntryStatus status, DateTimeOffset now) =>
        (Status, Reason, Detail, PayoutId, BookedAt, Version) = (status, null, null, payout.Id, now, Version + 1);

    /// <summary>A person says what it is.</summary>
    public Refusal? Resolve(string by, string note, DateTimeOffset now)
    {
        if (ResolvedAt is not null)
            return new(ErrorCode.InvalidOperationState, $"{ResolvedBy} has resolved this already. Nothing was changed.");
        (ResolvedBy, ResolutionNote, ResolvedAt, Version) = (by, note, now, Version + 1);
        return null;
    }
}
