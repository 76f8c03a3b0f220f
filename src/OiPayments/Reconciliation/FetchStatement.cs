using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Gateways;
using OiPayments.Persistence;

namespace OiPayments.Reconciliation;

/// <summary>
/// <c>POST /admin/reconciliation/statements/fetch</c>: asks a gateway what it settled on a day, where its file is not at hand. The answer
/// is kept as a file, and goes the way of one that is uploaded.
/// </summary>
internal sealed class FetchStatement(
    OiPaymentsDb db, UploadStatement upload, RegisteredGateways gateways, GatewayAccounts accounts, TimeProvider clock)
{
    /// <summary>An operator waits for the answer; a day that is longer comes as a file.</summary>
    private const int MaxPages = 200;

    private const int MaxGatewayLength = 32;

    /// <summary>What is asked for.</summary>
    /// <param name="Day">The day of settlement, as Dhaka counts days.</param>
    /// <param name="Mode">LIVE, or TEST for trying it out.</param>
    /// <param name="Gateway">Which gateway; null for the one of new payments.</param>
    /// <param name="ApplicationId">The application whose own store is asked about; null for the service's store.</param>
    public sealed record Request(DateOnly Day, Mode Mode, string? Gateway, ApplicationId? ApplicationId);

    public static void Map(RouteGroupBuilder reconciliation) => reconciliation.MapPost("/statements/fetch", HandleAsync)
        .WithName("fetchSettlementStatement")
        .WithSummary("Ask the gateway what it settled")
        .WithDescription("Asks for everything that the gateway says it settled on a day, and takes the answer as if it were an uploaded "
            + "settlement file: follow it at GET /admin/reconciliation/statements/{id}. The same answer again is the same file, and every "
            + "line counts once. No saved mapping is needed. SSLCOMMERZ does not document the call that this takes, so it is off until "
            + "Gateways__SslCommerz__SettlementCall is true. Needs report:run for every application, or for the named one.")
        .Query<string>("day", "A day of Dhaka, such as 2026-08-24.", isRequired: true)
        .Query<Mode>("mode", "LIVE when left out; TEST for trying it out.")
        .Query<string>("gateway", "The gateway to ask; the one of new payments when left out.")
        .Query<long>("applicationId", "The application whose own store is asked about; left out for the service's store.")
        .Produces<Envelope<SettlementStatementDto>>(StatusCodes.Status202Accepted)
        .Needs(Permission.ReportRun)
        .Refuses(
            ErrorCode.ValidationError, ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState, ErrorCode.PayloadTooLarge,
            ErrorCode.GatewayUnavailable);

    /// <param name="who">Needs report:run for the application, or for every one.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="ct">Ends it; what was kept of the answer is deleted.</param>
    public async Task<Outcome<SettlementStatementDto>> RunAsync(SignedInOperator who, Request request, CancellationToken ct)
    {
        if ((await db.OwnerOfAsync(who, Permission.ReportRun, request.ApplicationId, ct)).IsRefused(out var beyond, out var owner))
            return beyond;
        if (gateways.Taking(request.Gateway ?? gateways.Default.Name)?.Name is not { } name)
            return FieldErrors.One("gateway", $"Must be {gateways.List}.");

        // Test clocks may be ahead of all others.
        if (request.Mode is Mode.Live && request.Day > TimeZones.DayOf(TimeZones.Default, clock.GetUtcNow()))
            return FieldErrors.One("day", "Is in the future.");
        if (gateways.Settling(name) is not { } gateway) return NotNow($"{name} cannot be asked what it settled; upload its file instead.");
        if (gateway.WhyNoSettlements is { } off) return NotNow(off);
        if ((await AccountAsync(name, new(owner.Id, request.Mode), ct)).IsRefused(out var storeless, out var account)) return storeless;
        if ((await AskAsync(gateway, account, request.Day, ct)).IsRefused(out var untold, out var lines)) return untold;

        var kept = new UploadStatement.Request(
            request.Mode, name, request.ApplicationId, DryRun: false, $"{name}-settled-{IsoTime.Day(request.Day)}.csv");
        await using var file = new MemoryStream(SettledFile.Write(lines), writable: false);
        return await upload.TakeAsync(who, kept, file, SettledFile.Describe(lines), ct);
    }

    /// <summary>The service's own store; for an application the one that its new payments use, by the application's clock.</summary>
    private async Task<Outcome<GatewayAccount>> AccountAsync(string gateway, Scope owner, CancellationToken ct)
    {
        if (owner.ApplicationId == ApplicationId.Nobody)
        {
            return accounts.Find(gateway, owner.Mode, own: null) is { } store
                ? store
                : NotNow(StoresThatCollect.Missing(owner.Mode));
        }

        var own = await db.CurrentOverridesOf(owner.ApplicationId).AsNoTracking()
            .FirstOrDefaultAsync(o => o.Gateway == gateway && o.Mode == owner.Mode, ct);
        return own is not null && accounts.Find(gateway, owner, own) is { } account
            ? account
            : NotNow($"Application {owner.ApplicationId} has no {WireNames<Mode>.Of(owner.Mode)} store of its own at {gateway}; leave "
                + "applicationId out for the service's store.");
    }

    /// <summary>All that the gateway says of the day. What says another number of lines than it lists is not believed.</summary>
    private static async Task<Outcome<List<SettledLine>>> AskAsync(
        ISettlementGateway gateway, GatewayAccount account, DateOnly day, CancellationToken ct)
    {
        try
        {
            var first = await gateway.ListSettledAsync(account, day, page: 1, ct);
            if (first.Pages > MaxPages) return TooLong(gateway.Name, day, first.Pages);
            List<SettledLine> lines = [.. first.Lines];
            for (var number = 2; number <= first.Pages; number++)
            {
                var page = await gateway.ListSettledAsync(account, day, number, ct);
                if ((page.Pages, page.Transactions) != (first.Pages, first.Transactions)) return Changed(gateway.Name, day);
                lines.AddRange(page.Lines);
            }

            if (lines.Count != first.Transactions) return Incomplete(gateway.Name, day, first.Transactions, lines.Count);
            return lines.Count > 0 ? lines : Nothing(gateway.Name, day);
        }
        catch (GatewayUnavailableException failure)
        {
            // The adapter has logged it.
            return new Refusal(
                ErrorCode.GatewayUnavailable,
                $"{failure.Message.TrimEnd('.')}. Nothing was kept; ask again later, or upload the settlement file.");
        }
    }

    private static Refusal NotNow(string why) => new(ErrorCode.InvalidOperationState, $"{why} Nothing was kept.");

    private static Refusal TooLong(string gateway, DateOnly day, int pages) => new(
        ErrorCode.PayloadTooLarge,
        $"{gateway} has {pages} pages about {IsoTime.Day(day)}, and at most {MaxPages} are asked for. Nothing was kept; upload the "
            + "settlement file of that day.");

    private static Refusal Changed(string gateway, DateOnly day) => new(
        ErrorCode.InvalidOperationState,
        $"What {gateway} says of {IsoTime.Day(day)} changed while it was asked. Nothing was kept; ask again.");

    private static Refusal Incomplete(string gateway, DateOnly day, int said, int listed) => new(
        ErrorCode.InvalidOperationState,
        $"{gateway} says that {IsoTime.Day(day)} has {said} transactions, and lists {listed}. Nothing was kept; ask again, or upload the "
            + "settlement file.");

    private static Refusal Nothing(string gateway, DateOnly day) => new(
        ErrorCode.ResourceNotFound,
        $"{gateway} says that it settled nothing on {IsoTime.Day(day)}. Nothing was kept; ask again later if you expect something.");

    private static async Task<Reply> HandleAsync(
        HttpRequest request, SignedInOperator who, FetchStatement fetch, TimeProvider clock, CancellationToken ct)
    {
        if (who.Lacks(Permission.ReportRun) is { } missing) return Reply.Refused(missing, clock);
        if (QueryFields.Read(request, ReadQuery).IsRefused(out var unreadable, out var asked)) return Reply.Refused(unreadable, clock);
        return (await fetch.RunAsync(who, asked, ct)).IsRefused(out var refusal, out var statement)
            ? Reply.Refused(refusal, clock)
            : Reply.Accepted(statement, ReconciliationJson.Default.SettlementStatementDto, clock);
    }

    private static Request ReadQuery(QueryFields query, FieldErrors errors)
    {
        var day = query.Date("day");
        if (day is null) errors.Add("day", "Is required: a day such as 2026-08-24.");
        return new(
            day.GetValueOrDefault(), query.Enum<Mode>("mode") ?? Mode.Live, query.Text("gateway", MaxGatewayLength),
            query.Application("applicationId"));
    }
}
