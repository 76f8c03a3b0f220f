using OiPayments.Access;
using OiPayments.Audit;
using OiPayments.DueWork;
using OiPayments.Persistence;

namespace OiPayments.SigningIn;

/// <summary>
/// Sessions live here, in the database, and are looked up at every request and at every call of an open page: one that was ended is
/// over at once, on every node.
/// </summary>
internal sealed class Sessions(OiPaymentsDb db, AuditTrail audit, IIdSource ids, TimeProvider clock)
{
    public const string TokenPrefix = "oios_";
    private static readonly TimeSpan LastSeenPrecision = TimeSpan.FromMinutes(1);

    private static readonly Refusal NotSignedIn = new(
        ErrorCode.Unauthorized, "Sign in with POST /auth/login and send the token as Authorization: Bearer.");
    private static readonly Refusal Over = new(ErrorCode.SessionExpired, "Your session is over; sign in again.");

    /// <summary>Adds a new session to the unit of work, with its line in the audit log. Answers its token, which is kept nowhere.</summary>
    /// <param name="person">Whose it is.</param>
    /// <param name="visit">Where they are.</param>
    /// <param name="how">By what they showed who they are, for the audit log.</param>
    /// <param name="ct">Ends the wait for an id.</param>
    public async Task<string> OpenAsync(Operator person, Visit visit, string how, CancellationToken ct)
    {
        var (token, now) = (RandomToken.New256(TokenPrefix), clock.GetUtcNow());
        var session = new OperatorSession
        {
            TokenDigest = RandomToken.Digest(token),
            Id = await ids.NextAsync<OperatorSession>(ct),
            OperatorId = person.Id,
            SecurityStamp = person.SecurityStamp,
            CreatedAt = now,
            LastSeenAt = now,
            ProvenAt = now,
            ExpiresAt = now + OperatorSession.AbsoluteLimit,
            Address = visit.AddressText,
            Network = visit.Network,
            UserAgent = Cut(visit.UserAgent),
        };
        db.Add(session);

        var who = new Actor(
            ActorType.Operator, person.Id.Value, person.Email, visit.AddressText, SignedInOperator.NameOf(session.TokenDigest));
        await audit.RecordAsync(
            who, null, new(AuditAction.SessionSignIn, AuditTarget.Session, session.Id.ToString()) { After = new { How = how } }, ct);
        return token;
    }

    /// <summary>
    /// Who is signed in with this token, at this moment, with the rights of this moment. Refused with UNAUTHORIZED when it is nobody's,
    /// and with SESSION_EXPIRED when it was somebody's. Pages that stay open ask again at every call.
    /// </summary>
    /// <param name="token">What the sign-in answered.</param>
    /// <param name="address">The IP address of this request, for the audit log.</param>
    /// <param name="ct">Ends the search.</param>
    public async Task<Outcome<SignedInOperator>> FindAsync(string token, string? address, CancellationToken ct)
    {
        if (!RandomToken.IsWhole(token, TokenPrefix)) return NotSignedIn;
        var (digest, now) = (RandomToken.Digest(token), clock.GetUtcNow());
        var found = await (
            from session in db.Directory<OperatorSession>()
            where session.TokenDigest == digest
            join person in db.Directory<Operator>() on session.OperatorId equals person.Id
            select new
            {
                Session = session,
                Operator = person,
                HasSecondFactor = db.Directory<OperatorTotp>().Any(totp => totp.OperatorId == person.Id && totp.ConfirmedAt != null)
                    || db.Directory<Passkey>().Any(passkey => passkey.OperatorId == person.Id),
                NeedsSecondFactor = db.Directory<Role>().Any(role => role.NeedsSecondFactor
                    && (person.SuperAdmin ? role.IsBuiltIn && role.Name == BuiltInRoles.SuperAdmin
                        : db.Directory<RoleGrant>().Any(grant => grant.OperatorId == person.Id && grant.RoleId == role.Id))),
            }).AsNoTracking().SingleOrDefaultAsync(ct);
        if (found is null || !found.Operator.Enabled) return NotSignedIn;
        if (found.Session.IsOver(found.Operator.SecurityStamp, now)) return Over;

        if (now - found.Session.LastSeenAt >= LastSeenPrecision)
            await db.Directory<OperatorSession>()
                .Where(s => s.TokenDigest == digest)
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.LastSeenAt, now), CancellationToken.None);

        // A proof of the future is none now, and must not become one while time passes.
        if (found.Session.ProvenAt - now > ClockWatch.MostAllowed)
        {
            await db.Directory<OperatorSession>().Where(s => s.TokenDigest == digest && s.ProvenAt == found.Session.ProvenAt)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(s => s.ProvenAt, now - SignedInOperator.ProofLasts - TimeSpan.FromSeconds(1)),
                    CancellationToken.None);
        }

        // Until the password is their own and the second factor is there, they have no rights to act with, whichever way they come.
        var (mustChange, mustEnrol) = (found.Operator.MustChangePassword, found.NeedsSecondFactor && !found.HasSecondFactor);
        var rights = mustChange || mustEnrol ? Rights.None : await db.RightsOfAsync(found.Operator, ct);
        return new SignedInOperator(
            found.Operator.Id, found.Operator.Email, found.Operator.Name, rights, digest, found.Session.ExpiresAt, found.Session.ProvenAt,
            address)
        {
            SessionId = found.Session.Id,
            MustChangePassword = mustChange,
            MustEnrol = mustEnrol,
        };
    }

    /// <summary>
    /// Ends every session of somebody, in the caller's unit of work, but the one that is kept. Their security stamp must change with it.
    /// </summary>
    public async Task EndAllAsync(SignedInOperator who, Operator person, Id<OperatorSession>? kept, CancellationToken ct)
    {
        foreach (var session in await LivingOf(person.Id).ToListAsync(ct))
        {
            if (session.Id == kept) session.SecurityStamp = person.SecurityStamp;
            else await EndAsync(who, session, ct);
        }
    }

    /// <summary>Those of somebody that were not ended and are not past their limit.</summary>
    public IQueryable<OperatorSession> LivingOf(Id<Operator> person)
    {
        var now = clock.GetUtcNow();
        return db.Directory<OperatorSession>().Where(session => session.OperatorId == person
            && session.EndedAt == null
            && session.ExpiresAt > now);
    }

    /// <summary>Ends one, in the caller's unit of work.</summary>
    public Task EndAsync(SignedInOperator who, OperatorSession session, CancellationToken ct)
    {
        session.EndedAt = clock.GetUtcNow();
        return audit.RecordAsync(who.Actor, null, new(AuditAction.SessionEnd, AuditTarget.Session, session.Id.ToString()), ct);
    }

    private static string? Cut(string? text)
    {
        var plain = new string([.. (text ?? "")
            .Where(letter => !char.IsControl(letter) && !char.IsSurrogate(letter))
            .Take(OperatorSession.MaxUserAgentLength)]);
        return plain.Length == 0 ? null : plain;
    }
}
