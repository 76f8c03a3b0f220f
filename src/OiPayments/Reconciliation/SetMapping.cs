using System.ComponentModel;
using System.Text.Json;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Audit;
using OiPayments.Persistence;

namespace OiPayments.Reconciliation;

/// <summary><c>PUT /admin/reconciliation/mappings</c>: an operator says how settlement files of a gateway account are laid out.</summary>
internal sealed class SetMapping(OiPaymentsDb db, UnitOfWork unit, AuditTrail audit, RegisteredGateways gateways, TimeProvider clock)
{
    private const int MinDays = 0;
    private const int MaxDays = 60;
    private const int MaxHolidays = 200;

    private static readonly Refusal LostRace = new(
        ErrorCode.InvalidOperationState,
        "Somebody else changed this mapping meanwhile, or a file is being read with it. Nothing was changed; read it again and retry.");

    /// <summary>The whole of it.</summary>
    public sealed record Request(
        [property: Description("Of LIVE or TEST payments.")] Mode Mode,
        [property: Description("The gateway; the one of new payments when left out.")] string? Gateway,
        [property: Description("The application whose own store it is; left out for the service's store.")] ApplicationId? ApplicationId,
        [property: Description("How its files are read.")] MappingRequest Mapping,
        [property: Description("Within so many working days a file tells of a payment: 3 when left out.")] int? ExpectedDays,
        [property: Description("Banks' holidays beside Fridays and Saturdays, each such as 2026-12-16; none when left out.")]
        IReadOnlyList<DateOnly>? Holidays) : IRequest<Request>
    {
        public static Request Read(JsonFields fields, FieldErrors errors)
        {
            var mode = fields.RequiredEnum<Mode>("mode");
            var holidays = fields.OptionalTextList("holidays", MaxHolidays, InstantText.MaxLength);
            List<DateOnly> days = [];
            for (var place = 0; place < (holidays?.Count ?? 0); place++)
            {
                if (InstantText.TryReadDay(holidays![place] ?? "", out var day)) days.Add(day);
                else errors.Add($"holidays[{place}]", "Must be a day such as 2026-12-16.");
            }

            return new(
                mode, fields.OptionalText("gateway"),
                fields.OptionalWholeNumber("applicationId", 1, uint.MaxValue) is { } number ? new((uint)number) : null,
                MappingRequest.Read(fields.RequiredFields("mapping"), errors.Within("mapping")),
                (int?)fields.OptionalWholeNumber("expectedDays", MinDays, MaxDays), holidays is null ? null : days);
        }

        public void Check(FieldErrors errors)
        {
            Mapping.Check(errors.Within("mapping"));
            if (ExpectedDays is < MinDays or > MaxDays) errors.Add("expectedDays", $"Must be from {MinDays} to {MaxDays}.");
            if (Holidays is { Count: > MaxHolidays }) errors.Add("holidays", $"Holds at most {MaxHolidays} days.");
        }
    }

    public static void Map(RouteGroupBuilder reconciliation) => reconciliation.MapPut("/mappings", HandleAsync)
        .WithName("setSettlementMapping")
        .WithSummary("Save how settlement files are laid out")
        .WithDescription("Replaces the whole mapping of a gateway account: which column holds what, how it writes amounts and days, and "
            + "how long the account's money takes. It counts for files uploaded from now on. A dry run proposes one. Needs report:run for "
            + "every application, or for the named one. Strongly consistent.")
        .TakesIfMatch()
        .Accepts<Request>("application/json")
        .Produces<Envelope<SettlementAccountDto>>()
        .Needs(Permission.ReportRun)
        .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState);

    /// <param name="who">Needs report:run for the application, or for every one.</param>
    /// <param name="request">The whole of it.</param>
    /// <param name="read">The version that the change was made against.</param>
    /// <param name="ct">Ends it before anything is saved.</param>
    public async Task<Outcome<SettlementAccountDto>> RunAsync(SignedInOperator who, Request request, IfMatch read, CancellationToken ct)
    {
        if ((await db.OwnerOfAsync(who, Permission.ReportRun, request.ApplicationId, ct)).IsRefused(out var beyond, out var owner))
            return beyond;
        var errors = new FieldErrors();
        request.Check(errors);
        var gateway = request.Gateway is { } asked ? gateways.Taking(asked)?.Name : gateways.Default.Name;
        if (gateway is null) errors.Add("gateway", $"Must be {gateways.List}.");
        if (errors.Refusal is { } invalid) return invalid;
        return (await unit.RunAsync(SetAsync, ct)).OrRefuse(LostRace);

        async Task<Outcome<SettlementAccountDto>> SetAsync()
        {
            var scope = new Scope(owner.Id, request.Mode);
            var account = await db.Of<SettlementAccount>(scope).SingleOrDefaultAsync(a => a.Gateway == gateway, ct);
            if (!read.Allows(account?.Version ?? 0)) return LostRace;
            var before = account is null ? null : SettlementAccountDto.From(account);
            if (account is null)
                db.Add(account = new SettlementAccount { ApplicationId = owner.Id, Mode = request.Mode, Gateway = gateway! });
            account.Set(
                request.Mapping.ToDto(), request.ExpectedDays ?? SettlementAccount.UsualDays, request.Holidays ?? [], who.Key,
                clock.GetUtcNow());
            var after = SettlementAccountDto.From(account);
            await audit.RecordAsync(
                who.Actor, request.ApplicationId,
                new(AuditAction.SettlementMappingSet, AuditTarget.SettlementMapping, $"{gateway}.{WireNames<Mode>.Of(request.Mode)}")
                {
                    Before = Audited(before),
                    After = Audited(after),
                }, ct);
            return after;
        }
    }

    private static JsonElement? Audited(SettlementAccountDto? account) => account is null
        ? null
        : JsonSerializer.SerializeToElement(account, ReconciliationJson.Default.SettlementAccountDto);

    private static async Task<Reply> HandleAsync(
        Body<Request> body, IfMatch read, SignedInOperator who, SetMapping set, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await set.RunAsync(who, body.Request, read, ct), ReconciliationJson.Default.SettlementAccountDto, clock);
}
