using OiPayments.Persistence;

namespace OiPayments.Access;

/// <summary>What people call the operators whom records name by number.</summary>
internal static class OperatorNames
{
    extension(OiPaymentsDb db)
    {
        /// <summary>
        /// The names of operators as they are now, by the <c>operator:7</c> that records keep. Whoever is no operator, or has no account any
        /// more, is not among them.
        /// </summary>
        public async Task<IReadOnlyDictionary<string, string>> OperatorNamesAsync(IEnumerable<string?> keys, CancellationToken ct)
        {
            var ids = keys.Select(OperatorKey.Read).OfType<Id<Operator>>().Distinct().ToList();
            return ids.Count == 0
                ? new Dictionary<string, string>(StringComparer.Ordinal)
                : await db.Directory<Operator>()
                    .Where(o => ids.Contains(o.Id))
                    .Select(o => new { o.Id, o.Name })
                    .ToDictionaryAsync(o => OperatorKey.Of(o.Id), o => o.Name, StringComparer.Ordinal, ct);
        }
    }
}
