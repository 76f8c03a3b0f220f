using System.ComponentModel;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Audit;
using OiPayments.Ledger;
using OiPayments.Persistence;

namespace OiPayments.Bookkeeping;

/// <summary>
/// <c>POST /admin/ledger/closes</c>: an operator closes a month that has ended in any application's books. What the accounts hold at its
/// end is kept, and no journal is dated into it any more.
/// </summary>
internal sealed partial class CloseMonth(
    OiPaymentsDb db, UnitOfWork unit, IIdSource ids, Book book, LedgerFacts facts, DateJournals dates, DescribeLedgerCloses describe,
    AuditTrail audit, TimeProvider clock, ILogger<CloseMonth> log)
{
    /// <summary>
    /// A journal that is dated by the month's last moment may be saved a little later, and clocks differ: after so long it is there.
    /// </summary>
    public static readonly TimeSpan SettlesWithin = TimeSpan.FromMinutes(10);

    /// <summary>The body of <c>POST /admin/ledger/closes</c>.</summary>
    public sealed record Request(
        [property: Description("Whose books.")] ApplicationId ApplicationId,
        [property: Description("The books of which mode.")] Mode Mode,
        [property: Description("The month to close, in Dhaka, such as 2026-08: it has ended, and the months before it are closed.")]
        string Month) : IRequest<Request>
    {
        public static Request Read(JsonFields fields, FieldErrors errors) => new(
            new((uint)fields.RequiredWholeNumber("applicationId", 1, uint.MaxValue)), fields.RequiredEnum<Mode>("mode"),
            fields.RequiredText("month"));

        public void Check(FieldErrors errors)
        {
            if (!Api.Month.TryParse(Month, out _)) errors.Add("month", Api.Month.WhyUnreadable);
        }
    }

    public static void Map(RouteGroupBuilder admin) => admin.MapPost("/closes", HandleAsync)
        .WithName("closeMonth")
        .WithSummary("Close a month")
        .WithDescription("Keeps what every account holds at the end of the month, for good: no journal is dated into it any more, nor into "
            + "a month before it. A manual journal that asks for a day of it counts from its approval. A month can be closed ten minutes "
            + "after it has ended in Dhaka, and after every earlier month in which money moved. It cannot be opened again. Needs a "
            + "sign-in of the last five minutes. Strongly consistent.")
        .Accepts<Request>("application/json")
        .Produces<Envelope<LedgerCloseDto>>(StatusCodes.Status201Created)
        .Needs(Permission.LedgerAdjust)
        .Refuses(
            ErrorCode.ValidationError, ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState, ErrorCode.ReauthRequired);

    /// <summary>Takes <see cref="Permission.LedgerAdjust"/> for the application, and a sign-in of the last five minutes.</summary>
    public async Task<Outcome<LedgerCloseDto>> RunAsync(SignedInOperator who, Request request, CancellationToken ct)
    {
        if ((who.Lacks(Permission.LedgerAdjust) ?? who.MustProveThemselves(clock.GetUtcNow())) is { } missing) return missing;
        if (FieldErrors.In(request) is { } invalid) return invalid;

        var closed = await unit.RunAsync(CloseOnceAsync, ct);
        return closed.OrRefuse(ChangeManualJournal.TooManyAtOnce).IsRefused(out var refused, out var saved)
            ? refused
            : (await describe.AllAsync([saved], ct))[0];

        async Task<Outcome<LedgerClose>> CloseOnceAsync()
        {
            if ((await db.FindApplicationAsync(who, Permission.LedgerAdjust, request.ApplicationId, ct)).IsRefused(
                out var unknown, out var application)) return unknown;

            _ = Api.Month.TryParse(request.Month, out var month);
            var (scope, now) = (new Scope(application.Id, request.Mode), clock.GetUtcNow());

            // First: whoever dates a journal by a day of the month after this makes this save lose.
            var closedDates = await dates.OfAsync(scope, ct);
            if (await WhyNotAsync(scope, month, closedDates, application, now, ct) is { } refusal) return refusal;

            closedDates.Close(month);
            return await KeepAsync(who, scope, month, now, ct);
        }
    }

    private async Task<Refusal?> WhyNotAsync(
        Scope scope, Month month, BookDates closed, Application application, DateTimeOffset now, CancellationToken ct)
    {
        var zone = JournalDate.Zone;
        if (month.End(zone) > now) return Not($"{month} has not ended yet in Dhaka.");
        if (month.End(zone) + SettlesWithin > now)
            return Not(
                $"{month} ended less than {SettlesWithin.TotalMinutes:0} minutes ago: a journal of it may still be on its way. Come back "
                    + $"after {IsoTime.Second(month.End(zone) + SettlesWithin)}.");
        if (closed.IsClosed(month.FirstDay)) return Not($"{month} is closed already.");
        if (month.LastDay < JournalDate.DayOf(application.CreatedAt)) return Not($"In {month} the application was not made yet.");

        var (begin, end) = (closed.ClosedThrough is { } last ? Month.Of(last).End(zone) : DateTimeOffset.MinValue, month.Begin(zone));
        if (begin >= end) return null;
        var first = await facts.Journals
            .Where(j => j.ApplicationId == scope.ApplicationId && j.Mode == scope.Mode && j.PostedAt >= begin && j.PostedAt < end)
            .MinAsync(j => (DateTimeOffset?)j.PostedAt, ct);
        return first is { } earlier ? Not($"{Month.Of(zone, earlier)} is not closed, and money moved in it: close it first.") : null;

        static Refusal Not(string why) => new(ErrorCode.InvalidOperationState, $"{why} Nothing was changed.");
    }

    private async Task<LedgerClose> KeepAsync(
        SignedInOperator who, Scope scope, Month month, DateTimeOffset now, CancellationToken ct)
    {
        var close = new LedgerClose
        {
            ApplicationId = scope.ApplicationId,
            Id = await ids.NextAsync<LedgerClose>(ct),
            Mode = scope.Mode,
            Month = month.FirstDay,
            CreatedBy = who.Key,
            CreatedAt = now,
        };
        db.Add(close);
        db.AddRange((await book.BalancesBeforeAsync(scope, month.End(JournalDate.Zone), ct)).Select(balance => new ClosingBalance
        {
            ApplicationId = scope.ApplicationId,
            CloseId = close.Id,
            Mode = scope.Mode,
            Currency = balance.Currency,
            Account = balance.Account,
            DebitMinor = balance.DebitMinor,
            CreditMinor = balance.CreditMinor,
        }));
        await audit.RecordAsync(who.Actor, scope.ApplicationId, new(AuditAction.LedgerClose, AuditTarget.LedgerClose, close.Id.ToString())
        {
            After = new { mode = WireNames<Mode>.Of(scope.Mode), month = $"{month}" },
        }, ct);
        db.AfterCommit(() => Closed(log, $"{month}", WireNames<Mode>.Of(scope.Mode), scope.ApplicationId, who.Id));
        return close;
    }

    private static async Task<Reply> HandleAsync(
        Body<Request> body, SignedInOperator who, CloseMonth close, TimeProvider clock, CancellationToken ct) =>
        Reply.Created(await close.RunAsync(who, body.Request, ct), LedgerClosesJson.Default.LedgerCloseDto, clock);

    [LoggerMessage(
        LogLevel.Information, "{Month} is closed in the {Mode} books of application {ApplicationId}, by operator {OperatorId}")]
    private static partial void Closed(ILogger log, string month, string mode, ApplicationId applicationId, Id<Operator> operatorId);
}
