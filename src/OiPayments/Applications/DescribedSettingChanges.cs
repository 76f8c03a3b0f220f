using System.Text.Json;
using OiPayments.Access;
using OiPayments.Persistence;

namespace OiPayments.Applications;

internal static class DescribedSettingChanges
{
    extension(OiPaymentsDb db)
    {
        /// <summary>A proposed change, with the names of its application and of the people.</summary>
        public async Task<SettingChangeDto> DescribeAsync(SettingChange change, DateTimeOffset now, CancellationToken ct) =>
            (await db.DescribeAsync([change], now, ct))[0];

        /// <inheritdoc cref="DescribeAsync(OiPaymentsDb, SettingChange, DateTimeOffset, CancellationToken)"/>
        public async Task<IReadOnlyList<SettingChangeDto>> DescribeAsync(
            IReadOnlyList<SettingChange> changes, DateTimeOffset now, CancellationToken ct)
        {
            var shown = changes.Select(change => change.ApplicationId).Distinct().ToList();
            var applications = await db.Directory<Application>()
                .Where(a => shown.Contains(a.Id))
                .ToDictionaryAsync(a => a.Id, a => a.Name, ct);
            var people = changes.SelectMany(change => new[] { change.ProposedBy, change.DecidedBy })
                .OfType<string>()
                .Select(OperatorKey.Read)
                .Distinct()
                .ToList();
            var names = await db.Directory<Operator>()
                .Where(person => people.Contains(person.Id))
                .ToDictionaryAsync(person => person.Id, person => person.Name, ct);
            return
            [
                .. changes.Select(change => new SettingChangeDto(
                    change.Id, change.ApplicationId, applications.GetValueOrDefault(change.ApplicationId, ""), change.StatusAt(now),
                    Parse(change.Before), Parse(change.After), change.Weakens.Split(' ', StringSplitOptions.RemoveEmptyEntries),
                    change.ProposedBy, Name(change.ProposedBy) ?? change.ProposedBy, change.DecidedBy, Name(change.DecidedBy),
                    change.DecidedAt, change.ExpiresAt, change.CreatedAt)),
            ];

            string? Name(string? who) => OperatorKey.Read(who) is { } id ? names.GetValueOrDefault(id) : null;

            static JsonElement Parse(string json) => JsonElement.Parse(json);
        }
    }
}
