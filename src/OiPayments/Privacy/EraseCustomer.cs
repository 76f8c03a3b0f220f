using System.ComponentModel;
using System.Diagnostics;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Audit;
using OiPayments.DueWork;
using OiPayments.Invoices;
using OiPayments.Persistence;
using OiPayments.Webhooks;

namespace OiPayments.Privacy;

/// <summary>
/// <c>POST /admin/privacy/erase</c>: what is known of a customer is blanked, for good. Amounts, ids, states, the books and the audit log
/// stay.
/// </summary>
/// <remarks>
/// Some records at a time, each in one transaction with its audit line, and the record that names the customer together with everything
/// about it: whoever is killed in the middle leaves the others as they were, and the same request finds them.
/// </remarks>
internal sealed partial class EraseCustomer(
    OiPaymentsDb db, UnitOfWork unit, FindCustomer find, OpenBusiness business, KeptInvoices kept, KeptAnswers answers, AuditTrail audit,
    TimeProvider clock, CrashPoints crash, ILogger<EraseCustomer> log)
{
    /// <summary>After this the answer says that there is more, before the caller or a proxy gives up.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private const int MaxKeptShown = 100;

    private static readonly Refusal TooManyAtOnce = new(
        ErrorCode.InvalidOperationState, "Others change these records at the same moment. What was erased is erased; repeat the request.");

    /// <summary>The body of <c>POST /admin/privacy/erase</c>.</summary>
    public sealed record Request(
        [property: Description("Whose customer it is.")] ApplicationId ApplicationId,
        [property: Description("The application's own name for the customer, exactly. Send one of this, customerEmail and customerPhone.")]
        string? CustomerReference,
        [property: Description("Their e-mail address; upper and lower case are the same.")] string? CustomerEmail,
        [property: Description("Their telephone number, however it is written.")] string? CustomerPhone,
        [property: Description("Whether to count alone, and change nothing: true when left out.")] bool? DryRun) : IRequest<Request>
    {
        public NamedCustomer Named() => new(ApplicationId, CustomerReference, CustomerEmail, CustomerPhone);

        public static Request Read(JsonFields fields, FieldErrors errors) => new(
            new((uint)fields.RequiredWholeNumber("applicationId", 1, uint.MaxValue)), fields.OptionalText("customerReference"),
            fields.OptionalText("customerEmail"), fields.OptionalText("customerPhone"), fields.OptionalBoolean("dryRun"));

        public void Check(FieldErrors errors) => Named().Check(errors);
    }

    public static void Map(RouteGroupBuilder privacy) => privacy.MapPost("/erase", HandleAsync)
        .WithName("eraseCustomer")
        .WithSummary("Erase a customer")
        .WithDescription("Blanks what is known of a customer in both modes, for good: name, addresses, references, texts about them, "
            + "events, callbacks, search terms and kept answers. Amounts, ids, states, the books and the audit log stay. While something "
            + "is not settled, such as a refund or an unpaid invoice, nothing is erased. An issued LIVE invoice stays until "
            + "the law lets it go; the answer names it. Takes some twenty seconds at most: repeat it until `isComplete`. Without "
            + "`dryRun: false` it counts. Needs a sign-in of the last five minutes. Strongly consistent.")
        .Accepts<Request>("application/json")
        .Produces<Envelope<ErasureDto>>()
        .Needs(Permission.PrivacyManage)
        .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState, ErrorCode.ReauthRequired);

    /// <summary>Takes <see cref="Permission.PrivacyManage"/> for the application, and a sign-in of the last five minutes.</summary>
    public async Task<Outcome<ErasureDto>> RunAsync(SignedInOperator who, Request request, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if ((who.Lacks(Permission.PrivacyManage) ?? who.MustProveThemselves(now)) is { } missing) return missing;
        if (FieldErrors.In(request) is { } invalid) return invalid;
        if ((await db.FindApplicationAsync(who, Permission.PrivacyManage, request.ApplicationId, ct)).IsRefused(out var unknown, out _))
            return unknown;

        var (customer, isDry) = (request.Named(), request.DryRun ?? true);
        var open = await business.FindAsync(customer, ct);
        if (!isDry && open.Count > 0) return NotSettled(open);
        var (all, counts) = (customer.InvoicesIn(db), new Dictionary<string, int>(StringComparer.Ordinal));
        var isComplete = isDry
            ? await CountAllAsync(customer, all, now, counts, ct)
            : await EraseAllAsync(who, customer, all, now, counts, ct);
        if (isComplete.IsRefused(out var refusal, out var complete)) return refusal;
        var keptOnes = kept.In(all, now);
        return new ErasureDto(
            request.ApplicationId, isDry, complete.IsDone,
            [.. counts.Where(count => count.Value > 0).Select(count => new RecordCountDto(count.Key, count.Value))], open,
            [
                .. (await keptOnes.AsNoTracking().OrderBy(i => i.Id).Take(MaxKeptShown).ToListAsync(ct)).Select(i => new KeptInvoiceDto(
                    i.Id, i.Reference, i.Number ?? "", i.IssuedAt ?? i.CreatedAt, kept.Until(i.IssuedAt ?? i.CreatedAt))),
            ],
            await keptOnes.CountAsync(ct));
    }

    private static async Task<Reply> HandleAsync(
        Body<Request> body, SignedInOperator who, EraseCustomer erase, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await erase.RunAsync(who, body.Request, ct), PrivacyJson.Default.ErasureDto, clock);

    private static Refusal NotSettled(IReadOnlyList<OpenBusinessDto> open) => new(
        ErrorCode.InvalidOperationState,
        $"Not everything with this customer is settled. {string.Join(' ', open.Select(one => $"{one.Kind}: {one.Count}. {one.WhatToDo}"))} "
            + "Nothing was erased.");

    private async Task<Outcome<Completion>> CountAllAsync(
        NamedCustomer customer, IQueryable<Invoice> all, DateTimeOffset now, Dictionary<string, int> counts, CancellationToken ct)
    {
        var references = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var some in AllAsync(customer, all, now, ct))
        {
            references.UnionWith(some.References);
            foreach (var table in PersonalData.Tables) Add(counts, table.Kind, await table.CountAsync(db, some, ct));
        }

        await foreach (var _ in answers.FindAsync(customer.ApplicationId, references, ct)) Add(counts, PersonalData.KeptAnswersKind, 1);
        return new Completion(counts.Values.Sum() == 0);
    }

    private async Task<Outcome<Completion>> EraseAllAsync(
        SignedInOperator who, NamedCustomer customer, IQueryable<Invoice> all, DateTimeOffset now, Dictionary<string, int> counts,
        CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();

        // Before the records that they name, by which the next request would not find them.
        var references = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var some in AllAsync(customer, all, now, ct)) references.UnionWith(some.References);
        Add(counts, PersonalData.KeptAnswersKind, await answers.EraseAsync(customer.ApplicationId, references, ct));

        await foreach (var some in AllAsync(customer, all, now, ct))
        {
            if (Stopwatch.GetElapsedTime(began) > Patience) return new Completion(false);
            var erased = await unit.RunAsync(() => EraseOnceAsync(who, customer, some, now, ct), ct);
            if (erased.OrRefuse(TooManyAtOnce).IsRefused(out var refusal, out var batch)) return refusal;
            foreach (var (kind, count) in batch) Add(counts, kind, count);
            crash.Reached(CrashPoints.AfterErasureBatch);
        }

        if (counts.Values.Sum() > 0) Erased(log, counts.Values.Sum(), customer.ApplicationId, who.Id);
        return new Completion(true);
    }

    /// <summary>What can be erased; then, of invoices that stay, the names that events know them by.</summary>
    private async IAsyncEnumerable<CustomerRecords> AllAsync(
        NamedCustomer customer, IQueryable<Invoice> all, DateTimeOffset now,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var some in find.AllAsync(customer, kept.NotIn(all, now), ct)) yield return some;
        await foreach (var some in find.NamesAsync(customer.ApplicationId, kept.In(all, now), ct)) yield return some;
    }

    private async Task<Outcome<Dictionary<string, int>>> EraseOnceAsync(
        SignedInOperator who, NamedCustomer customer, CustomerRecords some, DateTimeOffset now, CancellationToken ct)
    {
        // Its id is taken before the transaction begins.
        if (some.Payments.Count + some.Invoices.Count > 0) await AuditAsync(who, customer, some, ct);
        await db.BeginUntilSavedAsync(ct);
        var events = db.Of<WebhookEvent>(some.ApplicationId).Where(e => some.References.Contains(e.Subject)).Select(e => e.Id);
        await db.Of<WebhookDelivery>(some.ApplicationId).Where(d => events.Contains(d.EventId))
            .ParkAsync("The payload was removed.", now, ct);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var table in PersonalData.Tables) Add(counts, table.Kind, await table.EraseAsync(db, some, now, ct));
        return counts;
    }

    /// <summary>Which records, and by what they were found; never whom they were about.</summary>
    private Task AuditAsync(SignedInOperator who, NamedCustomer customer, CustomerRecords some, CancellationToken ct) =>
        audit.RecordAsync(
            who.Actor, customer.ApplicationId,
            new(AuditAction.PrivacyErase, AuditTarget.Application, customer.ApplicationId.ToString())
            {
                After = new
                {
                    by = customer.By,
                    payments = some.Payments.Select(id => id.Value),
                    invoices = some.Invoices.Select(id => id.Value),
                },
            }, ct);

    private static void Add(Dictionary<string, int> counts, string kind, int count) =>
        counts[kind] = counts.GetValueOrDefault(kind) + count;

    [LoggerMessage(
        LogLevel.Information, "{Count} records of a customer of application {ApplicationId} were erased by operator {OperatorId}")]
    private static partial void Erased(ILogger log, int count, ApplicationId applicationId, Id<Operator> operatorId);

    private sealed record Completion(bool IsDone);
}
