using System.ComponentModel;
using OiPayments.Access;

namespace OiPayments.SigningIn;

/// <summary>A session as its owner sees it.</summary>
internal sealed record SessionDto(
    [property: Description("The session's number, to end it by.")] Id<OperatorSession> Id,
    [property: Description("Whether it is the one that asks.")] bool Current,
    [property: Description("When it began, UTC.")] DateTimeOffset CreatedAt,
    [property: Description("When it was last used, UTC, to the minute.")] DateTimeOffset LastSeenAt,
    [property: Description("When it is over at the latest, UTC.")] DateTimeOffset ExpiresAt,
    [property: Description("The IP address it began from; null when that is not known.")] string? IpAddress,
    [property: Description("What the browser or program called itself, cut off after 200 characters; null when it said nothing.")]
    string? UserAgent)
{
    public static SessionDto From(OperatorSession session, SignedInOperator who) => new(
        session.Id, session.Id == who.SessionId, session.CreatedAt, session.LastSeenAt, session.ExpiresAt, session.Address,
        session.UserAgent);
}
