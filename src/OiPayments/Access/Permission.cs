#pragma warning disable CA1711 // Permission is what everybody calls it.
using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OiPayments.Access;

/// <summary>What an operator can be allowed. On the wire and in the database <c>app:read</c>; see <see cref="PermissionNames"/>.</summary>
public enum Permission
{
    /// <summary>See applications, their settings and their credentials, without secrets.</summary>
    AppRead,

    /// <summary>Register and change applications, their credentials and gateways, and send their webhooks again.</summary>
    AppManage,

    /// <summary>See operators, roles and what they may do.</summary>
    UserRead,

    /// <summary>Invite and disable operators, reset their passwords, and change roles.</summary>
    UserManage,

    /// <summary>See payments, gateway callbacks and webhook deliveries.</summary>
    PaymentRead,

    /// <summary>Take payments out as a file.</summary>
    PaymentExport,

    /// <summary>See customers' names, e-mail addresses and telephone numbers whole, and find payments by them.</summary>
    CustomerRead,

    /// <summary>See refunds.</summary>
    RefundRead,

    /// <summary>Ask for refunds, and release or give back held money.</summary>
    RefundCreate,

    /// <summary>Approve, reject and resolve refunds.</summary>
    RefundApprove,

    /// <summary>See invoices.</summary>
    InvoiceRead,

    /// <summary>Make, issue and void invoices, and set how they look and are numbered.</summary>
    InvoiceManage,

    /// <summary>See reports.</summary>
    ReportRead,

    /// <summary>Have reports made and taken out as files.</summary>
    ReportRun,

    /// <summary>See the books.</summary>
    LedgerRead,

    /// <summary>Post manual journals.</summary>
    LedgerAdjust,

    /// <summary>See who did what.</summary>
    AuditRead,

    /// <summary>Take out everything that is kept of a customer, and erase it for good.</summary>
    PrivacyManage,
}

/// <summary>How a <see cref="Permission"/> is spelled outside C#: <c>PaymentRead</c> is <c>payment:read</c>.</summary>
public static class PermissionNames
{
    private static readonly FrozenDictionary<Permission, string> Names =
        Enum.GetValues<Permission>().ToFrozenDictionary(
            value => value, value => WireNames<Permission>.Of(value).ToLowerInvariant().Replace('_', ':'));

    private static readonly FrozenDictionary<string, Permission> Values = Names.ToFrozenDictionary(
        pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    /// <summary>Every spelling, in the order of the catalogue.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<Permission>().Select(value => Names[value])];

    public static string Of(Permission permission) => Names[permission];

    public static bool TryParse(string? text, out Permission permission)
    {
        permission = default;
        return text is not null && Values.TryGetValue(text, out permission);
    }
}

/// <summary>Reads and writes a permission by its <see cref="PermissionNames"/>.</summary>
public sealed class PermissionJsonConverter : JsonConverter<Permission>
{
    public override Permission Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        PermissionNames.TryParse(reader.GetString(), out var permission)
            ? permission
            : throw new JsonException($"Expected one of {string.Join(", ", PermissionNames.All)}.");

    public override void Write(Utf8JsonWriter writer, Permission value, JsonSerializerOptions options) =>
        writer.WriteStringValue(PermissionNames.Of(value));
}
