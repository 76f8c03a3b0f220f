using System.ComponentModel;
using System.Text.Json;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Audit;
using OiPayments.Persistence;

namespace OiPayments.Reconciliation.Banks;

/// <summary>
/// <c>PUT /admin/reconciliation/bank-accounts</c>: an operator says which account gateways pay out to, and how its files are read.
/// </summary>
internal sealed class SetBankAccount(OiPaymentsDb db, UnitOfWork unit, IIdSource ids, AuditTrail audit, TimeProvider clock)
{
    private const int MaxDays = 60;

    private static readonly Refusal LostRace = new(
        ErrorCode.InvalidOperationState,
        "Somebody else changed this account meanwhile, or a file of it was read. Nothing was changed; read it again and retry.");

    /// <summary>The whole of it.</summary>
    public sealed record Request(
        [property: Description("For LIVE payouts, or TEST for trying it out.")] Mode Mode,
        [property: Description("What people here call it, such as City Bank. Saving under a known name changes that account.")] string Name,
        [property: Description("The application whose own account it is; left out for the company's.")] ApplicationId? ApplicationId,
        [property: Description("Its currency; BDT when left out. It stays what it was at first.")] string? Currency,
        [property: Description("As the bank writes it in its files: files of other accounts are refused. Left out: any file is taken.")]
        string? Number,
        [property: Description("How its tables are read; left out where the bank gives MT940 or camt.053.")] BankMappingRequest? Mapping,
        [property: Description("Within so many working days a payout arrives: 2 when left out.")] int? ArrivalDays) : IRequest<Request>
    {
        public static Request Read(JsonFields fields, FieldErrors errors) => new(
            fields.RequiredEnum<Mode>("mode"), fields.RequiredText("name").Trim(),
            fields.OptionalWholeNumber("applicationId", 1, uint.MaxValue) is { } number ? new((uint)number) : null,
            fields.OptionalText("currency"), fields.OptionalText("number"),
            fields.OptionalObject("mapping") is { } mapping ? BankMappingRequest.Read(mapping, errors.Within("mapping")) : null,
            (int?)fields.OptionalWholeNumber("arrivalDays", 0, MaxDays));

        public void Check(FieldErrors errors)
        {
            errors.CheckFilled("name", Name, BankAccount.MaxNameLength);
            if (Number is { } number) errors.CheckFilled("number", number, BankAccount.MaxNumberLength);
            if (Currency is { } code && !OiPayments.Currency.TryParse(code, out _))
                errors.Add("currency", "Must be a currency of ISO 4217 in capitals, such as BDT.");
            if (ArrivalDays is < 0 or > MaxDays) errors.Add("arrivalDays", $"Must be from 0 to {MaxDays}.");
            Mapping?.Check(errors.Within("mapping"));
        }
    }

    public static void Map(RouteGroupBuilder reconciliation) => reconciliation.MapPut("/bank-accounts", HandleAsync)
        .WithName("setBankAccount")
        .WithSummary("Save a bank account")
        .WithDescription("An account at a bank that gateways pay out to: its name, its number as the bank writes it, and for banks that "
            + "give tables which column holds what. Replaces all of it. A dry run of a file proposes a mapping. Needs report:run for every "
            + "application, or for the named one. Strongly consistent.")
        .TakesIfMatch()
        .Accepts<Request>("application/json")
        .Produces<Envelope<BankAccountDto>>()
        .Needs(Permission.ReportRun)
        .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState);

    /// <param name="who">Needs report:run for the application, or for every one.</param>
    /// <param name="request">The whole of it.</param>
    /// <param name="read">The version that the change was made against.</param>
    /// <param name="ct">Ends it before anything is saved.</param>
    public async Task<Outcome<BankAccountDto>> RunAsync(SignedInOperator who, Request request, IfMatch read, CancellationToken ct)
    {
        if ((await db.OwnerOfAsync(who, Permission.ReportRun, request.ApplicationId, ct)).IsRefused(out var beyond, out var owner))
            return beyond;
        if (FieldErrors.In(request) is { } invalid) return invalid;
        return (await unit.RunAsync(SetAsync, ct)).OrRefuse(LostRace);

        async Task<Outcome<BankAccountDto>> SetAsync()
        {
            var scope = new Scope(owner.Id, request.Mode);
            var account = await db.Of<BankAccount>(scope).SingleOrDefaultAsync(a => a.Name == request.Name, ct);
            if (!read.Allows(account?.Version ?? 0)) return LostRace;
            var currency = request.Currency is { } code ? Currency.Of(code) : account?.Currency ?? Currency.Bdt;
            if (account is not null && account.Currency != currency)
            {
                return FieldErrors.One(
                    "currency", $"The account holds {account.Currency.Code}. An account of another currency is another account: give it "
                        + "another name.");
            }

            var before = account is null ? null : BankAccountDto.From(account);
            if (account is null)
            {
                db.Add(account = new()
                {
                    ApplicationId = owner.Id,
                    Id = await ids.NextAsync<BankAccount>(ct),
                    Mode = request.Mode,
                    Name = request.Name,
                    Currency = currency,
                    CreatedAt = clock.GetUtcNow(),
                });
            }

            account.Set(
                request.Number, request.Mapping?.ToDto(), request.ArrivalDays ?? BankAccount.UsualDays, who.Key, clock.GetUtcNow());
            var after = BankAccountDto.From(account);
            await audit.RecordAsync(
                who.Actor, request.ApplicationId, new(AuditAction.BankAccountSet, AuditTarget.BankAccount, account.Id.ToString())
                {
                    Before = Audited(before),
                    After = Audited(after),
                }, ct);
            return after;
        }
    }

    private static JsonElement? Audited(BankAccountDto? account) =>
        account is null ? null : JsonSerializer.SerializeToElement(account, BankJson.Default.BankAccountDto);

    private static async Task<Reply> HandleAsync(
        Body<Request> body, IfMatch read, SignedInOperator who, SetBankAccount set, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await set.RunAsync(who, body.Request, read, ct), BankJson.Default.BankAccountDto, clock);
}
