using System.ComponentModel;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Audit;
using OiPayments.Persistence;

namespace OiPayments.Privacy;

/// <summary><c>POST /admin/privacy/export</c>: everything that is kept of a customer, as one document of any length.</summary>
internal sealed class ExportCustomer(OiPaymentsDb db, FindCustomer find, KeptAnswers answers, AuditTrail audit, TimeProvider clock)
{
    /// <summary>The body of <c>POST /admin/privacy/export</c>.</summary>
    public sealed record Request(
        [property: Description("Whose customer it is.")] ApplicationId ApplicationId,
        [property: Description("The application's own name for the customer, exactly. Send one of this, customerEmail and customerPhone.")]
        string? CustomerReference,
        [property: Description("Their e-mail address; upper and lower case are the same.")] string? CustomerEmail,
        [property: Description("Their telephone number, however it is written.")] string? CustomerPhone) : IRequest<Request>
    {
        public NamedCustomer Named() => new(ApplicationId, CustomerReference, CustomerEmail, CustomerPhone);

        public static Request Read(JsonFields fields, FieldErrors errors) => new(
            new((uint)fields.RequiredWholeNumber("applicationId", 1, uint.MaxValue)), fields.OptionalText("customerReference"),
            fields.OptionalText("customerEmail"), fields.OptionalText("customerPhone"));

        public void Check(FieldErrors errors) => Named().Check(errors);
    }

    public static void Map(RouteGroupBuilder privacy) => privacy.MapPost("/export", HandleAsync)
        .WithName("exportCustomer")
        .WithSummary("Export everything about a customer")
        .WithDescription("Every record of both modes with the customer's data, by kind, as a stream of any length: for a customer who asks "
            + "what is kept of them. It is written into the audit log, without the customer. Needs a sign-in of the last five minutes. "
            + "Strongly consistent.")
        .Accepts<Request>("application/json")
        .Produces<Envelope<CustomerExportDto>>()
        .Needs(Permission.PrivacyManage)
        .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound, ErrorCode.ReauthRequired);

    /// <summary>
    /// Notes the export in the audit log, and answers the document: nothing of it is read before it is sent. Takes
    /// <see cref="Permission.PrivacyManage"/> for the application, and a sign-in of the last five minutes.
    /// </summary>
    public async Task<Outcome<JsonDownload>> RunAsync(SignedInOperator who, Request request, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if ((who.Lacks(Permission.PrivacyManage) ?? who.MustProveThemselves(now)) is { } missing) return missing;
        if (FieldErrors.In(request) is { } invalid) return invalid;
        if ((await db.FindApplicationAsync(who, Permission.PrivacyManage, request.ApplicationId, ct)).IsRefused(out var unknown, out _))
            return unknown;

        var customer = request.Named();
        await audit.RecordAsync(
            who.Actor, customer.ApplicationId,
            new(AuditAction.PrivacyExport, AuditTarget.Application, customer.ApplicationId.ToString()) { After = new { by = customer.By } },
            ct);
        await db.SaveAsync(ct);
        return new JsonDownload(now, (json, gone) => WriteAsync(json, customer, now, gone));
    }

    private async Task WriteAsync(JsonStream stream, NamedCustomer customer, DateTimeOffset now, CancellationToken ct)
    {
        var json = stream.Writer;
        await using var snapshot = await db.BeginSnapshotAsync(ct);
        json.WriteStartObject();
        json.WriteNumber("applicationId", customer.ApplicationId.Value);
        json.WriteString("exportedAt", IsoTime.Instant(now));
        json.WriteStartObject("records");
        var references = new HashSet<string>(StringComparer.Ordinal);
        foreach (var table in PersonalData.Tables)
        {
            json.WriteStartArray(table.Kind);
            await foreach (var some in find.AllAsync(customer, customer.InvoicesIn(db), ct))
            {
                references.UnionWith(some.References);
                await table.WriteAsync(json, db, some, ct);
                await stream.FlushAsync(ct);
            }

            json.WriteEndArray();
        }

        json.WriteStartArray(PersonalData.KeptAnswersKind);
        await foreach (var (_, key, body) in answers.FindAsync(customer.ApplicationId, references, ct))
        {
            json.WriteStartObject();
            json.WriteString("key", key);
            json.WritePropertyName("body");
            json.WriteRawValue(body);
            json.WriteEndObject();
            await stream.FlushAsync(ct);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static async Task<IResult> HandleAsync(
        Body<Request> body, SignedInOperator who, ExportCustomer export, TimeProvider clock, CancellationToken ct) =>
        (await export.RunAsync(who, body.Request, ct)).IsRefused(out var refusal, out var file) ? Reply.Refused(refusal, clock) : file;
}
