using System.ComponentModel;
using Microsoft.AspNetCore.Identity;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Audit;
using OiPayments.SigningIn;

namespace OiPayments.Operators;

/// <summary><c>PATCH /admin/users/{id}</c> changes an operator's name, and whether they can sign in.</summary>
internal sealed class ChangeOperator(
    AccountChanges changes, UserManager<Operator> users, Sessions sessions, AuditTrail audit, TimeProvider clock)
{
    /// <summary>The body of <c>PATCH /admin/users/{id}</c>.</summary>
    public sealed record Request : IRequest<Request>
    {
        [Description("The name that colleagues know them by, at most 100 characters.")]
        public Sent<string?> Name { get; init; }

        [Description("False: their sessions end now, and they cannot sign in.")]
        public Sent<bool?> Enabled { get; init; }

        public static Request Read(JsonFields fields, FieldErrors errors) => new()
        {
            Name = fields.IfSent("name", fields.OptionalText),
            Enabled = fields.IfSent("enabled", fields.OptionalBoolean),
        };

        public void Check(FieldErrors errors)
        {
            if (Name.Has(out var name)) errors.CheckFilled("name", name, Operator.MaxNameLength);
        }
    }

    public static void Map(RouteGroupBuilder users) => users.MapPatch("/{id:long}", HandleAsync)
        .WithName("changeUser")
        .WithSummary("Change an operator")
        .WithDescription("Disabling an operator ends their sessions at once. Needs a sign-in of the last five minutes.")
        .TakesIfMatch()
        .Accepts<Request>("application/json")
        .Produces<Envelope<OperatorDto>>()
        .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState, ErrorCode.ReauthRequired)
        .Needs(Permission.UserManage);

    /// <param name="who">Needs user:manage everywhere, everything that the other may do, and a fresh sign-in.</param>
    /// <param name="id">Whom.</param>
    /// <param name="request">What changes.</param>
    /// <param name="read">The version that the change was made against.</param>
    /// <param name="ct">Ends it before anything is saved.</param>
    public async Task<Outcome<OperatorDto>> RunAsync(
        SignedInOperator who, Id<Operator> id, Request request, IfMatch read, CancellationToken ct)
    {
        if (who.MayNotManageOperators(clock.GetUtcNow()) is { } refusal) return refusal;
        if (FieldErrors.In(request) is { } wrong) return wrong;

        return await changes.MakeAsync(who, id, async person =>
        {
            var (name, enabled) = (request.Name.Or(null)?.Trim() ?? person.Name, request.Enabled.Or(null) ?? person.Enabled);
            if (!enabled && request.Enabled.IsSent && person.Id == who.Id)
                return new Refusal(
                    ErrorCode.InvalidOperationState, "You cannot disable yourself. Nothing was changed; somebody else has to.");
            if (!read.Allows(person.Version))
                return await changes.StaleAsync(
                    person, Sent.Write(request, OperatorsJson.Default), new { name = person.Name, enabled = person.Enabled }, logged: null,
                    ct);

            var before = new { person.Name, person.Enabled };
            if (enabled != person.Enabled && person.SuperAdmin && await changes.LastSuperAdminAsync(person, ct) is { } last) return last;

            (person.Name, person.Enabled) = (name, enabled);
            if (before.Enabled && !person.Enabled)
            {
                await users.UpdateSecurityStampAsync(person);
                await sessions.EndAllAsync(who, person, kept: null, ct);
            }

            await audit.RecordAsync(
                who.Actor, null, new(AuditAction.OperatorChange, AuditTarget.Operator, id.ToString())
                { Before = before, After = new { person.Name, person.Enabled } }, ct);
            return null;
        }, ct);
    }

    private static async Task<Reply> HandleAsync(
        Id<Operator> id, Body<Request> body, IfMatch read, SignedInOperator who, ChangeOperator change, TimeProvider clock,
        CancellationToken ct) =>
        Reply.Ok(await change.RunAsync(who, id, body.Request, read, ct), OperatorsJson.Default.OperatorDto, clock);
}
