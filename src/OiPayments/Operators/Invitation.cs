using System.ComponentModel;

namespace OiPayments.Operators;

/// <summary>A password that works once: it has to be changed at the first sign-in.</summary>
internal sealed record Invitation(
    [property: Description("The operator.")] OperatorDto User,
    [property: Description("Give it to them in person; this is the only time it is shown.")] string TemporaryPassword);
