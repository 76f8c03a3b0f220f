using System.Buffers;
using System.ComponentModel;
using System.Security.Cryptography;
using System.Text.Json;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Audit;
using OiPayments.DueWork;
using OiPayments.Persistence;

namespace OiPayments.Reconciliation;

/// <summary>
/// <c>POST /admin/reconciliation/statements</c>: an operator uploads a settlement file. It is kept as it comes in, and read by a worker
/// afterwards.
/// </summary>
internal sealed partial class UploadStatement(
    OiPaymentsDb db, UnitOfWork unit, IIdSource ids, AuditTrail audit, RegisteredGateways gateways, DueSignal<ReadStatements> signal,
    TimeProvider clock, ILogger<UploadStatement> log)
{
    public const int MaxMegabytes = 100;
    public const long MaxBytes = MaxMegabytes * 1_000_000L;

    private static readonly Refusal Empty = new(
        ErrorCode.ValidationError, "The file is empty. Nothing was kept; download it again from the gateway.",
        new Dictionary<string, string>(StringComparer.Ordinal) { ["file"] = "Is empty." });

    public static Refusal TooLarge { get; } = new(
        ErrorCode.PayloadTooLarge, $"A settlement file has at most {MaxMegabytes} MB. Nothing was kept; split it by days.");

    /// <summary>What is said of a file beside its bytes.</summary>
    public sealed record Request(
        [property: Description("LIVE, or TEST for trying it out.")] Mode Mode,
        [property: Description("The gateway that made the file; the one of new payments when left out.")] string? Gateway,
        [property: Description("The application whose own store the file is about; left out for the service's store.")]
        ApplicationId? ApplicationId,
        [property: Description("true: read it to try it out; none of its rows counts.")] bool DryRun,
        [property: Description("What the file is called.")] string FileName);

    /// <summary>The form that is sent, for the API's description; <see cref="StatementForm"/> reads it as it comes in.</summary>
    public sealed record Form(
        [property: Description("LIVE, or TEST for trying it out.")] Mode Mode,
        [property: Description("The gateway that made the file; the one of new payments when left out.")] string? Gateway,
        [property: Description("The number of the application whose own store the file is about; left out for the service's store.")]
        long? ApplicationId,
        [property: Description("true: read it to try it out; none of its rows counts.")] bool? DryRun,
        [property: Description("The file. It stands behind the other fields.")] IFormFile File);

    public static void Map(RouteGroupBuilder reconciliation) => reconciliation.MapPost("/statements", HandleAsync)
        .WithName("uploadSettlementStatement")
        .WithSummary("Upload a settlement file")
        .WithDescription($"A form (multipart/form-data) with the fields mode, and perhaps gateway, applicationId and dryRun, and after "
            + $"them the file: CSV, XLSX or an HTML table, of at most {MaxMegabytes} MB. It is kept, and read at once in the background: "
            + "follow it at GET /admin/reconciliation/statements/{id}. Its rows count all together or not at all. The same file again "
            + "answers with the first upload. Without a saved mapping only a dry run is taken: it shows the file's first rows and proposes "
            + "a mapping. Needs report:run for every application, or for the named one.")
        .Accepts<Form>("multipart/form-data")
        .Produces<Envelope<SettlementStatementDto>>(StatusCodes.Status202Accepted)
        .Needs(Permission.ReportRun)
        .Refuses(
            ErrorCode.ValidationError, ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState, ErrorCode.PayloadTooLarge,
            ErrorCode.UnsupportedMediaType);

    /// <param name="who">Needs report:run for the application, or for every one.</param>
    /// <param name="request">What it is about.</param>
    /// <param name="file">Its bytes, read once.</param>
    /// <param name="ct">Ends it; what was kept of the file is deleted.</param>
    public Task<Outcome<SettlementStatementDto>> RunAsync(SignedInOperator who, Request request, Stream file, CancellationToken ct) =>
        TakeAsync(who, request, file, known: null, ct);

    /// <summary>
    /// As <see cref="RunAsync"/>. Where it is known how the file is read, because it was written here, the mapping of its account does not
    /// matter, and need not be there.
    /// </summary>
    public async Task<Outcome<SettlementStatementDto>> TakeAsync(
        SignedInOperator who, Request request, Stream file, StatementPreview? known, CancellationToken ct)
    {
        if ((await db.OwnerOfAsync(who, Permission.ReportRun, request.ApplicationId, ct)).IsRefused(out var beyond, out var owner))
            return beyond;
        if (Named(request.Gateway) is not { } gateway) return NotSetUp(request.Gateway!);
        var account = await db.Of<SettlementAccount>(new Scope(owner.Id, request.Mode)).AsNoTracking()
            .SingleOrDefaultAsync(a => a.Gateway == gateway, ct);
        if (!request.DryRun && known is null && account?.Mapping is null) return NoMapping(request.Mode, gateway);

        var id = await ids.NextAsync<SettlementStatement>(ct);
        try
        {
            if ((await KeepAsync(owner.Id, id, file, ct)).IsRefused(out var refusal, out var kept)) return refusal;
            var outcome = await RegisterAsync(who, owner.Id, id, request with { Gateway = gateway }, kept with { Preview = known }, ct);
            if (outcome.IsRefused(out _, out var statement) || statement.Id != id.Value) await ForgetAsync(owner.Id, id);
            return outcome;
        }
        catch (Exception failure) when (failure is not OutcomeUnknownException)
        {
            await ForgetAsync(owner.Id, id);
            throw;
        }
    }

    private string? Named(string? gateway) =>
        gateway is null ? gateways.Default.Name : gateways.Taking(gateway) is { } found && found.Name == gateway ? gateway : null;

    private Refusal NotSetUp(string gateway) => new(
        ErrorCode.ValidationError, "The request is not valid.",
        new Dictionary<string, string>(StringComparer.Ordinal) { ["gateway"] = $"Must be {gateways.List}, not {gateway.CutTo(32)}." });

    private static Refusal NoMapping(Mode mode, string gateway) => new(
        ErrorCode.InvalidOperationState,
        $"Nobody has said yet how the settlement files of {gateway} {WireNames<Mode>.Of(mode)} are laid out. Upload the file with "
            + "dryRun=true, look at the mapping that it proposes, save it with PUT /admin/reconciliation/mappings, and upload it again. "
            + "Nothing was kept.");

    /// <summary>Writes the file piece by piece, each on its own: a large one is never in memory whole.</summary>
    private async Task<Outcome<Kept>> KeepAsync(ApplicationId owner, Id<SettlementStatement> id, Stream file, CancellationToken ct)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(StatementChunk.Size);
        try
        {
            var size = 0L;
            for (var number = 0; ; number++)
            {
                var length = await file.ReadAtLeastAsync(
                    buffer.AsMemory(0, StatementChunk.Size), StatementChunk.Size, throwOnEndOfStream: false, ct);
                if (length == 0) break;
                if ((size += length) > MaxBytes) return TooLarge;
                digest.AppendData(buffer, 0, length);
                db.Add(new StatementChunk
                {
                    ApplicationId = owner,
                    StatementId = id,
                    Number = number,
                    Content = buffer[..length],
                    CreatedAt = clock.GetUtcNow(),
                });
                await db.SaveAsync(ct);
                db.DiscardChanges();
                if (length < StatementChunk.Size) break;
            }

            return size == 0 ? Empty : new Kept(size, Convert.ToHexStringLower(digest.GetHashAndReset()), Preview: null);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<Outcome<SettlementStatementDto>> RegisterAsync(
        SignedInOperator who, ApplicationId owner, Id<SettlementStatement> id, Request request, Kept kept, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return (await unit.RunAsync(RegisterOnceAsync, ct)).OrRefuse(new(
            ErrorCode.ServiceUnavailable, "Others uploaded files at the same moment. Nothing was kept; upload it again."));

        async Task<Outcome<SettlementStatementDto>> RegisterOnceAsync()
        {
            var gateway = request.Gateway!;
            var scope = new Scope(owner, request.Mode);
            if (!request.DryRun && await db.Of<SettlementStatement>(scope).AsNoTracking().SingleOrDefaultAsync(
                    s => s.Gateway == gateway && s.Digest == kept.Digest && !s.IsDryRun
                        && (s.Status == StatementStatus.Received || s.Status == StatementStatus.Reading
                            || s.Status == StatementStatus.Imported), ct) is { } same)
                return SettlementStatementDto.From(same);

            if (!await db.Of<SettlementAccount>(scope).AnyAsync(a => a.Gateway == gateway, ct))
                db.Add(new SettlementAccount { ApplicationId = owner, Mode = request.Mode, Gateway = gateway });
            var statement = new SettlementStatement
            {
                ApplicationId = owner,
                Id = id,
                Mode = request.Mode,
                Gateway = gateway,
                FileName = request.FileName.CutTo(SettlementStatement.MaxFileNameLength),
                SizeBytes = kept.Size,
                Digest = kept.Digest,
                IsDryRun = request.DryRun,
                CreatedBy = who.Key,
                CreatedAt = now,
            };
            if (kept.Preview is { } preview)
                statement.Show(JsonSerializer.Serialize(preview, ReconciliationJson.Default.StatementPreview));
            statement.WaitSince(now);
            db.Add(statement);
            await audit.RecordAsync(
                who.Actor, request.ApplicationId, new(AuditAction.StatementUpload, AuditTarget.Statement, id.ToString())
                {
                    After = new
                    {
                        mode = WireNames<Mode>.Of(request.Mode),
                        gateway,
                        statement.FileName,
                        statement.SizeBytes,
                        statement.Digest,
                        dryRun = request.DryRun,
                    },
                }, ct);
            db.AfterCommit(() =>
            {
                signal.Wake(owner);
                Uploaded(log, id, owner, kept.Size, who.Id);
            });
            return SettlementStatementDto.From(statement);
        }
    }

    /// <summary>Deletes the pieces of a file that does not count. What is left of it when that fails is deleted later.</summary>
    private async Task ForgetAsync(ApplicationId owner, Id<SettlementStatement> id)
    {
        db.DiscardChanges();
        await db.Of<StatementChunk>(owner).Where(c => c.StatementId == id).ExecuteDeleteAsync(CancellationToken.None);
    }

    private static async Task<Reply> HandleAsync(
        StatementForm form, SignedInOperator who, UploadStatement upload, TimeProvider clock, CancellationToken ct)
    {
        if (who.Lacks(Permission.ReportRun) is { } missing) return Reply.Refused(missing, clock);
        if ((await form.ReadAsync("gateway", ct)).IsRefused(out var unreadable, out var sent)) return Reply.Refused(unreadable, clock);
        var request = new Request(sent.Mode, sent.Account, sent.ApplicationId, sent.IsDryRun, sent.FileName);
        return (await upload.RunAsync(who, request, sent.File, ct)).IsRefused(out var refusal, out var statement)
            ? Reply.Refused(refusal, clock)
            : Reply.Accepted(statement, ReconciliationJson.Default.SettlementStatementDto, clock);
    }

    /// <param name="Size">In bytes.</param>
    /// <param name="Digest">See <see cref="SettlementStatement.Digest"/>.</param>
    /// <param name="Preview">How it is read, where that is known before anybody looks at it.</param>
    private sealed record Kept(long Size, string Digest, StatementPreview? Preview);

    [LoggerMessage(
        LogLevel.Information, "Settlement file {StatementId} of {SizeBytes} bytes was uploaded for application {ApplicationId} by operator "
            + "{OperatorId}")]
    private static partial void Uploaded(
        ILogger log, Id<SettlementStatement> statementId, ApplicationId applicationId, long sizeBytes, Id<Operator> operatorId);
}
