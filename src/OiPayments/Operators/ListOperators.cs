using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Lists;
using OiPayments.Persistence;

namespace OiPayments.Operators;

/// <summary><c>GET /admin/users</c>: who can sign in, and with which roles.</summary>
internal sealed class ListOperators(OiPaymentsDb db)
{
    private static readonly SortKey<Operator> ByInvitation = SortKey.By<Operator, Operator>(
        person => person.CreatedAt, person => person.Id);

    public static void Map(RouteGroupBuilder users) => users.MapGet("", HandleAsync)
        .WithName("listUsers")
        .WithSummary("List operators")
        .WithDescription("Newest first. Strongly consistent.")
        .Query<string>("email", "Only the operator with exactly this address, in any case.")
        .Produces<Envelope<IReadOnlyList<OperatorDto>>>()
        .Paged()
        .Refuses(ErrorCode.ValidationError)
        .Needs(Permission.UserRead);

    /// <param name="who">Needs user:read everywhere.</param>
    /// <param name="email">Only the one with this address; null for all.</param>
    /// <param name="page">Which part of the list.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<Outcome<Page<OperatorDto>>> RunAsync(SignedInOperator who, string? email, PageRequest page, CancellationToken ct)
    {
        if (who.LacksEverywhere(Permission.UserRead) is { } forbidden) return forbidden;
        var all = db.Directory<Operator>();
        if (email is not null)
        {
            var address = email.Trim().ToLowerInvariant();
            all = all.Where(o => o.Email == address);
        }

        var found = await all.TakePageAsync(ByInvitation, page, ct);
        return found.With(await db.DescribeAsync(found.Items, ct));
    }

    private static async Task<Reply> HandleAsync(
        HttpRequest request, SignedInOperator who, ListOperators list, TimeProvider clock, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var query = new QueryFields(request.Query, errors);
        var (page, email) = (query.Page(), query.Text("email", FieldRules.MaxEmailLength));
        return errors.Refusal is { } refusal
            ? Reply.Refused(refusal, clock)
            : Reply.Page(await list.RunAsync(who, email, page, ct), OperatorsJson.Default.IReadOnlyListOperatorDto, clock);
    }
}
