using System.Text.Json;
using OiPayments.Lists;
using OiPayments.Persistence;
using OiPayments.Statements;

namespace OiPayments.Reconciliation.Banks;

/// <summary>
/// An account at a bank that gateways pay out to: the company's, which belongs to nobody here, or an application's own. Knows how far its
/// statements were read, so that none is left out.
/// </summary>
internal sealed class BankAccount : IScoped, IMayBelongToNobody
{
    public const int MaxNameLength = 60;
    public const int MaxNumberLength = 60;
    public const int MaxMappingLength = 20_000;

    /// <summary>A transfer by BEFTN takes a working day; one more before anybody is alarmed.</summary>
    public const int UsualDays = 2;

    /// <summary>The application whose own account it is; nobody for the company's.</summary>
    public required ApplicationId ApplicationId { get; init; }
    public required Id<BankAccount> Id { get; init; }
    public required Mode Mode { get; init; }

    /// <summary>What people here call it; files are uploaded under this name.</summary>
    public required string Name { get; init; }

    public required Currency Currency { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>As the bank writes it in its files; null where it names none.</summary>
    public string? Number { get; private set; }

    /// <summary>A <see cref="BankMappingDto"/> in JSON; null where the bank gives MT940 or camt.053.</summary>
    public string? Mapping { get; private set; }

    /// <summary>Within so many working days a payout arrives.</summary>
    public int ArrivalDays { get; private set; } = UsualDays;

    /// <summary>The bank's running number of the last statement that was read; null where it gives none.</summary>
    public long? LastSequence { get; private set; }

    /// <summary>The day of the last closing balance; null before the first statement with balances.</summary>
    public DateOnly? ClosedOn { get; private set; }

    /// <summary>That balance, in minor units.</summary>
    public long? ClosingMinor { get; private set; }

    public string? UpdatedBy { get; private set; }
    public DateTimeOffset? UpdatedAt { get; private set; }
    public int Version { get; private set; }

    public Scope Scope => new(ApplicationId, Mode);

    public BankMappingDto? ReadMapping() => Mapping is null ? null : JsonSerializer.Deserialize(Mapping, BankJson.Default.BankMappingDto);

    public void Set(string? number, BankMappingDto? mapping, int arrivalDays, string by, DateTimeOffset now)
    {
        Mapping = mapping is null ? null : JsonSerializer.Serialize(mapping, BankJson.Default.BankMappingDto);
        (Number, ArrivalDays, UpdatedBy, UpdatedAt, Version) = (number, arrivalDays, by, now, Version + 1);
    }

    /// <summary>Whether the statement says that it is of this account, or of none in particular.</summary>
    public bool IsNamedBy(BankStatement statement) => statement.Currency == Currency
        && (statement.Account is null || Number is null || HeaderText.Plain(statement.Account) == HeaderText.Plain(Number));

    /// <summary>Whether the statement goes on where the last one ended, so that none of its lines was read before.</summary>
    /// <exception cref="FileRefusedException">One between is missing, or it does not begin with what the last one ended with.</exception>
    public bool IsNext(BankStatement statement)
    {
        var isNext = LastSequence is { } last && statement.Sequence is { } number
            ? IsNextNumber(last, number, statement)
            : ClosedOn is null || statement.OpenedOn > ClosedOn;
        if (isNext && ClosingMinor is { } closing && statement.OpeningMinor is { } opening && opening != closing)
        {
            throw new FileRefusedException(
                $"{Name} closed on {ClosedOn:yyyy-MM-dd} with {new Money(closing, Currency)}, and this file goes on with "
                    + $"{new Money(opening, Currency)}. A statement between them is missing: upload it first. Nothing of this file was "
                    + "kept.");
        }

        return isNext;
    }

    /// <summary>It was read, and brought what was not known.</summary>
    public void Follow(BankStatement statement)
    {
        if (ClosedOn is { } closed && statement.ClosedOn < closed) return;
        LastSequence = statement.Sequence ?? LastSequence;
        if (statement is { ClosingMinor: { } ends, ClosedOn: { } day }) (ClosingMinor, ClosedOn) = (ends, day);
    }

    /// <summary>Another node that reads a file of this account meanwhile has to begin anew.</summary>
    public void Touch() => Version++;

    private bool IsNextNumber(long last, long number, BankStatement statement)
    {
        if (number == last + 1 || (number == 1 && IsOfNextYear(statement))) return true;
        if (number <= last && !IsOfNextYear(statement)) return false;
        throw new FileRefusedException(
            $"The last statement of {Name} that was read has the number {last}, and this one has {number}. Upload those between them "
                + "first. Nothing of this file was kept.");
    }

    // Banks begin anew with 1 in January.
    private bool IsOfNextYear(BankStatement statement) => ClosedOn is { } closed && statement.ClosedOn is { } day && day.Year > closed.Year;
}

/// <summary>A file of a bank, as it was uploaded. Its lines and what they move in the books are saved with it, or nothing is.</summary>
internal sealed class BankFile : IScoped, IListed<BankFile>, IMayBelongToNobody
{
    public const int MaxFileNameLength = 200;
    public const int DigestLength = 64;

    public required ApplicationId ApplicationId { get; init; }
    public required Id<BankFile> Id { get; init; }
    public required Mode Mode { get; init; }
    public required Id<BankAccount> AccountId { get; init; }
    public required string FileName { get; init; }
    public required long SizeBytes { get; init; }

    /// <summary>SHA-256 of the file, 64 small hexadecimal digits: the same file under another name is the same file.</summary>
    public required string Digest { get; init; }

    /// <summary>How many statements it has of other accounts: they were left out.</summary>
    public required int OtherAccounts { get; init; }

    /// <summary>What the account held before its first line, in minor units; null in a table without balances.</summary>
    public required long? OpeningMinor { get; init; }

    /// <summary>What the account held after its last line, in minor units; null in a table without balances.</summary>
    public required long? ClosingMinor { get; init; }

    public required DateOnly? OpenedOn { get; init; }
    public required DateOnly? ClosedOn { get; init; }

    /// <summary>Who uploaded it: <c>operator:7</c>.</summary>
    public required string CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public Scope Scope => new(ApplicationId, Mode);

    /// <summary>How many lines of the account it has.</summary>
    public int Lines { get; private set; }

    /// <summary>How many of them an earlier file had already brought.</summary>
    public int LinesKnown { get; private set; }

    /// <summary>How many are payouts that arrived, or came back.</summary>
    public int Matched { get; private set; }

    /// <summary>How many a person has to look at.</summary>
    public int Flagged { get; private set; }

    public void Tell(int lines, IReadOnlyCollection<BankEntry> entries)
    {
        (Lines, LinesKnown) = (lines, lines - entries.Count);
        Matched = entries.Count(entry => entry.Status is BankEntryStatus.Arrived or BankEntryStatus.Returned);
        Flagged = entries.Count(entry => entry.Status is BankEntryStatus.Flagged);
    }
}
