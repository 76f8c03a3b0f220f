using OiPayments.Audit;
using OiPayments.Access;
using OiPayments.Persistence;
using OiPayments.Statements;

namespace OiPayments.Reconciliation.Banks;

/// <summary>Takes the lines of a bank's file into the books: each once, whatever files it comes in.</summary>
internal sealed class ImportBankFile(OiPaymentsDb db, IIdSource ids, BookArrival arrival, AuditTrail audit, TimeProvider clock)
{
    /// <summary>What went out so long before a line, or before what is compared with it, is not looked at: a return takes days.</summary>
    public const int DaysBack = 60;

    /// <summary>Adds the file, its lines and what they move to the caller's unit of work.</summary>
    /// <param name="who">Who uploaded it.</param>
    /// <param name="known">The account as it was read; it is read anew.</param>
    /// <param name="id">The file's number.</param>
    /// <param name="sent">The file.</param>
    /// <param name="statements">All that it holds.</param>
    /// <param name="ct">Ends it before anything is saved.</param>
    /// <exception cref="FileRefusedException">The file is of another account, or does not go on where the last one ended.</exception>
    public async Task<Outcome<BankFile>> RunAsync(
        SignedInOperator who, BankAccount known, Id<BankFile> id, SentStatement sent, IReadOnlyList<BankStatement> statements,
        CancellationToken ct)
    {
        var account = await db.Of<BankAccount>(known.Scope).SingleAsync(a => a.Id == known.Id, ct);
        if (account.Mapping != known.Mapping)
        {
            return new Refusal(
                ErrorCode.InvalidOperationState, "Somebody changed how files of this account are read. Nothing was kept; upload it again.");
        }

        var ours = Ours(account, statements);
        var now = clock.GetUtcNow();
        account.Touch();
        var file = Describe(account, id, sent, ours, statements.Count - ours.Count, who.Key, now);
        db.Add(file);
        var entries = await AddAsync(file, account, ours, ct);
        await MatchAsync(file, account.Currency, entries, ct);
        file.Tell(ours.Sum(statement => statement.Lines.Count), entries);
        await audit.RecordAsync(
            who.Actor, account.ApplicationId == ApplicationId.Nobody ? null : account.ApplicationId,
            new(AuditAction.BankStatementUpload, AuditTarget.BankStatement, id.ToString())
            {
                After = new
                {
                    mode = WireNames<Mode>.Of(account.Mode),
                    account = account.Name,
                    file.FileName,
                    file.SizeBytes,
                    file.Digest,
                    file.Lines,
                    file.Matched,
                    file.Flagged,
                },
            }, ct);
        return file;
    }

    public static BankFile Describe(
        BankAccount account, Id<BankFile> id, SentStatement sent, IReadOnlyList<BankStatement> ours, int others, string by,
        DateTimeOffset now) =>
        new()
        {
            ApplicationId = account.ApplicationId,
            Id = id,
            Mode = account.Mode,
            AccountId = account.Id,
            FileName = sent.Name.CutTo(BankFile.MaxFileNameLength),
            SizeBytes = sent.SizeBytes,
            Digest = sent.Digest,
            OtherAccounts = others,
            OpeningMinor = ours.Count > 0 ? ours[0].OpeningMinor : null,
            ClosingMinor = ours.Count > 0 ? ours[^1].ClosingMinor : null,
            OpenedOn = ours.Count > 0 ? ours[0].OpenedOn : null,
            ClosedOn = ours.Count > 0 ? ours[^1].ClosedOn : null,
            CreatedBy = by,
            CreatedAt = now,
        };

    private static List<BankStatement> Ours(BankAccount account, IReadOnlyList<BankStatement> statements)
    {
        var named = statements.Select(s => s.Account).OfType<string>().Select(HeaderText.Plain).Distinct(StringComparer.Ordinal).ToList();
        if (account.Number is null && named.Count > 1)
        {
            throw new FileRefusedException(
                $"The file has statements of {named.Count} accounts. Save the number of {account.Name} as the bank writes it, so that its "
                    + "own are known.");
        }

        var ours = statements.Where(account.IsNamedBy).ToList();
        if (ours.Count > 0) return ours;
        var other = statements[0];
        throw new FileRefusedException(
            other.Currency != account.Currency
                ? $"The file is about {other.Currency.Code}, and {account.Name} holds {account.Currency.Code}."
                : $"The file is about account {Quoted(other.Account)}, and {account.Name} has the number {Quoted(account.Number)}.");
    }

    // The last letters are enough to know it again, and too few for anybody else.
    private static string Quoted(string? number) => number is { Length: > 4 } ? $"…{number[^4..]}" : number ?? "unknown";

    /// <summary>Adds each line that no earlier file has brought.</summary>
    private async Task<List<BankEntry>> AddAsync(BankFile file, BankAccount account, List<BankStatement> statements, CancellationToken ct)
    {
        var said = statements
            .Select(s => (Statement: s, Lines: s.Lines.Select(line => (line, BankEntry.FingerprintOf(line))).ToList())).ToList();
        var prints = said.SelectMany(one => one.Lines, (_, line) => line.Item2).Distinct(StringComparer.Ordinal).ToList();
        var known = await db.Of<BankEntry>(account.ApplicationId).AsNoTracking()
            .Where(e => e.AccountId == account.Id && EF.Parameter(prints).Contains(e.Fingerprint))
            .GroupBy(e => e.Fingerprint)
            .Select(group => new { group.Key, Count = group.Max(e => e.Occurrence) })
            .ToDictionaryAsync(one => one.Key, one => one.Count, StringComparer.Ordinal, ct);
        var (entries, times) = (new List<BankEntry>(), new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (var (statement, lines) in said)
        {
            var (isNext, before) = (account.IsNext(statement), entries.Count);
            foreach (var (line, print) in lines)
            {
                // In the bank's next statement an equal line is another one, and in one that overlaps it may be the same.
                var had = known.GetValueOrDefault(print);
                var occurrence = times[print] = Math.Max(times.GetValueOrDefault(print), isNext ? had : 0) + 1;
                if (occurrence > had)
                    entries.Add(BankEntry.Of(file, await ids.NextAsync<BankEntry>(ct), line, account.Currency, print, occurrence));
            }

            if (isNext || entries.Count > before) account.Follow(statement);
        }

        db.AddRange(entries);
        return entries;
    }

    private async Task MatchAsync(BankFile file, Currency currency, List<BankEntry> entries, CancellationToken ct)
    {
        if (entries.Count == 0) return;
        var (from, to) = (entries.Min(e => e.BookedOn).AddDays(-DaysBack), entries.Max(e => e.BookedOn).AddDays(1));
        var payouts = await db.Of<Payout>(file.Scope)
            .Where(p => p.Currency == currency && p.SettledOn >= from && p.SettledOn <= to).OrderBy(p => p.SettledOn).ThenBy(p => p.Id)
            .ToListAsync(ct);
        var match = new MatchEntries(payouts);
        foreach (var entry in entries.OrderBy(e => e.BookedOn).ThenBy(e => e.Id.Value))
        {
            if (match.Find(entry) is { } found) await arrival.RunAsync(entry, found, file.CreatedAt, ct);
        }
    }
}
