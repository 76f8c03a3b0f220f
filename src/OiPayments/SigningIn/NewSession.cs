using System.ComponentModel;
using OiPayments.Access;

namespace OiPayments.SigningIn;

/// <summary>A sign-in that was right.</summary>
/// <param name="Token">Names the session; shown to nobody but the one who signed in.</param>
/// <param name="Who">As every use case wants to know them.</param>
/// <param name="Device">For <see cref="DeviceCookie"/>, so that this browser is known next time.</param>
internal sealed record NewSession(string Token, SignedInOperator Who, string Device);

internal sealed record NewSessionDto(
    [property: Description("Send it as Authorization: Bearer …; it is not shown again.")] string Token,
    [property: Description("Always Bearer.")] string TokenType,
    [property: Description("When the session is over at the latest, UTC.")] DateTimeOffset ExpiresAt,
    [property: Description("The operator's number.")] Id<Operator> UserId,
    [property: Description("The operator's e-mail address.")] string Email,
    [property: Description("The operator's name.")] string Name,
    [property: Description("Whether the operator may do everything.")] bool SuperAdmin,
    [property: Description("What the operator may do; empty for a Super Admin, who needs none.")] IReadOnlyList<Permission> Permissions,
    [property: Description("Whether the password was made up, and has to be changed before anything else is allowed.")]
    bool MustChangePassword,
    [property: Description("Whether a second factor has to be enrolled before anything else is allowed.")] bool MustEnrol)
{
    public static NewSessionDto From(NewSession session)
    {
        var who = session.Who;
        return new(
            session.Token, "Bearer", who.SessionExpiresAt, who.Id, who.Email, who.Name, who.SuperAdmin, who.Rights.Permissions,
            who.MustChangePassword, who.MustEnrol);
    }
}

/// <summary>Describes sessions that were just opened, by password or passkey.</summary>
internal sealed partial class NewSessions(Sessions sessions, KnownDevices devices, ILogger<NewSessions> log)
{
    /// <summary>Who signed in, with the rights of this moment; the session is saved.</summary>
    public async Task<Outcome<NewSession>> DescribeAsync(Operator person, string token, Visit visit, CancellationToken ct)
    {
        SignedIn(log, person.Id);
        return (await sessions.FindAsync(token, visit.AddressText, ct)).IsRefused(out var refusal, out var who)
            ? refusal
            : new NewSession(token, who, devices.Issue(person));
    }

    [LoggerMessage(LogLevel.Information, "Operator {OperatorId} signed in")]
    private static partial void SignedIn(ILogger log, Id<Operator> operatorId);
}
