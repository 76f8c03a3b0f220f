namespace OiPayments.Dashboard.Parts;

/// <summary>One bar of a chart.</summary>
/// <param name="Name">What it stands for.</param>
/// <param name="Value">How much of it is filled.</param>
/// <param name="Rest">How much there is beside, paler.</param>
/// <param name="Title">The same in words, when somebody points at it.</param>
public sealed record Bar(string Name, long Value, long Rest, string Title);
