
namespace OiPayments.Access;

/// <summary>
/// On the wire <c>NEVER</c>, <c>WHEN_THERE_IS_ONE</c> and <c>ALWAYS</c>: when a change that weakens a control waits for another operator.
/// </summary>
public enum SecondPersonRule
{
    Never,

    /// <summary>Where another operator could approve it. Somebody who runs the service alone can go on.</summary>
    WhenThereIsOne,
    Always,
}

/// <summary>Settings under <c>Controls</c>: what guards the settings that guard money.</summary>
internal sealed record ControlOptions
{
    public SecondPersonRule SecondPerson { get; init; } = SecondPersonRule.WhenThereIsOne;

    /// <summary>How long a proposed change waits for a second person.</summary>
    public TimeSpan DecideWithin { get; init; } = TimeSpan.FromDays(7);

    /// <summary>
    /// How long whoever invited an operator, reset their password or took their second factors counts as able to sign in as them: the two
    /// are not two people until then. Zero: not at all.
    /// </summary>
    public TimeSpan NewKeysWait { get; init; } = TimeSpan.FromDays(3);
}
