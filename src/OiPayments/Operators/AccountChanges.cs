using System.Text.Json;
using OiPayments.Access;
using OiPayments.Audit;
using OiPayments.Persistence;

namespace OiPayments.Operators;

/// <summary>
/// Changes that one operator makes to the account of another. Nobody touches somebody who may do more, and there is always a Super Admin
/// who can sign in.
/// </summary>
internal sealed class AccountChanges(OiPaymentsDb db, UnitOfWork unit, StaleChange stale, TimeProvider clock)
{
    public static readonly Refusal MoreThanTheirs = new(ErrorCode.Forbidden, "That is more than you may do yourself. Nothing was changed.");

    public static readonly Refusal OnlyForOthers = new(
        ErrorCode.InvalidOperationState, "This is for others; for yourself there is POST /auth/password. Nothing was changed.");

    private static readonly Refusal TooManyAtOnce = new(
        ErrorCode.InvalidOperationState, "Too many others were changing operators. Nothing was changed; read again and retry.");

    private static readonly Refusal ChangedMeanwhile = new(
        ErrorCode.InvalidOperationState,
        "Somebody else changed this operator at the same moment. Nothing was changed by you; see what they did, and retry.");

    /// <summary>Finds the operator, makes the change and saves it.</summary>
    /// <param name="who">Needs user:manage everywhere, everything that the other may do, and a fresh sign-in.</param>
    /// <param name="id">Whose account.</param>
    /// <param name="change">Changes the account, or says why not; made again when another was faster.</param>
    /// <param name="ct">Ends it before anything is saved.</param>
    /// <param name="once">Whether it is refused instead when another was faster.</param>
    public async Task<Outcome<OperatorDto>> MakeAsync(
        SignedInOperator who, Id<Operator> id, Func<Operator, Task<Refusal?>> change, CancellationToken ct, bool once = false)
    {
        if (who.MayNotManageOperators(clock.GetUtcNow()) is { } forbidden) return forbidden;
        var changed = await unit.RunAsync(MakeOnceAsync, ct, whenLost: once ? () => Task.FromResult<Refusal?>(ChangedMeanwhile) : null);
        return changed.OrRefuse(TooManyAtOnce).IsRefused(out var refused, out var saved) ? refused : await db.DescribeAsync(saved, ct);

        async Task<Outcome<Operator>> MakeOnceAsync()
        {
            if (await db.Directory<Operator>().SingleOrDefaultAsync(o => o.Id == id, ct) is not { } person) return Refusal.NotFound("user");
            if (!who.Rights.Cover(await db.RightsOfAsync(person, ct)))
                return new Refusal(ErrorCode.Forbidden, "This operator may do more than you. Nothing was changed.");
            if (await change(person) is { } refusal) return refusal;
            person.Version++;
            return person;
        }
    }

    /// <param name="person">Who was changed since.</param>
    /// <param name="sent">The fields that were sent.</param>
    /// <param name="current">The same fields as they are.</param>
    /// <param name="logged">What the audit log calls the field, where that is another name.</param>
    /// <param name="ct">Ends the reading.</param>
    public Task<Refusal> StaleAsync(Operator person, JsonElement sent, object current, string? logged, CancellationToken ct) =>
        stale.DescribeAsync(
        "operator", null, (AuditTarget.Operator, person.Id.ToString()), sent, JsonSerializer.SerializeToElement(current), logged, ct);

    /// <summary>
    /// Refuses when without this one no Super Admin could sign in. Who is one, and enabled, changes under the version of that role:
    /// of two who remove each other at once, one has to look again.
    /// </summary>
    public async Task<Refusal?> LastSuperAdminAsync(Operator person, CancellationToken ct)
    {
        var role = await db.Directory<Role>().SingleAsync(role => role.IsBuiltIn && role.Name == BuiltInRoles.SuperAdmin, ct);
        role.Version++;
        if (!person.SuperAdmin || !person.Enabled || await db.Directory<Operator>().AnyAsync(
            other => other.SuperAdmin && other.Enabled && other.Id != person.Id, ct)) return null;
        return new(
            ErrorCode.InvalidOperationState, "This is the last Super Admin who can sign in. Nothing was changed; make another one first.");
    }
}
