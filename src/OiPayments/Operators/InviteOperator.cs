using System.ComponentModel;
using System.Net.Mail;
using Microsoft.AspNetCore.Identity;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Audit;
using OiPayments.Persistence;

namespace OiPayments.Operators;

/// <summary>
/// <c>POST /admin/users</c> makes an operator's account, with a temporary password that is shown this once. Nobody hands out more than they
/// have.
/// </summary>
internal sealed class InviteOperator(OiPaymentsDb db, IIdSource ids, IPasswordHasher<Operator> hasher, AuditTrail audit, TimeProvider clock)
{
    /// <summary>The body of <c>POST /admin/users</c>.</summary>
    public sealed record Request(
        [property: Description("What they sign in with; unique, in any case.")] string Email,
        [property: Description("The name that colleagues know them by, at most 100 characters.")] string Name,
        [property: Description("The roles they have. An empty list makes an operator who may do nothing yet.")]
        IReadOnlyList<NewGrant>? Roles,
        [property: Description("The same as roles, under the name that PUT …/roles has for it: send one of the two.")]
        IReadOnlyList<NewGrant>? Grants) : IRequest<Request>
    {
        public static Request Read(JsonFields fields, FieldErrors errors) => new(
            fields.RequiredText("email"), fields.RequiredText("name"), NewGrant.ReadList(fields, "roles"),
            NewGrant.ReadList(fields, "grants"));

        public void Check(FieldErrors errors)
        {
            errors.CheckFilled("email", Email, FieldRules.MaxEmailLength);
            if (!MailAddress.TryCreate(Email.Trim(), out _)) errors.Add("email", "Must be an e-mail address.");
            errors.CheckFilled("name", Name, Operator.MaxNameLength);

            // Under either name, and not under none: whoever misspelt it would make an operator without rights.
            if (Roles is not null && Grants is not null) errors.Add("grants", "Is the same as roles; send one of the two.");
            var (name, wanted) = Wanted();
            NewGrant.Check(name, wanted, errors);
        }

        /// <summary>The roles to have, and the name that they were sent under.</summary>
        public (string Name, IReadOnlyList<NewGrant>? Roles) Wanted() =>
            Roles is null && Grants is not null ? ("grants", Grants) : ("roles", Roles);
    }

    public static void Map(RouteGroupBuilder users) => users.MapPost("", HandleAsync)
        .WithName("inviteUser")
        .WithSummary("Invite an operator")
        .WithDescription("The answer is the only time the temporary password can be seen. Needs a sign-in of the last five minutes.")
        .Accepts<Request>("application/json")
        .Produces<Envelope<Invitation>>(StatusCodes.Status201Created)
        .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceAlreadyExists, ErrorCode.InvalidOperationState, ErrorCode.ReauthRequired)
        .Needs(Permission.UserManage);

    /// <param name="who">Needs user:manage everywhere, everything that is granted, and a fresh sign-in.</param>
    /// <param name="request">Whom to invite.</param>
    /// <param name="ct">Ends it before anything is saved.</param>
    public async Task<Outcome<Invitation>> RunAsync(SignedInOperator who, Request request, CancellationToken ct)
    {
        if (who.MayNotManageOperators(clock.GetUtcNow()) is { } refusal) return refusal;
        if (FieldErrors.In(request) is { } wrong) return wrong;
        var (list, asked) = request.Wanted();
        if ((await db.TakeRolesAsync(asked ?? [], list, ct)).IsRefused(out var unknown, out var wanted)) return unknown;
        if (!who.Rights.Cover(wanted.Rights)) return AccountChanges.MoreThanTheirs;

        var (email, name, now) = (request.Email.Trim().ToLowerInvariant(), request.Name.Trim(), clock.GetUtcNow());
        var invited = new Operator
        {
            Id = await ids.NextAsync<Operator>(ct),
            Email = email,
            Name = name,
            PasswordHash = "",
            SuperAdmin = wanted.Rights.IsSuperAdmin,
            CreatedAt = now,
            SecurityStamp = RandomToken.New128(""),
        };
        var password = TemporaryPassword.GiveTo(invited, who, hasher, now);
        db.Add(invited);
        db.AddRange(wanted.Grants(invited.Id));
        await audit.RecordAsync(who.Actor, null, new(AuditAction.OperatorInvite, AuditTarget.Operator, invited.Id.ToString())
        { After = new { email, name, roles = wanted.Describe() } }, ct);
        if (!await db.TrySaveAsync(ct))
        {
            return await db.Directory<Operator>().AnyAsync(o => o.Email == email, ct)
                ? new Refusal(ErrorCode.ResourceAlreadyExists, "An operator with this address exists already. Nobody was invited.")
                : new Refusal(ErrorCode.InvalidOperationState, "Somebody changed one of these roles meanwhile. Nobody was invited; retry.");
        }

        return new Invitation(await db.DescribeAsync(invited, ct), password);
    }

    private static async Task<Reply> HandleAsync(
        Body<Request> body, SignedInOperator who, InviteOperator invite, TimeProvider clock, CancellationToken ct) =>
        Reply.Created(await invite.RunAsync(who, body.Request, ct), OperatorsJson.Default.Invitation, clock);
}
