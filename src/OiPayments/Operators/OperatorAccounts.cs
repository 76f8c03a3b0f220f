using System.ComponentModel;
using System.Net.Mail;
using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Audit;
using OiPayments.Lists;
using OiPayments.Persistence;
using OiPayments.SigningIn;

namespace OiPayments.Operators;

/// <summary>A role that an operator has.</summary>
internal sealed record GrantDto(
    [property: Description("The number of the role.")] Id<Role> RoleId,
    [property: Description("The role's name.")] string RoleName,
    [property: Description("For which application; null: for all there are and will be.")] ApplicationId? ApplicationId);

/// <summary>An operator, as those see who look after operators.</summary>
internal sealed record OperatorDto(
    [property: Description("The number of the operator.")] Id<Operator> Id,
    [property: Description("What they sign in with.")] string Email,
    [property: Description("The name that colleagues know them by.")] string Name,
    [property: Description("Whether they may do everything.")] bool SuperAdmin,
    [property: Description("Whether they can sign in.")] bool Enabled,
    [property: Description("The roles they have; for a Super Admin that one.")] IReadOnlyList<GrantDto> Roles,
    [property: Description("When the account was made, UTC.")] DateTimeOffset CreatedAt,
    [property: Description("Counts the account's changes; as ETag too. If-Match takes it.")] int Version) : IVersioned;

/// <summary>
/// <c>/admin/users</c>: who can sign in, and with which roles. Nobody hands out more than they have, touches somebody who has more,
/// or changes their own rights; and there is always a Super Admin who can sign in.
/// </summary>
internal sealed class OperatorAccounts(
    OiPaymentsDb db, UnitOfWork unit, IIdSource ids, AuditTrail audit, StaleChange stale, UserManager<Operator> users,
    IPasswordHasher<Operator> hasher, Passwords passwords,
    SecondFactors factors, Sessions sessions, TimeProvider clock)
{
    private static readonly SortKey<Operator> ByInvitation = SortKey.By<Operator, Operator>(person => person.CreatedAt, person => person.Id);

    private const int MaxGrants = 100;
    private const int MaxNameLength = 100;

    private static readonly Refusal TooManyAtOnce = new(
        ErrorCode.InvalidOperationState, "Too many others were changing operators. Nothing was changed; read again and retry.");

    private static readonly Refusal ChangedMeanwhile = new(
        ErrorCode.InvalidOperationState,
        "Somebody else changed this operator at the same moment. Nothing was changed by you; see what they did, and retry.");

    /// <summary>A role to have.</summary>
    public sealed record GrantRequest(
        [property: Description("The number of the role.")] Id<Role> RoleId,
        [property: Description("For which application; null or left out: for all there are and will be.")] ApplicationId? ApplicationId);

    /// <summary>The body of <c>POST /admin/users</c>.</summary>
    public sealed record NewOperator(
        [property: Description("What they sign in with; unique, in any case.")] string Email,
        [property: Description("The name that colleagues know them by, at most 100 characters.")] string Name,
        [property: Description("The roles they have. An empty list makes an operator who may do nothing yet.")] IReadOnlyList<GrantRequest>? Roles,
        [property: Description("The same as roles, under the name that PUT …/roles has for it: send one of the two.")] IReadOnlyList<GrantRequest>? Grants);

    /// <summary>The body of <c>PATCH /admin/users/{id}</c>.</summary>
    public sealed record Change(
        [property: Description("The name that colleagues know them by, at most 100 characters.")] string? Name,
        [property: Description("False: their sessions end now, and they cannot sign in.")] bool? Enabled);

    /// <summary>The body of <c>PUT /admin/users/{id}/roles</c>.</summary>
    public sealed record Roles([property: Description("Every role they have from now on.")] IReadOnlyList<GrantRequest> Grants);

    /// <summary>A password that works once: it has to be changed at the first sign-in.</summary>
    public sealed record Invitation(
        [property: Description("The operator.")] OperatorDto User,
        [property: Description("Give it to them in person; this is the only time it is shown.")] string TemporaryPassword);

    public static void Map(RouteGroupBuilder api)
    {
        var users = api.MapGroup("/admin/users").WithTags("Users").RequireOperator();
        users.MapGet("", HandleListAsync)
            .WithName("listUsers").WithSummary("List operators").WithDescription("Newest first. Strongly consistent.")
            .Query<string>("email", "Only the operator with exactly this address, in any case.")
            .Produces<Envelope<IReadOnlyList<OperatorDto>>>().Paged().Refuses(ErrorCode.ValidationError).Needs(Permission.UserRead);
        users.MapGet("/{id:long}", HandleReadAsync)
            .WithName("readUser").WithSummary("Read an operator").WithDescription("Strongly consistent.")
            .Produces<Envelope<OperatorDto>>().Refuses(ErrorCode.ResourceNotFound).Needs(Permission.UserRead);
        users.MapPost("", HandleInviteAsync)
            .WithName("inviteUser").WithSummary("Invite an operator")
            .WithDescription("The answer is the only time the temporary password can be seen. Needs a sign-in of the last five minutes.")
            .Accepts<NewOperator>("application/json").Produces<Envelope<Invitation>>(StatusCodes.Status201Created)
            .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceAlreadyExists, ErrorCode.InvalidOperationState, ErrorCode.ReauthRequired).Needs(Permission.UserManage);
        users.MapPatch("/{id:long}", HandleChangeAsync)
            .WithName("changeUser").WithSummary("Change an operator")
            .WithDescription("Disabling ends their sessions at once. Needs a sign-in of the last five minutes.")
            .TakesIfMatch()
            .Accepts<Change>("application/json").Produces<Envelope<OperatorDto>>()
            .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState, ErrorCode.ReauthRequired).Needs(Permission.UserManage);
        users.MapPut("/{id:long}/roles", HandleGrantAsync)
            .WithName("grantRoles").WithSummary("Give an operator roles")
            .WithDescription("Replaces all they had, at once. At most what you may do yourself; never your own. Needs a sign-in of the last five minutes.")
            .TakesIfMatch()
            .Accepts<Roles>("application/json").Produces<Envelope<OperatorDto>>()
            .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState, ErrorCode.ReauthRequired).Needs(Permission.UserManage);
        users.MapPost("/{id:long}/reset-password", HandleResetAsync)
            .WithName("resetPassword").WithSummary("Reset an operator's password")
            .WithDescription("Makes a temporary password that works for 24 hours and has to be changed first; their sessions end. Needs a sign-in of the last five minutes.")
            .Produces<Envelope<Invitation>>()
            .Refuses(ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState, ErrorCode.ReauthRequired).Needs(Permission.UserManage);
        users.MapDelete("/{id:long}/second-factors", HandleRemoveFactorsAsync)
            .WithName("removeSecondFactors").WithSummary("Take an operator's second factors away")
            .WithDescription("For somebody who lost them: authenticator app, passkeys and recovery codes. Needs a sign-in of the last five minutes.")
            .Produces<Envelope<OperatorDto>>()
            .Refuses(ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState, ErrorCode.ReauthRequired).Needs(Permission.UserManage);
    }

    /// <param name="who">Needs user:read everywhere.</param>
    /// <param name="email">Only the one with this address; null for all.</param>
    /// <param name="page">Which part of the list.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<Outcome<Page<OperatorDto>>> ListAsync(SignedInOperator who, string? email, PageRequest page, CancellationToken ct)
    {
        if (who.LacksEverywhere(Permission.UserRead) is { } forbidden) return forbidden;
        var all = db.Directory<Operator>();
        if (email is not null)
        {
            var address = email.Trim().ToLowerInvariant();
            all = all.Where(o => o.Email == address);
        }

        var found = await all.TakePageAsync(ByInvitation, page, ct);
        return found.With(await DescribeAsync(found.Items, ct));
    }

    public async Task<Outcome<OperatorDto>> ReadAsync(SignedInOperator who, Id<Operator> id, CancellationToken ct)
    {
        if (who.LacksEverywhere(Permission.UserRead) is { } forbidden) return forbidden;
        return await db.Directory<Operator>().AsNoTracking().SingleOrDefaultAsync(o => o.Id == id, ct) is { } found ? (await DescribeAsync([found], ct))[0] : Refusal.NotFound("user");
    }

    /// <param name="who">Needs user:manage everywhere, everything that is granted, and a fresh sign-in.</param>
    /// <param name="fields">The fields of <see cref="NewOperator"/>.</param>
    /// <param name="ct">Ends it before anything is saved.</param>
    public async Task<Outcome<Invitation>> InviteAsync(SignedInOperator who, JsonElement fields, CancellationToken ct)
    {
        if (MayNotManage(who) is { } refusal) return refusal;

        var errors = new FieldErrors();
        var sent = new JsonFields(fields, errors);
        var (email, name) = (sent.RequiredText("email", Operator.MaxEmailLength).Trim().ToLowerInvariant(), sent.RequiredText("name", MaxNameLength).Trim());
        if (email.Length > 0 && !MailAddress.TryCreate(email, out _)) errors.Add("email", "Must be an e-mail address.");
        // Under either name, and not under none: whoever misspelt it would make an operator without rights.
        var list = sent.Has("grants") && !sent.Has("roles") ? "grants" : "roles";
        if (sent.Has("grants") && sent.Has("roles")) errors.Add("grants", "Is the same as roles; send one of the two.");
        var asked = ReadGrants(fields, list, errors);
        if (errors.Refusal is { } unreadable) return unreadable;
        if ((await TakeRolesAsync(asked, list, ct)).IsRefused(out var unknown, out var wanted)) return unknown;
        if (!who.Rights.Cover(wanted.Rights)) return MoreThanTheirs;

        var password = RandomToken.New128("");
        var invited = new Operator
        {
            Id = await ids.NextAsync<Operator>(ct),
            Email = email,
            Name = name,
            PasswordHash = "",
            SuperAdmin = wanted.Rights.IsSuperAdmin,
            CreatedAt = clock.GetUtcNow(),
            MustChangePassword = true,
            PasswordExpiresAt = clock.GetUtcNow() + Passwords.TemporaryFor,
            SecurityStamp = RandomToken.New128(""),
        };
        invited.PasswordHash = hasher.HashPassword(invited, password);
        invited.GiveKeys(who, clock.GetUtcNow());
        db.Add(invited);
        db.AddRange(wanted.Grants(invited.Id));
        await audit.RecordAsync(who.Actor, null, new(AuditAction.OperatorInvite, AuditTarget.Operator, invited.Id.ToString()) { After = new { email, name, roles = wanted.Describe() } }, ct);
        if (!await db.TrySaveAsync(ct))
        {
            return await db.Directory<Operator>().AnyAsync(o => o.Email == email, ct)
                ? new Refusal(ErrorCode.ResourceAlreadyExists, "An operator with this address exists already. Nobody was invited.")
                : new Refusal(ErrorCode.InvalidOperationState, "Somebody changed one of these roles meanwhile. Nobody was invited; retry.");
        }

        return new Invitation((await DescribeAsync([invited], ct))[0], password);
    }

    /// <param name="who">Needs user:manage everywhere, everything that the other may do, and a fresh sign-in.</param>
    /// <param name="id">Whom.</param>
    /// <param name="fields">The fields of <see cref="Change"/>.</param>
    /// <param name="read">The version that the change was made against.</param>
    /// <param name="ct">Ends it before anything is saved.</param>
    public async Task<Outcome<OperatorDto>> ChangeAsync(SignedInOperator who, Id<Operator> id, JsonElement fields, IfMatch read, CancellationToken ct)
    {
        if (MayNotManage(who) is { } refusal) return refusal;

        var errors = new FieldErrors();
        var sent = new JsonFields(fields, errors);
        var name = sent.Has("name") ? sent.RequiredText("name", MaxNameLength).Trim() : null;
        var enabled = sent.OptionalBoolean("enabled");
        if (errors.Refusal is { } unreadable) return unreadable;

        return await ChangeAsync(who, id, async person =>
        {
            if (enabled is false && person.Id == who.Id)
                return new Refusal(ErrorCode.InvalidOperationState, "You cannot disable yourself. Nothing was changed; somebody else has to.");
            if (!read.Allows(person.Version)) return await StaleAsync(person, fields, new { name = person.Name, enabled = person.Enabled }, logged: null, ct);

            var before = new { person.Name, person.Enabled };
            if (enabled is { } wanted && wanted != person.Enabled && person.SuperAdmin && await LastOfThemAsync(person, ct) is { } last) return last;

            (person.Name, person.Enabled) = (name ?? person.Name, enabled ?? person.Enabled);
            if (before.Enabled && !person.Enabled)
            {
                await users.UpdateSecurityStampAsync(person);
                await sessions.EndAllAsync(who, person, kept: null, ct);
            }

            await audit.RecordAsync(
                who.Actor, null, new(AuditAction.OperatorChange, AuditTarget.Operator, id.ToString()) { Before = before, After = new { person.Name, person.Enabled } }, ct);
            return null;
        }, ct);
    }

    /// <param name="who">Needs user:manage everywhere, everything the other may do now and is to be allowed, and a fresh sign-in.</param>
    /// <param name="id">Whom.</param>
    /// <param name="fields">The fields of <see cref="Roles"/>.</param>
    /// <param name="read">The version that the change was made against.</param>
    /// <param name="ct">Ends it before anything is saved.</param>
    public async Task<Outcome<OperatorDto>> GrantAsync(SignedInOperator who, Id<Operator> id, JsonElement fields, IfMatch read, CancellationToken ct)
    {
        if (MayNotManage(who) is { } refusal) return refusal;
        if (who.Id == id) return new Refusal(ErrorCode.Forbidden, "Nobody changes their own roles. Nothing was changed; somebody else has to.");

        var errors = new FieldErrors();
        var asked = ReadGrants(fields, "grants", errors);
        if (errors.Refusal is { } unreadable) return unreadable;
        return await ChangeAsync(who, id, async person =>
        {
            var had = await DescribeAsync([person], ct);
            if (!read.Allows(person.Version))
            {
                var sent = JsonSerializer.SerializeToElement(new { grants = InOrder(asked) });
                var has = InOrder(had[0].Roles.Select(grant => (grant.RoleId, grant.ApplicationId)));
                return await StaleAsync(person, sent, new { grants = has }, logged: "roles", ct);
            }

            if ((await TakeRolesAsync(asked, "grants", ct)).IsRefused(out var unknown, out var wanted)) return unknown;
            if (!who.Rights.Cover(wanted.Rights)) return MoreThanTheirs;
            if (person.SuperAdmin != wanted.Rights.IsSuperAdmin && await LastOfThemAsync(person, ct) is { } last) return last;

            var (old, wants) = (await db.Directory<RoleGrant>().Where(grant => grant.OperatorId == id).ToListAsync(ct), wanted.Grants(id).ToList());
            db.RemoveRange(old.Where(grant => !wants.Exists(other => other.RoleId == grant.RoleId && other.ApplicationId == grant.ApplicationId)));
            db.AddRange(wants.Where(grant => !old.Exists(other => other.RoleId == grant.RoleId && other.ApplicationId == grant.ApplicationId)));
            person.SuperAdmin = wanted.Rights.IsSuperAdmin;
            await audit.RecordAsync(
                who.Actor, null, new(AuditAction.OperatorGrant, AuditTarget.Operator, id.ToString()) { Before = new { roles = had[0].Roles }, After = new { roles = wanted.Describe() } }, ct);
            return null;
        }, ct);
    }

    /// <summary>
    /// A temporary password for somebody who forgot theirs. Of two at once one is refused: its password would be dead before it was told.
    /// </summary>
    public async Task<Outcome<Invitation>> ResetPasswordAsync(SignedInOperator who, Id<Operator> id, CancellationToken ct)
    {
        string? temporary = null;
        var changed = await ChangeAsync(who, id, async person =>
        {
            if ((await passwords.ResetAsync(who, person, ct)).IsRefused(out var refusal, out var made)) return refusal;
            temporary = made;
            return null;
        }, ct, once: true);
        return changed.IsRefused(out var refused, out var user) ? refused : new Invitation(user, temporary!);
    }

    /// <summary>Takes the second factors of somebody who lost them.</summary>
    public Task<Outcome<OperatorDto>> RemoveSecondFactorsAsync(SignedInOperator who, Id<Operator> id, CancellationToken ct) => ChangeAsync(
        who, id, async person => (await factors.RemoveAllAsync(who, person, ct)).IsRefused(out var refusal, out _) ? refusal : null, ct);

    private static Refusal MoreThanTheirs => new(ErrorCode.Forbidden, "That is more than you may do yourself. Nothing was changed.");

    private async Task<Outcome<OperatorDto>> ChangeAsync(SignedInOperator who, Id<Operator> id, Func<Operator, Task<Refusal?>> change, CancellationToken ct, bool once = false)
    {
        if (MayNotManage(who) is { } forbidden) return forbidden;
        var changed = await unit.RunAsync(ChangeOnceAsync, ct, whenLost: once ? () => Task.FromResult<Refusal?>(ChangedMeanwhile) : null);
        return changed.OrRefuse(TooManyAtOnce).IsRefused(out var refused, out var saved) ? refused : (await DescribeAsync([saved], ct))[0];

        async Task<Outcome<Operator>> ChangeOnceAsync()
        {
            if (await db.Directory<Operator>().SingleOrDefaultAsync(o => o.Id == id, ct) is not { } person) return Refusal.NotFound("user");
            if (!who.Rights.Cover(await db.RightsOfAsync(person, ct))) return new Refusal(ErrorCode.Forbidden, "This operator may do more than you. Nothing was changed.");
            if (await change(person) is { } refusal) return refusal;
            person.Version++;
            return person;
        }
    }

    private Task<Refusal> StaleAsync(Operator person, JsonElement sent, object current, string? logged, CancellationToken ct) => stale.DescribeAsync(
        "operator", null, (AuditTarget.Operator, person.Id.ToString()), sent, JsonSerializer.SerializeToElement(current), logged, ct);

    /// <summary>Grants as requests spell them, in one order, so that the same ones are the same text.</summary>
    private static IEnumerable<object> InOrder(IEnumerable<(Id<Role> Role, ApplicationId? Application)> grants) =>
        grants.OrderBy(grant => grant.Role.Value).ThenBy(grant => grant.Application?.Value).Select(grant => new { roleId = grant.Role.Value, applicationId = grant.Application?.Value });

    private Refusal? MayNotManage(SignedInOperator who) => who.LacksEverywhere(Permission.UserManage) ?? who.MustProveThemselves(clock.GetUtcNow());

    /// <summary>
    /// Refuses when without this one no Super Admin could sign in. Who is one, and enabled, changes under the version of that role:
    /// of two who remove each other at once, one has to look again.
    /// </summary>
    private async Task<Refusal?> LastOfThemAsync(Operator person, CancellationToken ct)
    {
        var role = await db.Directory<Role>().SingleAsync(role => role.IsBuiltIn && role.Name == BuiltInRoles.SuperAdmin, ct);
        role.Version++;
        if (!person.SuperAdmin || !person.Enabled || await db.Directory<Operator>().AnyAsync(other => other.SuperAdmin && other.Enabled && other.Id != person.Id, ct)) return null;
        return new(ErrorCode.InvalidOperationState, "This is the last Super Admin who can sign in. Nothing was changed; make another one first.");
    }

    private static List<(Id<Role> Role, ApplicationId? Application)> ReadGrants(JsonElement sent, string name, FieldErrors errors)
    {
        List<(Id<Role> Role, ApplicationId? Application)> grants = [];
        if (!sent.TryGetProperty(name, out var list) || list.ValueKind is JsonValueKind.Null)
        {
            errors.Add(name, "Is required; an empty list gives no role, and takes those there are.");
            return grants;
        }

        if (list.ValueKind is not JsonValueKind.Array || list.GetArrayLength() > MaxGrants)
        {
            errors.Add(name, $"Must be a list of at most {MaxGrants} roles.");
            return grants;
        }

        foreach (var (place, item) in list.EnumerateArray().Index())
        {
            if (item.ValueKind is not JsonValueKind.Object)
            {
                errors.Add($"{name}[{place}]", "Must be an object with a roleId.");
                continue;
            }

            var here = new FieldErrors();
            var fields = new JsonFields(item, here);
            var (role, application) = (fields.RequiredWholeNumber("roleId", 1, long.MaxValue), fields.OptionalWholeNumber("applicationId", 1, uint.MaxValue));
            foreach (var (field, message) in here.Refusal?.Fields ?? new Dictionary<string, string>()) errors.Add($"{name}[{place}].{field}", message);
            grants.Add((new(role), application is { } number ? new ApplicationId((uint)number) : null));
        }

        return [.. grants.Distinct()];
    }

    /// <summary>
    /// The roles as they are now, each counted up: whoever changes or deletes one at the same moment does not save, or we do not.
    /// </summary>
    private async Task<Outcome<WantedRoles>> TakeRolesAsync(List<(Id<Role> Role, ApplicationId? Application)> asked, string name, CancellationToken ct)
    {
        var numbers = asked.Select(grant => grant.Role).Distinct().ToList();
        var roles = await db.Directory<Role>().Where(role => numbers.Contains(role.Id)).ToDictionaryAsync(role => role.Id, ct);
        var errors = new FieldErrors();
        foreach (var (place, (role, application)) in asked.Index())
        {
            if (!roles.TryGetValue(role, out var found)) errors.Add($"{name}[{place}].roleId", "There is no such role.");
            else if (found is { IsBuiltIn: true, Name: BuiltInRoles.SuperAdmin } && application is not null) errors.Add($"{name}[{place}].applicationId", "A Super Admin is one everywhere; leave it out.");
        }

        foreach (var role in roles.Values) role.Version++;
        return errors.Refusal is { } refusal ? refusal : new WantedRoles([.. asked.Select(grant => (roles[grant.Role], grant.Application))]);
    }

    private async Task<IReadOnlyList<OperatorDto>> DescribeAsync(IReadOnlyList<Operator> people, CancellationToken ct)
    {
        var numbers = people.Select(person => person.Id).ToList();
        var grants = (await db.Directory<RoleGrant>().AsNoTracking().Where(grant => numbers.Contains(grant.OperatorId))
            .Join(db.Directory<Role>(), grant => grant.RoleId, role => role.Id, (grant, role) => new { grant.OperatorId, grant.ApplicationId, role.Id, role.Name }).ToListAsync(ct))
            .ToLookup(grant => grant.OperatorId);
        var everything = people.Any(person => person.SuperAdmin)
            ? await db.Directory<Role>().AsNoTracking().SingleAsync(role => role.IsBuiltIn && role.Name == BuiltInRoles.SuperAdmin, ct)
            : null;
        return
        [
            .. people.Select(person => new OperatorDto(
                person.Id, person.Email, person.Name, person.SuperAdmin, person.Enabled,
                person.SuperAdmin
                    ? [new(everything!.Id, everything.Name, null)]
                    : [.. grants[person.Id].OrderBy(grant => grant.Name, StringComparer.Ordinal).ThenBy(grant => grant.ApplicationId.Value)
                        .Select(grant => new GrantDto(grant.Id, grant.Name, grant.ApplicationId == RoleGrant.Everywhere ? null : grant.ApplicationId))],
                person.CreatedAt, person.Version)),
        ];
    }

    private static async Task<Reply> HandleListAsync(HttpRequest request, SignedInOperator who, OperatorAccounts accounts, TimeProvider clock, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var query = new QueryFields(request.Query, errors);
        var (page, email) = (query.Page(), query.Text("email", Operator.MaxEmailLength));
        return errors.Refusal is { } refusal
            ? Reply.Refused(refusal, clock)
            : Reply.Page(await accounts.ListAsync(who, email, page, ct), OperatorsJson.Default.IReadOnlyListOperatorDto, clock);
    }

    private static async Task<Reply> HandleReadAsync(Id<Operator> id, SignedInOperator who, OperatorAccounts accounts, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await accounts.ReadAsync(who, id, ct), OperatorsJson.Default.OperatorDto, clock);

    private static async Task<Reply> HandleInviteAsync(JsonBody body, SignedInOperator who, OperatorAccounts accounts, TimeProvider clock, CancellationToken ct) =>
        Reply.Created(await accounts.InviteAsync(who, body.Root, ct), OperatorsJson.Default.Invitation, clock);

    private static async Task<Reply> HandleChangeAsync(Id<Operator> id, JsonBody body, IfMatch read, SignedInOperator who, OperatorAccounts accounts, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await accounts.ChangeAsync(who, id, body.Root, read, ct), OperatorsJson.Default.OperatorDto, clock);

    private static async Task<Reply> HandleGrantAsync(Id<Operator> id, JsonBody body, IfMatch read, SignedInOperator who, OperatorAccounts accounts, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await accounts.GrantAsync(who, id, body.Root, read, ct), OperatorsJson.Default.OperatorDto, clock);

    private static async Task<Reply> HandleResetAsync(Id<Operator> id, SignedInOperator who, OperatorAccounts accounts, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await accounts.ResetPasswordAsync(who, id, ct), OperatorsJson.Default.Invitation, clock);

    private static async Task<Reply> HandleRemoveFactorsAsync(Id<Operator> id, SignedInOperator who, OperatorAccounts accounts, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await accounts.RemoveSecondFactorsAsync(who, id, ct), OperatorsJson.Default.OperatorDto, clock);

    /// <summary>Roles as they are to be had, found and with their names.</summary>
    private sealed class WantedRoles(IReadOnlyList<(Role Role, ApplicationId? Application)> roles)
    {
        public Rights Rights { get; } = new(
            roles.Any(wanted => IsEverything(wanted.Role)), roles.SelectMany(wanted => wanted.Role.Permissions.Select(permission => (permission, wanted.Application))));

        // Who may do everything needs no list.
        public IEnumerable<RoleGrant> Grants(Id<Operator> person) => Rights.IsSuperAdmin ? [] : roles.Select(wanted => new RoleGrant
        {
            OperatorId = person,
            RoleId = wanted.Role.Id,
            ApplicationId = wanted.Application ?? RoleGrant.Everywhere,
        });

        public IEnumerable<GrantDto> Describe() => roles.Where(wanted => !Rights.IsSuperAdmin || IsEverything(wanted.Role))
            .Select(wanted => new GrantDto(wanted.Role.Id, wanted.Role.Name, wanted.Application));

        private static bool IsEverything(Role role) => role is { IsBuiltIn: true, Name: BuiltInRoles.SuperAdmin };
    }
}
