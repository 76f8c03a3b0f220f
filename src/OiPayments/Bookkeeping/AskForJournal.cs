using System.ComponentModel;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Audit;
using OiPayments.Ledger;
using OiPayments.Persistence;

namespace OiPayments.Bookkeeping;

/// <summary>
/// <c>POST /admin/ledger/journals</c>: an operator asks for a journal of any application's books, or for one that undoes another. Nothing
/// moves until a second operator approves it.
/// </summary>
internal sealed partial class AskForJournal(
    OiPaymentsDb db, UnitOfWork unit, IIdSource ids, DescribeManualJournals describe, AuditTrail audit, TimeProvider clock,
    ILogger<AskForJournal> log)
{
    /// <summary>The body of <c>POST /admin/ledger/journals</c>.</summary>
    public sealed record Request(
        [property: Description("Whose books.")] ApplicationId ApplicationId,
        [property: Description("The books of which mode.")] Mode Mode,
        [property: Description("Why, for people: 5 to 500 characters.")] string Reason,
        [property: Description("ISO 4217 in capitals, of all transfers. Left out with `reverses`.")] string? Currency,
        [property: Description("What to move: 1 to 20 transfers. Left out with `reverses`.")] IReadOnlyList<TransferRequest>? Transfers,
        [property: Description(
            "The day to date it by, in Dhaka, such as 2026-08-31: not in the future, and not before the application was made. Left out, it "
                + "is dated by its approval.")]
        DateOnly? Date,
        [property: Description(
            "The number of a manual journal that is POSTED and was not undone: this one has the same transfers with their sides swapped.")]
        Id<ManualJournal>? Reverses) : IRequest<Request>
    {
        public static Request Read(JsonFields fields, FieldErrors errors) => new(
            new((uint)fields.RequiredWholeNumber("applicationId", 1, uint.MaxValue)), fields.RequiredEnum<Mode>("mode"),
            fields.RequiredText("reason"), fields.OptionalText("currency"),
            fields.OptionalObjects("transfers", ManualJournal.MaxTransfers)?.Select(item => TransferRequest.Read(item.Fields)).ToList(),
            fields.OptionalDay("date"),
            fields.OptionalWholeNumber("reverses", 1, long.MaxValue) is { } number ? new Id<ManualJournal>(number) : null);

        public void Check(FieldErrors errors)
        {
            errors.CheckReason(Reason);
            if (Reverses is not null)
            {
                if (Currency is not null) errors.Add("currency", "Is left out with reverses: it is that journal's.");
                if (Transfers is not null) errors.Add("transfers", "Is left out with reverses: they are that journal's, sides swapped.");
                return;
            }

            if (!OiPayments.Currency.TryParse(Currency, out _))
                errors.Add("currency", Currency is null ? "Is required." : "Must be a currency of ISO 4217 in capitals, such as BDT.");
            if (Transfers is not { Count: >= 1 and <= ManualJournal.MaxTransfers } transfers)
            {
                errors.Add("transfers", $"Must be a list of 1 to {ManualJournal.MaxTransfers} transfers.");
                return;
            }

            for (var line = 0; line < transfers.Count; line++) transfers[line].Check(errors.Within($"transfers[{line}]"));
            if (transfers.Sum(transfer => (decimal)transfer.AmountMinor) > Money.MaxMinorUnits)
                errors.Add("transfers", $"Must come to at most {Money.MaxMinorUnits} minor units together.");
        }
    }

    public static void Map(RouteGroupBuilder admin) => admin.MapPost("/journals", HandleAsync)
        .WithName("askForJournal")
        .WithSummary("Ask for a manual journal")
        .WithDescription("Keeps it as AWAITING_APPROVAL: nothing moves until another operator approves it. What is posted is never "
            + "changed; a journal with `reverses` undoes it. Needs a sign-in of the last five minutes. Strongly consistent. Without an "
            + "answer, look for it in the list before you send it again.")
        .Accepts<Request>("application/json")
        .Produces<Envelope<ManualJournalDto>>(StatusCodes.Status201Created)
        .Needs(Permission.LedgerAdjust)
        .Refuses(
            ErrorCode.ValidationError, ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState, ErrorCode.ReauthRequired);

    /// <summary>Takes <see cref="Permission.LedgerAdjust"/> for the application, and a sign-in of the last five minutes.</summary>
    public async Task<Outcome<ManualJournalDto>> RunAsync(SignedInOperator who, Request request, CancellationToken ct)
    {
        if ((who.Lacks(Permission.LedgerAdjust) ?? who.MustProveThemselves(clock.GetUtcNow())) is { } missing) return missing;
        if (FieldErrors.In(request) is { } invalid) return invalid;

        var asked = await unit.RunAsync(AskOnceAsync, ct);
        return asked.OrRefuse(ChangeManualJournal.TooManyAtOnce).IsRefused(out var refused, out var saved)
            ? refused
            : await describe.OneAsync(who, saved, ct);

        async Task<Outcome<ManualJournal>> AskOnceAsync()
        {
            if ((await db.FindApplicationAsync(who, Permission.LedgerAdjust, request.ApplicationId, ct)).IsRefused(
                out var unknown, out var application)) return unknown;

            var now = clock.GetUtcNow();
            if (Undatable(request.Date, application, now) is { } undatable) return undatable;
            if ((await ContentAsync(request, ct)).IsRefused(out var refusal, out var content)) return refusal;

            var journal = new ManualJournal
            {
                ApplicationId = application.Id,
                Id = await ids.NextAsync<ManualJournal>(ct),
                Mode = request.Mode,
                Currency = content.Currency,
                Reason = request.Reason,
                Date = request.Date,
                Reverses = request.Reverses,
                CreatedBy = who.Key,
                CreatedAt = now,
            };
            db.Add(journal);
            db.AddRange(content.Transfers.Select((transfer, line) => new ManualTransfer
            {
                ApplicationId = application.Id,
                ManualJournalId = journal.Id,
                Line = line,
                Mode = request.Mode,
                Debit = transfer.Debit,
                Credit = transfer.Credit,
                AmountMinor = transfer.AmountMinor,
            }));
            await RecordAsync(who, journal, content.Transfers, ct);
            return journal;
        }
    }

    private static Refusal? Undatable(DateOnly? date, Application application, DateTimeOffset now)
    {
        if (date is not { } day) return null;
        var (first, today) = (JournalDate.DayOf(application.CreatedAt), JournalDate.DayOf(now));
        return day > today ? FieldErrors.One("date", $"Is in the future: today is {IsoTime.Day(today)}.")
            : day < first ? FieldErrors.One("date", $"Is before the application was made, on {IsoTime.Day(first)}.")
            : null;
    }

    /// <summary>What is asked for, or the other way round what the journal moved that is to be undone.</summary>
    private async Task<Outcome<(Currency Currency, IReadOnlyList<TransferRequest> Transfers)>> ContentAsync(
        Request request, CancellationToken ct)
    {
        if (request.Reverses is not { } reversed) return (Currency.Of(request.Currency ?? ""), request.Transfers ?? []);

        var scope = new Scope(request.ApplicationId, request.Mode);
        var journals = db.Of<ManualJournal>(scope);
        if (await journals.AsNoTracking().SingleOrDefaultAsync(j => j.Id == reversed, ct) is not { } original)
            return Refusal.NotFound("manual journal to undo");
        if (original.Status is not ManualJournalStatus.Posted)
            return new Refusal(
                ErrorCode.InvalidOperationState,
                $"Manual journal {original.Id} is {WireNames<ManualJournalStatus>.Of(original.Status)}; only one that is POSTED can be "
                    + "undone. Nothing was changed.");
        if (await journals.Where(j => j.Reverses == reversed && j.Status != ManualJournalStatus.Rejected)
            .Select(j => (Id<ManualJournal>?)j.Id)
            .FirstOrDefaultAsync(ct) is { } earlier)
            return new Refusal(
                ErrorCode.InvalidOperationState,
                $"Manual journal {original.Id} is undone by manual journal {earlier} already, or is to be. Nothing was changed.");

        var transfers = await db.Of<ManualTransfer>(scope)
            .AsNoTracking()
            .Where(t => t.ManualJournalId == reversed)
            .OrderBy(t => t.Line)
            .ToListAsync(ct);
        return (original.Currency, [.. transfers.Select(t => new TransferRequest(t.Credit, t.Debit, t.AmountMinor))]);
    }

    private async Task RecordAsync(
        SignedInOperator who, ManualJournal journal, IReadOnlyList<TransferRequest> transfers, CancellationToken ct)
    {
        var line = new AuditedAction(AuditAction.JournalRequest, AuditTarget.Journal, journal.Id.ToString())
        {
            After = new
            {
                mode = WireNames<Mode>.Of(journal.Mode),
                currency = journal.Currency.Code,
                transfers = transfers.Select(t => new
                {
                    debit = WireNames<Account>.Of(t.Debit),
                    credit = WireNames<Account>.Of(t.Credit),
                    amountMinor = t.AmountMinor,
                }),
                date = journal.Date,
                reverses = journal.Reverses?.Value,
                status = WireNames<ManualJournalStatus>.Of(journal.Status),
            },
            Reason = journal.Reason,
        };
        await audit.RecordAsync(who.Actor, journal.ApplicationId, line, ct);
        db.AfterCommit(() => Asked(log, journal.Id, journal.ApplicationId, who.Id));
    }

    private static async Task<Reply> HandleAsync(
        Body<Request> body, SignedInOperator who, AskForJournal ask, TimeProvider clock, CancellationToken ct) =>
        Reply.Created(await ask.RunAsync(who, body.Request, ct), ManualJournalsJson.Default.ManualJournalDto, clock);

    [LoggerMessage(
        LogLevel.Information, "Manual journal {ManualJournalId} of application {ApplicationId} asked for by operator {OperatorId}")]
    private static partial void Asked(
        ILogger log, Id<ManualJournal> manualJournalId, ApplicationId applicationId, Id<Operator> operatorId);
}
