using System.ComponentModel;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Audit;
using OiPayments.Persistence;

namespace OiPayments.SigningIn;

/// <summary><c>PATCH /auth/passkeys/{passkeyId}</c> renames a passkey.</summary>
internal sealed class RenamePasskey(OiPaymentsDb db, Passkeys passkeys, AuditTrail audit)
{
    public sealed record Request([property: Description("What to call the passkey.")] string Name) : IRequest<Request>
    {
        public static Request Read(JsonFields fields, FieldErrors errors) => new(fields.RequiredText("name"));

        public void Check(FieldErrors errors) => errors.CheckFilled("name", Name, Passkey.MaxNameLength);
    }

    public static void Map(RouteGroupBuilder own) => own.MapPatch("/passkeys/{passkeyId:long}", HandleAsync)
        .WithName("renamePasskey")
        .WithSummary("Rename a passkey")
        .WithDescription("The name helps you tell your passkeys apart.")
        .Accepts<Request>("application/json")
        .Produces<Envelope<PasskeyDto>>()
        .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound);

    /// <summary>Saves.</summary>
    /// <param name="who">Whose it is.</param>
    /// <param name="id">Which.</param>
    /// <param name="request">What to call it.</param>
    /// <param name="ct">Ends the work.</param>
    public async Task<Outcome<PasskeyDto>> RunAsync(SignedInOperator who, Id<Passkey> id, Request request, CancellationToken ct)
    {
        if (FieldErrors.In(request) is { } wrong) return wrong;
        if (who.Unfinished(mayEnrol: true) is { } refusal) return refusal;
        if (await passkeys.FindOwnAsync(who, id, ct) is not { } passkey) return Refusal.NotFound("passkey");

        var before = passkey.Name;
        passkey.Name = request.Name;
        await audit.RecordAsync(who.Actor, null, new(AuditAction.PasskeyRename, AuditTarget.Passkey, id.ToString())
        { Before = new { Name = before }, After = new { request.Name } }, ct);
        return await db.TrySaveAsync(ct) ? PasskeyDto.From(passkey) : Refusal.NotFound("passkey");
    }

    private static async Task<Reply> HandleAsync(
        Body<Request> body, long passkeyId, SignedInOperator who, RenamePasskey rename, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await rename.RunAsync(who, new(passkeyId), body.Request, ct), SigningInJson.Default.OnePasskey, clock);
}
