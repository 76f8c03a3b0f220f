using System.ComponentModel;
using System.Text.Json;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Audit;
using OiPayments.Persistence;

namespace OiPayments.Operators;

/// <summary>
/// <c>PUT /admin/users/{id}/roles</c> gives an operator roles, in place of all they had. Nobody hands out more than they have, or changes
/// their own rights.
/// </summary>
internal sealed class GrantRoles(OiPaymentsDb db, AccountChanges changes, AuditTrail audit, TimeProvider clock)
{
    private const string List = "grants";

    /// <summary>The body of <c>PUT /admin/users/{id}/roles</c>.</summary>
    public sealed record Request([property: Description("Every role they have from now on.")]
        IReadOnlyList<NewGrant> Grants) : IRequest<Request>
    {
        public static Request Read(JsonFields fields, FieldErrors errors)
        {
            var grants = NewGrant.ReadList(fields, List);
            NewGrant.Check(List, grants, errors);
            return new(grants ?? []);
        }

        public void Check(FieldErrors errors) => NewGrant.Check(List, Grants, errors);
    }

    public static void Map(RouteGroupBuilder users) => users.MapPut("/{id:long}/roles", HandleAsync)
        .WithName("grantRoles")
        .WithSummary("Set an operator's roles")
        .WithDescription("Replaces all roles of the operator at once. You can give only rights that you have yourself, and you cannot "
            + "change your own roles. Needs a sign-in of the last five minutes.")
        .TakesIfMatch()
        .Accepts<Request>("application/json")
        .Produces<Envelope<OperatorDto>>()
        .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState, ErrorCode.ReauthRequired)
        .Needs(Permission.UserManage);

    /// <param name="who">Needs user:manage everywhere, everything the other may do now and is to be allowed, and a fresh sign-in.</param>
    /// <param name="id">Whom.</param>
    /// <param name="request">Which roles.</param>
    /// <param name="read">The version that the change was made against.</param>
    /// <param name="ct">Ends it before anything is saved.</param>
    public async Task<Outcome<OperatorDto>> RunAsync(
        SignedInOperator who, Id<Operator> id, Request request, IfMatch read, CancellationToken ct)
    {
        if (who.MayNotManageOperators(clock.GetUtcNow()) is { } refusal) return refusal;
        if (who.Id == id)
            return new Refusal(ErrorCode.Forbidden, "Nobody changes their own roles. Nothing was changed; somebody else has to.");
        if (FieldErrors.In(request) is { } wrong) return wrong;

        return await changes.MakeAsync(who, id, async person =>
        {
            var had = await db.DescribeAsync(person, ct);
            if (!read.Allows(person.Version))
            {
                var sent = JsonSerializer.SerializeToElement(new { grants = InOrder(request.Grants) });
                return await changes.StaleAsync(
                    person, sent, new { grants = InOrder(had.Roles.Select(grant => new NewGrant(grant.RoleId, grant.ApplicationId))) },
                    logged: "roles", ct);
            }

            if ((await db.TakeRolesAsync(request.Grants, List, ct)).IsRefused(out var unknown, out var wanted)) return unknown;
            if (!who.Rights.Cover(wanted.Rights)) return AccountChanges.MoreThanTheirs;
            if (person.SuperAdmin != wanted.Rights.IsSuperAdmin && await changes.LastSuperAdminAsync(person, ct) is { } last) return last;

            var (old, wants) = (
                await db.Directory<RoleGrant>().Where(grant => grant.OperatorId == id).ToListAsync(ct), wanted.Grants(id).ToList());
            db.RemoveRange(
                old.Where(grant => !wants.Exists(other => other.RoleId == grant.RoleId && other.ApplicationId == grant.ApplicationId)));
            db.AddRange(
                wants.Where(grant => !old.Exists(other => other.RoleId == grant.RoleId && other.ApplicationId == grant.ApplicationId)));
            person.SuperAdmin = wanted.Rights.IsSuperAdmin;
            await audit.RecordAsync(
                who.Actor, null, new(AuditAction.OperatorGrant, AuditTarget.Operator, id.ToString())
                { Before = new { roles = had.Roles }, After = new { roles = wanted.Describe() } }, ct);
            return null;
        }, ct);
    }

    /// <summary>Grants as requests spell them, in one order, so that the same ones are the same text.</summary>
    private static IEnumerable<object> InOrder(IEnumerable<NewGrant> grants) => grants.Distinct()
        .OrderBy(grant => grant.RoleId.Value)
        .ThenBy(grant => grant.ApplicationId?.Value)
        .Select(grant => new { roleId = grant.RoleId.Value, applicationId = grant.ApplicationId?.Value });

    private static async Task<Reply> HandleAsync(
        Id<Operator> id, Body<Request> body, IfMatch read, SignedInOperator who, GrantRoles grant, TimeProvider clock,
        CancellationToken ct) =>
        Reply.Ok(await grant.RunAsync(who, id, body.Request, read, ct), OperatorsJson.Default.OperatorDto, clock);
}
