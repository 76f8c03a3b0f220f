namespace OiPayments.Sandbox;

/// <summary>A merchant account at the gateway.</summary>
public sealed class SandboxStore
{
    public required string Id { get; set; }

    public required string Password { get; set; }

    /// <summary>What the customer sees as the payee.</summary>
    public string Name { get; set; } = "Demo";

    /// <summary>The least a session may ask for, in BDT.</summary>
    public decimal MinAmount { get; set; } = 10m;

    /// <summary>The most a session may ask for, in BDT.</summary>
    public decimal MaxAmount { get; set; } = 500_000m;

    /// <summary>Used when a session names no <c>ipn_url</c>, like the setting in the merchant panel.</summary>
    public string? IpnUrl { get; set; }

    /// <summary>False plays a store that was switched off: its logins fail in each call's own way.</summary>
    public bool Active { get; set; } = true;

    /// <summary>The two logins that the gateway's public documentation and client libraries use.</summary>
    public static IReadOnlyList<SandboxStore> Defaults =>
    [
        new() { Id = "testbox", Password = "qwerty" },
        new() { Id = "test_testemi", Password = "test_testemi@ssl", Name = "Demo (EMI)" },
    ];
}
