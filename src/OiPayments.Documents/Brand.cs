namespace OiPayments.Documents;

/// <summary>The company that issues a document, and how its documents look.</summary>
public sealed record Brand
{
    public required string CompanyName { get; init; }

    /// <summary>Lines are separated by <c>\n</c>.</summary>
    public string? Address { get; init; }

    /// <summary>How to reach it, in its own words. Lines are separated by <c>\n</c>.</summary>
    public string? Contact { get; init; }

    public string? Email { get; init; }

    public string? Phone { get; init; }

    public string? Website { get; init; }

    /// <summary>The business identification number that VAT is registered under.</summary>
    public string? Bin { get; init; }

    /// <summary>Without one, the company's name stands in its place.</summary>
    public Logo? Logo { get; init; }

    public AccentColour Accent { get; init; } = AccentColour.Default;

    /// <summary>Stands at the foot of every page, as one paragraph.</summary>
    public string? FooterNote { get; init; }
}
