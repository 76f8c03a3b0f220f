using OiPayments.Access;
using OiPayments.Api;

namespace OiPayments.SigningIn;

/// <summary><c>GET /auth/me</c> tells whose session the token names.</summary>
internal static class ShowSignedInOperator
{
    public static void Map(RouteGroupBuilder auth) => auth.MapGet("/me", Handle)
        .WithName("readSignedInOperator")
        .WithSummary("Who is signed in")
        .WithDescription("The operator whose session the token names. Strongly consistent.")
        .Produces<Envelope<SignedInOperatorDto>>()
        .RequireOperator()
        .EvenWithTemporaryPassword();

    private static Reply Handle(SignedInOperator who, TimeProvider clock) =>
        Reply.Ok(SignedInOperatorDto.From(who), SigningInJson.Default.SignedInOperator, clock);
}
