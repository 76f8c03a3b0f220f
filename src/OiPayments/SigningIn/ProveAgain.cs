using System.ComponentModel;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Audit;
using OiPayments.Persistence;

namespace OiPayments.SigningIn;

/// <summary>
/// <c>POST /auth/reauth</c> proves again, with the password or a passkey, that it is they who sit there: opens the next five minutes for
/// what asks for it.
/// </summary>
internal sealed class ProveAgain(
    OiPaymentsDb db, PasswordCheck passwords, SignInLimits limits, Passkeys passkeys, AuditTrail audit, SigningInMetrics metrics,
    TimeProvider clock)
{
    public sealed record Request(
        [property: Description("The password of the one who is signed in. This or a passkey.")] string? Password,
        [property: Description("A passkey's answer to the options of POST /auth/reauth/options. This or the password.")]
        PasskeyAssertion? Passkey) : IRequest<Request>
    {
        public static Request Read(JsonFields fields, FieldErrors errors) => new(
            fields.OptionalText("password"), fields.OptionalObject("passkey") is { } answer ? PasskeyAssertion.Read(answer, errors) : null);

        public void Check(FieldErrors errors)
        {
            if (Passkey is not null) Passkey.Check(errors);
            else errors.CheckFilled("password", Password, PasswordRules.MaxLength);
        }

        // Passwords are never shown as text.
        public override string ToString() => nameof(ProveAgain);
    }

    public static void Map(RouteGroupBuilder auth) => auth.MapPost("/reauth", HandleAsync)
        .WithName("reauthenticate")
        .WithSummary("Re-authenticate")
        .WithDescription("Send the password or a passkey. For the next five minutes you may do what needs a fresh sign-in, such as "
            + "rotating credentials.")
        .Accepts<Request>("application/json")
        .Produces<Envelope<SignedInOperatorDto>>()
        .RequireOperator()
        .EvenBeforeEnrolment()
        .Refuses(ErrorCode.ValidationError, ErrorCode.InvalidCredentials, ErrorCode.AccountLocked);

    /// <summary>Saves. Wrong passwords are counted, and lock.</summary>
    /// <param name="who">Who has to prove themselves.</param>
    /// <param name="request">The password, or a passkey's answer to the challenge of <see cref="StartPasskeyProof"/>.</param>
    /// <param name="ct">Ends the work.</param>
    public async Task<Outcome<SignedInOperator>> RunAsync(SignedInOperator who, Request request, CancellationToken ct)
    {
        if (FieldErrors.In(request) is { } wrong) return wrong;
        return request.Passkey is { } passkey
            ? await WithPasskeyAsync(who, passkey, ct)
            : await WithPasswordAsync(who, request.Password ?? "", ct);
    }

    private async Task<Outcome<SignedInOperator>> WithPasswordAsync(SignedInOperator who, string password, CancellationToken ct)
    {
        if ((await limits.BeginAsync(who, ct)).IsRefused(out var locked, out var attempt))
        {
            metrics.Failed(SignInFailure.Locked);
            return locked;
        }


        var person = await db.Directory<Operator>().AsNoTracking().SingleAsync(person => person.Id == who.Id, ct);
        if (!passwords.IsRight(person, password)) return await RefuseAsync(who, new(ErrorCode.InvalidCredentials, "Wrong password."), ct);

        var proven = await NoteAsync(who, "password", ct);
        await db.SaveAsync(ct);
        await limits.ClearAsync(attempt);
        return proven;
    }

    private async Task<Outcome<SignedInOperator>> WithPasskeyAsync(SignedInOperator who, PasskeyAssertion passkey, CancellationToken ct)
    {
        if (await passkeys.UseAsync(who, passkey, ct) is null) return await RefuseAsync(who, Passkeys.Unknown, ct);

        var proven = await NoteAsync(who, "passkey", ct);
        if (await db.TrySaveAsync(ct)) return proven;
        metrics.Failed(SignInFailure.Proof);
        return Passkeys.Unknown;
    }

    private async Task<SignedInOperator> NoteAsync(SignedInOperator who, string how, CancellationToken ct)
    {
        var session = await db.Directory<OperatorSession>().SingleAsync(session => session.TokenDigest == who.SessionDigest, ct);
        session.ProvenAt = clock.GetUtcNow();
        await audit.RecordAsync(
            who.Actor, null, new(AuditAction.SessionProve, AuditTarget.Session, who.SessionId.ToString()) { After = new { How = how } },
            ct);
        return who with { ProvenAt = session.ProvenAt };
    }

    private async Task<Refusal> RefuseAsync(SignedInOperator who, Refusal refusal, CancellationToken ct)
    {
        metrics.Failed(SignInFailure.Proof);
        await audit.RecordAsync(who.Actor, null, new(AuditAction.SessionProveFailed, AuditTarget.Session, who.SessionId.ToString()), ct);

        // False only when another used the same challenge up, and wrote the line.
        await db.TrySaveAsync(ct);
        return refusal;
    }

    private static async Task<Reply> HandleAsync(
        Body<Request> body, SignedInOperator who, ProveAgain prove, TimeProvider clock, CancellationToken ct) =>
        (await prove.RunAsync(who, body.Request, ct)).IsRefused(out var refusal, out var now)
            ? Reply.Refused(refusal, clock)
            : Reply.Ok(SignedInOperatorDto.From(now), SigningInJson.Default.SignedInOperator, clock);
}
