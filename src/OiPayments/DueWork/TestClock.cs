using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OiPayments.Persistence;

namespace OiPayments.DueWork;

/// <summary>
/// The time that an application's TEST records go by, once somebody has moved it: it stands still until it is moved again. An application
/// without one goes by real time.
/// </summary>
internal sealed class TestClock : IApplicationOwned
{
    public required ApplicationId ApplicationId { get; init; }

    /// <summary>What it shows.</summary>
    public required DateTimeOffset Now { get; set; }

    /// <summary>Where it is being moved to; null when it stands still.</summary>
    public DateTimeOffset? Target { get; set; }

    /// <summary>The node that moves it; null when none does.</summary>
    public long? LeasedBy { get; set; }

    /// <summary>When it was first moved, in real time.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    public int Version { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<TestClock>
    {
        public void Configure(EntityTypeBuilder<TestClock> builder)
        {
            builder.ToTable("test_clocks");
            builder.HasKey(clock => clock.ApplicationId);
            builder.Property(clock => clock.ApplicationId).ValueGeneratedNever();
            builder.Property(clock => clock.Version).IsConcurrencyToken();
        }
    }
}
