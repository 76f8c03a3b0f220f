using System.Globalization;

namespace OiPayments.Client;

/// <summary>What names a record in a path: its number, or its public reference such as <c>pay_…</c>. Both convert by themselves.</summary>
public readonly record struct RecordName
{
    private readonly string? text;

    private RecordName(string text) => this.text = text;

    /// <summary>By its number, the <c>Id</c> of the record.</summary>
    public static implicit operator RecordName(long id) => FromInt64(id);

    /// <summary>By its public reference.</summary>
    public static implicit operator RecordName(string reference) => FromString(reference);

    /// <summary>By its number, the <c>Id</c> of the record.</summary>
    public static RecordName FromInt64(long id) => new(id.ToString(CultureInfo.InvariantCulture));

    /// <summary>By its public reference.</summary>
    public static RecordName FromString(string reference)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reference);
        return new(reference);
    }

    /// <summary>As it stands in a path, before it is escaped.</summary>
    public override string ToString() => text ?? "";

    /// <summary>One part of a path, whatever somebody put into a reference.</summary>
    internal string InPath() => text is { Length: > 0 }
        ? Uri.EscapeDataString(text)
        : throw new InvalidOperationException("Name the record by its id or its reference.");
}
