using Microsoft.EntityFrameworkCore;
using OiPayments.Audit;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Operators;

internal static class AuditLines
{
    extension(TestServer server)
    {
        /// <summary>What was done to one thing, oldest first.</summary>
        public Task<List<AuditEntry>> AuditAsync(string targetType, string targetId) =>
            server.WithDbAsync(db => db.AcrossApplications<AuditEntry>().AsNoTracking()
            .Where(entry => entry.TargetType == targetType && entry.TargetId == targetId)
            .OrderBy(entry => entry.CreatedAt)
            .ThenBy(entry => entry.Id)
            .ToListAsync());
    }
}
