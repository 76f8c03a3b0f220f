using OiPayments.Persistence;

namespace OiPayments.DueWork;

/// <summary>What stops this node's workers: a database that is away, and a clock that nobody else goes by.</summary>
/// <param name="Database">Whether the database answers.</param>
/// <param name="Clocks">Whether this machine's clock agrees with it.</param>
internal sealed record NodeHealth(DatabaseOutage Database, ClockWatch Clocks);
