using System.ComponentModel;
using System.Security.Cryptography;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Persistence;
using OiPayments.Statements;

namespace OiPayments.Reconciliation.Banks;

/// <summary>
/// <c>POST /admin/reconciliation/bank-statements</c>: an operator uploads a file of a bank. It is small beside a gateway's, so it is read
/// at once, and counts, or does not, when the answer comes.
/// </summary>
internal sealed partial class UploadBankStatement(
    OiPaymentsDb db, UnitOfWork unit, IIdSource ids, ImportBankFile import, TimeProvider clock, ILogger<UploadBankStatement> log)
{
    public const int MaxMegabytes = 10;
    public const int MaxBytes = MaxMegabytes * 1_000_000;

    private static readonly Refusal TooLarge = new(
        ErrorCode.PayloadTooLarge, $"A bank statement has at most {MaxMegabytes} MB. Nothing was kept; ask the bank for shorter periods.");

    private static readonly Refusal LostRace = new(
        ErrorCode.ServiceUnavailable, "Others uploaded statements of this account at the same moment. Nothing was kept; upload it again.");

    /// <summary>What is said of a file beside its bytes.</summary>
    public sealed record Request(Mode Mode, string? BankAccount, ApplicationId? ApplicationId, bool DryRun, string FileName);

    /// <summary>The form that is sent, for the API's description; <see cref="StatementForm"/> reads it as it comes in.</summary>
    public sealed record Form(
        [property: Description("LIVE, or TEST for trying it out.")] Mode Mode,
        [property: Description("The name of the bank account, as it was saved.")] string BankAccount,
        [property: Description("The number of the application whose own account it is; left out for the company's.")] long? ApplicationId,
        [property: Description("true: read it to try it out; none of its lines counts.")] bool? DryRun,
        [property: Description("The file. It stands behind the other fields.")] IFormFile File);

    public static void Map(RouteGroupBuilder reconciliation) => reconciliation.MapPost("/bank-statements", HandleAsync)
        .WithName("uploadBankStatement")
        .WithSummary("Upload a bank statement")
        .WithDescription("A form (multipart/form-data) with the fields mode and bankAccount, and perhaps applicationId and dryRun, and "
            + $"after them the file: MT940, camt.053, or a table as CSV, XLSX or HTML, of at most {MaxMegabytes} MB. A line that names "
            + "a payout and has its amount says that it arrived, or came back, and the books follow. All lines count together with the "
            + "answer, or none. The same file again, and lines that an earlier file brought, count once. A statement that does not go "
            + "on where the last one ended is refused. A dry run saves nothing; for a table it proposes a mapping. Needs report:run "
            + "for every application, or for the named one. Strongly consistent.")
        .Accepts<Form>("multipart/form-data")
        .Produces<Envelope<BankFileDto>>()
        .Needs(Permission.ReportRun)
        .Refuses(
            ErrorCode.ValidationError, ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState, ErrorCode.PayloadTooLarge,
            ErrorCode.UnsupportedMediaType);

    /// <param name="who">Needs report:run for the application, or for every one.</param>
    /// <param name="request">What it is about.</param>
    /// <param name="file">Its bytes, read once.</param>
    /// <param name="ct">Ends it before anything is saved.</param>
    public async Task<Outcome<BankFileDto>> RunAsync(SignedInOperator who, Request request, Stream file, CancellationToken ct)
    {
        if ((await db.OwnerOfAsync(who, Permission.ReportRun, request.ApplicationId, ct)).IsRefused(out var beyond, out var owner))
            return beyond;
        var scope = new Scope(owner.Id, request.Mode);
        if (await db.Of<BankAccount>(scope).AsNoTracking().SingleOrDefaultAsync(a => a.Name == request.BankAccount, ct) is not { } account)
            return FieldErrors.One("bankAccount", await WhyUnknownAsync(scope, request, ct));
        using var content = new MemoryStream();
        if (await KeepAsync(file, content, ct) is { } refusal) return refusal;
        var sent = new SentStatement(
            request.FileName, content.Length,
            Convert.ToHexStringLower(SHA256.HashData(content.GetBuffer().AsSpan(0, (int)content.Length))));
        try
        {
            var preview = request.DryRun ? await PreviewAsync(account, content, ct) : null;
            if (preview?.Proposal is not null && account.Mapping is null) return Tried(account, sent, who, preview);
            var statements = await ReadAsync(account, content, ct);
            return request.DryRun
                ? await TryAsync(who, account, sent, statements, preview, ct)
                : await SaveAsync(who, account, sent, statements, ct);
        }
        catch (FileRefusedException refused)
        {
            db.DiscardChanges();
            return Refused(refused);
        }
    }

    private async Task<string> WhyUnknownAsync(Scope scope, Request request, CancellationToken ct)
    {
        var names = await db.Of<BankAccount>(scope).AsNoTracking().OrderBy(a => a.Name).Select(a => a.Name).Take(10).ToListAsync(ct);
        return (request.BankAccount is null ? "Is required, before the file: the name of a bank account." : "No account has this name.")
            + (names.Count > 0
                ? $" Known are: {string.Join(", ", names)}."
                : " None is known yet: save one with PUT /admin/reconciliation/bank-accounts.");
    }

    private static async Task<Refusal?> KeepAsync(Stream file, MemoryStream content, CancellationToken ct)
    {
        var buffer = new byte[64 * 1024];
        while (await file.ReadAsync(buffer, ct) is > 0 and var length)
        {
            if (content.Length + length > MaxBytes) return TooLarge;
            content.Write(buffer, 0, length);
        }

        return content.Length == 0
            ? FieldErrors.One("file", "Is empty. Nothing was kept; download it again from the bank.")
            : null;
    }

    private static async Task<BankPreviewDto> PreviewAsync(BankAccount account, MemoryStream content, CancellationToken ct)
    {
        content.Position = 0;
        return BankPreviewDto.From(await BankStatementFile.PreviewAsync(content, account.Currency, ct));
    }

    private static async Task<List<BankStatement>> ReadAsync(BankAccount account, MemoryStream content, CancellationToken ct)
    {
        content.Position = 0;
        var (statements, mapping) = (new List<BankStatement>(), account.ReadMapping()?.ToMapping(account.Currency));
        await foreach (var statement in BankStatementFile.ReadAsync(content, mapping, ct)) statements.Add(statement);
        return statements;
    }

    /// <summary>A table of which nobody has said yet how it is read.</summary>
    private BankFileDto Tried(BankAccount account, SentStatement sent, SignedInOperator who, BankPreviewDto preview) => BankFileDto.From(
        ImportBankFile.Describe(account, default, sent, [], 0, who.Key, clock.GetUtcNow())) with
    { Id = null, Preview = preview };

    private async Task<Outcome<BankFileDto>> TryAsync(
        SignedInOperator who, BankAccount account, SentStatement sent, List<BankStatement> statements, BankPreviewDto? preview,
        CancellationToken ct)
    {
        db.DiscardChanges();
        var outcome = await import.RunAsync(who, account, await ids.NextAsync<BankFile>(ct), sent, statements, ct);
        db.DiscardChanges();
        return outcome.IsRefused(out var refusal, out var file) ? refusal : BankFileDto.From(file) with { Id = null, Preview = preview };
    }

    private async Task<Outcome<BankFileDto>> SaveAsync(
        SignedInOperator who, BankAccount account, SentStatement sent, List<BankStatement> statements, CancellationToken ct)
    {
        return (await unit.RunAsync(SaveOnceAsync, ct)).OrRefuse(LostRace);

        async Task<Outcome<BankFileDto>> SaveOnceAsync()
        {
            if (await db.Of<BankFile>(account.Scope).AsNoTracking()
                .SingleOrDefaultAsync(f => f.AccountId == account.Id && f.Digest == sent.Digest, ct) is { } same)
                return BankFileDto.From(same);
            var id = await ids.NextAsync<BankFile>(ct);
            if ((await import.RunAsync(who, account, id, sent, statements, ct)).IsRefused(out var refusal, out var file)) return refusal;
            db.AfterCommit(() => Imported(log, file.Id, file.ApplicationId, file.Lines, file.Matched, file.Flagged, file.LinesKnown));
            return BankFileDto.From(file);
        }
    }

    private static Refusal Refused(FileRefusedException refused) => new(
        ErrorCode.ValidationError, "The file was refused. Nothing of it was kept.",
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["file"] = refused.Row is { } row ? $"Line {row}: {refused.Message}" : refused.Message,
        });

    private static async Task<Reply> HandleAsync(
        StatementForm form, SignedInOperator who, UploadBankStatement upload, TimeProvider clock, CancellationToken ct)
    {
        if (who.Lacks(Permission.ReportRun) is { } missing) return Reply.Refused(missing, clock);
        if ((await form.ReadAsync("bankAccount", ct)).IsRefused(out var unreadable, out var sent)) return Reply.Refused(unreadable, clock);
        var request = new Request(sent.Mode, sent.Account, sent.ApplicationId, sent.IsDryRun, sent.FileName);
        return Reply.Ok(await upload.RunAsync(who, request, sent.File, ct), BankJson.Default.BankFileDto, clock);
    }

    [LoggerMessage(
        LogLevel.Information,
        "Bank statement {FileId} of application {ApplicationId} counts: {Lines} lines, {Matched} about payouts, {Flagged} flagged, {Known} "
            + "known before")]
    private static partial void Imported(
        ILogger log, Id<BankFile> fileId, ApplicationId applicationId, int lines, int matched, int flagged, int known);
}

/// <summary>A file as it was sent.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="SizeBytes">How large it is.</param>
/// <param name="Digest">See <see cref="BankFile.Digest"/>.</param>
internal sealed record SentStatement(string Name, long SizeBytes, string Digest);
