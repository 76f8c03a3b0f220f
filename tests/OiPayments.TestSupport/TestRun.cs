namespace OiPayments.TestSupport;

/// <summary>
/// One run of a test program. The runner ends it after the last test; what is left to the process's own end is cut short.
/// </summary>
public sealed class TestRun : IDisposable
{
    public void Dispose() => TestDatabase.Clear();
}
