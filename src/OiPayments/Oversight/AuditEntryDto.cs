using System.ComponentModel;
using System.Text.Json;
using OiPayments.Audit;
using OiPayments.Payments;

namespace OiPayments.Oversight;

/// <summary>A line of the audit log.</summary>
internal sealed record AuditEntryDto(
    [property: Description("The number of the line.")] Id<AuditEntry> Id,
    [property: Description("What kind of somebody did it.")] ActorType ActorType,
    [property: Description("The operator's number; null when it was none.")] long? ActorId,
    [property: Description("Who did it: an operator's e-mail address as it was then.")] string ActorName,
    [property: Description("The operator's name as it is now; null when it was none.")] string? ActorDisplayName,
    [property: Description("What was done, such as refund.approve.")] string Action,
    [property: Description("What kind of thing it was done to.")] string TargetType,
    [property: Description("Which of them.")] string TargetId,
    [property: Description(
        "What people call that one: the name of a person, a role, an application, a passkey or a store. Null when it has none.")]
    string? TargetName,
    [property: Description("Whose it is about; null when it is no application's.")] ApplicationId? ApplicationId,
    [property: Description("That application's name.")] string? ApplicationName,
    [property: Description(
        "The payment that it is about, as the target or behind a refund; null when it is about none, or about one that you may not see.")]
    Id<Payment>? PaymentId,
    [property: Description("Minor units of the refund or payment; null when it is about none, or about one that you may not see.")]
    long? AmountMinor,
    [property: Description("ISO 4217, of that amount.")] string? Currency,
    [property: Description("The fields that changed, as they were, without secrets; null when there was nothing before.")]
    JsonElement? Before,
    [property: Description("The fields that changed, as they were from then on, without secrets; null when nothing was left.")]
    JsonElement? After,
    [property: Description("Why, in the words of the one who did it; null when they did not say.")] string? Reason,
    [property: Description("The address it came from; null when it came from within.")] string? IpAddress,
    [property: Description("Tells one sign-in from another.")] string? Session,
    [property: Description("When it was done, UTC.")] DateTimeOffset CreatedAt)
{
    public static AuditEntryDto From(AuditEntry e, AuditNames names)
    {
        var (before, after, about) = (Parse(e.Before), Parse(e.After), names.AboutOf(e));
        return new(
            e.Id, e.ActorType, e.ActorId, e.ActorName, names.ActorOf(e), e.Action, e.TargetType, e.TargetId,
            names.TargetOf(e, before, after), e.ApplicationId == AuditEntry.OfTheService ? null : e.ApplicationId, names.ApplicationOf(e),
            about?.PaymentId, about?.Amount.MinorUnits, about?.Amount.Currency.Code, before, after, e.Reason, e.IpAddress, e.SessionName,
            e.CreatedAt);
    }

    private static JsonElement? Parse(string? json)
    {
        if (json is null) return null;
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
