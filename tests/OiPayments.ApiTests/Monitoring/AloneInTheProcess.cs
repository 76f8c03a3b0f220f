namespace OiPayments.ApiTests.Monitoring;

/// <summary>
/// Tests of who listens to spans and meters: listeners hear every server of the process, so no other test runs beside these.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneInTheProcess
{
    public const string Name = "Alone in the process";
}
