using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.Access;
using OiPayments.SigningIn;

namespace OiPayments.Dashboard.Calls;

/// <summary>
/// The session that a page or a circuit was opened with. A circuit outlives its request; it remembers the token, in this process's memory
/// only, and asks at every call who that is by now.
/// </summary>
internal sealed class CircuitSession(AuthenticationStateProvider state)
{
    private const string Token = "oi:session";
    private const string Address = "oi:address";

    /// <summary>Puts the request's session where the circuit that begins with it finds it.</summary>
    public static void Remember(HttpContext context)
    {
        if (SessionCookie.Read(context) is not { } token) return;
        context.User.AddIdentity(new([new(Token, token), new(Address, context.Connection.RemoteIpAddress?.ToString() ?? "")]));
    }

    public async Task<Outcome<SignedInOperator>> FindAsync(IServiceProvider services, CancellationToken ct)
    {
        var user = (await state.GetAuthenticationStateAsync()).User;
        return user.FindFirstValue(Token) is { } token
            ? await services.GetRequiredService<Sessions>().FindAsync(
                token, user.FindFirstValue(Address) is { Length: > 0 } address ? address : null, ct)
            : new Refusal(ErrorCode.SessionExpired, "Your session is over; sign in again.");
    }
}
