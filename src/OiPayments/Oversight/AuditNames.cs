using System.Globalization;
using System.Text.Json;
using OiPayments.Access;
using OiPayments.Applications;
using OiPayments.Audit;
using OiPayments.Payments;
using OiPayments.Persistence;
using OiPayments.Refunds;

namespace OiPayments.Oversight;

/// <summary>
/// What people call the numbers in some lines of the audit log, looked up for all of them together. Amounts are there for who may see the
/// payment or the refund itself.
/// </summary>
internal sealed class AuditNames
{
    private Dictionary<long, string> operators = [];
    private Dictionary<long, string> roles = [];
    private Dictionary<ApplicationId, string> applications = [];
    private Dictionary<(ApplicationId Application, long Id), About> payments = [];
    private Dictionary<(ApplicationId Application, long Id), About> refunds = [];

    /// <summary>The payment that a line is about, and how much of it.</summary>
    public sealed record About(Id<Payment> PaymentId, Money Amount);

    public static async Task<AuditNames> ReadAsync(
        OiPaymentsDb db, SignedInOperator who, IReadOnlyList<AuditEntry> lines, CancellationToken ct)
    {
        var people = IdsOf<Operator>(lines, AuditTarget.Operator)
            .Union(lines.Where(e => e is { ActorType: ActorType.Operator, ActorId: not null })
                .Select(e => new Id<Operator>(e.ActorId.GetValueOrDefault()))).ToList();
        var (roles, ofApplications) = (IdsOf<Role>(lines, AuditTarget.Role), lines.Select(e => e.ApplicationId).Distinct().ToList());
        var (payments, refunds) = (IdsOf<Payment>(lines, AuditTarget.Payment), IdsOf<Refund>(lines, AuditTarget.Refund));
        var seen = db.RecordsFor<Payment>(who, Permission.PaymentRead);
        var seenRefunds = db.RecordsFor<Refund>(who, Permission.RefundRead);
        return new()
        {
            operators = people.Count == 0
                ? []
                : await db.Directory<Operator>().Where(o => people.Contains(o.Id)).ToDictionaryAsync(o => o.Id.Value, o => o.Name, ct),
            roles = roles.Count == 0
                ? []
                : await db.Directory<Role>().Where(r => roles.Contains(r.Id)).ToDictionaryAsync(r => r.Id.Value, r => r.Name, ct),
            applications = await db.Directory<Application>()
                .Where(a => ofApplications.Contains(a.Id))
                .ToDictionaryAsync(a => a.Id, a => a.Name, ct),
            payments = payments.Count == 0 ? [] : await seen.Where(p => ofApplications.Contains(p.ApplicationId) && payments.Contains(p.Id))
                .Select(p => new { p.ApplicationId, p.Id, p.AmountMinor, p.Currency })
                .ToDictionaryAsync(p => (p.ApplicationId, p.Id.Value), p => new About(p.Id, new(p.AmountMinor, p.Currency)), ct),
            refunds = refunds.Count == 0
                ? []
                : await seenRefunds.Where(r => ofApplications.Contains(r.ApplicationId) && refunds.Contains(r.Id))
                .Select(r => new { r.ApplicationId, r.Id, r.PaymentId, r.AmountMinor, r.Currency })
                .ToDictionaryAsync(r => (r.ApplicationId, r.Id.Value), r => new About(r.PaymentId, new(r.AmountMinor, r.Currency)), ct),
        };
    }

    public string? ActorOf(AuditEntry line) =>
        line is { ActorType: ActorType.Operator, ActorId: { } id } ? operators.GetValueOrDefault(id) : null;

    public string? ApplicationOf(AuditEntry line) => applications.GetValueOrDefault(line.ApplicationId);

    /// <summary>As it is called now; what is gone, as the line itself calls it.</summary>
    public string? TargetOf(AuditEntry line, JsonElement? before, JsonElement? after) => Target(line) switch
    {
        AuditTarget.Operator => NumberOf(line) is { } id ? operators.GetValueOrDefault(id) : null,
        AuditTarget.Role =>
            (NumberOf(line) is { } id ? roles.GetValueOrDefault(id) : null) ?? TextIn(after, "name") ?? TextIn(before, "name"),
        AuditTarget.Passkey => TextIn(after, "name") ?? TextIn(before, "name"),
        AuditTarget.Application => ApplicationOf(line),
        AuditTarget.GatewayOverride => TextIn(after, "storeId") ?? TextIn(before, "storeId"),
        AuditTarget.Statement => TextIn(after, "fileName"),
        AuditTarget.SettlementMapping or AuditTarget.Settlement => line.TargetId,
        _ => null,
    };

    public About? AboutOf(AuditEntry line) => NumberOf(line) is not { } id ? null : Target(line) switch
    {
        AuditTarget.Payment => payments.GetValueOrDefault((line.ApplicationId, id)),
        AuditTarget.Refund => refunds.GetValueOrDefault((line.ApplicationId, id)),
        _ => null,
    };

    private static List<Id<T>> IdsOf<T>(IReadOnlyList<AuditEntry> lines, AuditTarget target) =>
        [.. lines.Where(line => Target(line) == target).Select(NumberOf).OfType<long>().Distinct().Select(id => new Id<T>(id))];

    private static AuditTarget? Target(AuditEntry line) => AuditCodes.TryParse(line.TargetType, out AuditTarget target) ? target : null;

    private static long? NumberOf(AuditEntry line) =>
        long.TryParse(line.TargetId, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    private static string? TextIn(JsonElement? side, string field) =>
        side is { ValueKind: JsonValueKind.Object } known
            && known.TryGetProperty(field, out var value)
            && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
