using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Persistence;

namespace OiPayments.Operators;

/// <summary><c>GET /admin/users/{id}</c>.</summary>
internal sealed class ReadOperator(OiPaymentsDb db)
{
    public static void Map(RouteGroupBuilder users) => users.MapGet("/{id:long}", HandleAsync)
        .WithName("readUser")
        .WithSummary("Read an operator")
        .WithDescription("Strongly consistent.")
        .Produces<Envelope<OperatorDto>>()
        .Refuses(ErrorCode.ResourceNotFound)
        .Needs(Permission.UserRead);

    /// <param name="who">Needs user:read everywhere.</param>
    /// <param name="id">Whom.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<Outcome<OperatorDto>> RunAsync(SignedInOperator who, Id<Operator> id, CancellationToken ct)
    {
        if (who.LacksEverywhere(Permission.UserRead) is { } forbidden) return forbidden;
        return await db.Directory<Operator>().AsNoTracking().SingleOrDefaultAsync(o => o.Id == id, ct) is { } found
            ? await db.DescribeAsync(found, ct)
            : Refusal.NotFound("user");
    }

    private static async Task<Reply> HandleAsync(
        Id<Operator> id, SignedInOperator who, ReadOperator read, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await read.RunAsync(who, id, ct), OperatorsJson.Default.OperatorDto, clock);
}
