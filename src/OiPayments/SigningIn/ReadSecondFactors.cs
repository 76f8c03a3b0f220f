using OiPayments.Access;
using OiPayments.Api;

namespace OiPayments.SigningIn;

/// <summary><c>GET /auth/second-factors</c>: what the caller signs in with besides the password.</summary>
internal sealed class ReadSecondFactors(SecondFactors factors)
{
    public static void Map(RouteGroupBuilder own) => own.MapGet("/second-factors", HandleAsync)
        .WithName("readSecondFactors")
        .WithSummary("Read your second factors")
        .WithDescription("What you sign in with besides the password. Strongly consistent.")
        .Produces<Envelope<SecondFactorsDto>>();

    public async Task<Outcome<SecondFactorsDto>> RunAsync(SignedInOperator who, CancellationToken ct) =>
        await factors.DescribeAsync(who.Id, ct);

    private static async Task<Reply> HandleAsync(SignedInOperator who, ReadSecondFactors read, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await read.RunAsync(who, ct), SigningInJson.Default.SecondFactors, clock);
}
