namespace OiPayments.Persistence;

/// <summary>Why the database would not confirm what is written now.</summary>
internal enum WriteTrouble
{
    /// <summary>It is a standby, or somebody made it read-only.</summary>
    ReadOnly,

    /// <summary>A standby has to have every commit, and none that counts is connected.</summary>
    NoStandby,
}
