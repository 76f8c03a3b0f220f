using Microsoft.Extensions.Logging.Abstractions;
using OiPayments.DueWork;
using OiPayments.Persistence;

namespace OiPayments.UnitTests.DueWork;

/// <summary>A node whose database answers and whose clock is right, for workers that need neither.</summary>
internal static class Healthy
{
    public static NodeHealth Node { get; } = new(
        new DatabaseOutage(new NoDatabase(), TimeProvider.System, NullLogger<DatabaseOutage>.Instance),
        new ClockWatch(new(TimeProvider.System), NullLogger<ClockWatch>.Instance));

    private sealed class NoDatabase : IDatabaseFailures
    {
        public DatabaseFailure? Read(Exception failure) => null;
    }
}
