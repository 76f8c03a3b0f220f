namespace OiPayments;

/// <summary>Whether money moves. Fixed by the credential a request comes with, never by its body.</summary>
public enum Mode
{
    /// <summary>Written <c>TEST</c>: a sandbox answers for the gateway and no money moves.</summary>
    Test,

    /// <summary>Written <c>LIVE</c>: real money.</summary>
    Live,
}

/// <summary>What an application may see: its own records of one mode. Every query of an application starts from one.</summary>
public readonly record struct Scope(ApplicationId ApplicationId, Mode Mode);
