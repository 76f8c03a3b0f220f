using Microsoft.EntityFrameworkCore;
using OiPayments.DueWork;
using OiPayments.Idempotency;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Idempotency;

/// <summary>These tests move the clock.</summary>
public class PurgingRecordsTests(TestServer server) : IClassFixture<TestServer>
{
    private static readonly string[] Kept = ["kept"];

    [Fact]
    public async Task Expired_records_are_cleared_away_in_more_than_one_batch_and_others_stay()
    {
        var shop = await server.RegisterAsync();
        var owner = new ApplicationId((uint)shop.Id);
        var now = server.Clock.GetUtcNow();
        await server.WithDbAsync(async db =>
        {
            foreach (var mode in Enum.GetValues<Mode>())
            {
                for (var i = 0; i < RecordRetention.BatchSize + 1; i++) db.Add(Record(owner, mode, $"expired-{i}", now.AddMinutes(1)));
                db.Add(Record(owner, mode, "kept", now.AddDays(1)));
            }

            return await db.SaveChangesAsync();
        });

        server.Clock.AdjustTime(now.AddMinutes(1));
        server.Clock.Advance(PurgeExpired.Every);

        foreach (var mode in Enum.GetValues<Mode>())
        {
            var left = await Eventually.BecomesAsync(
                () => server.WithDbAsync(db => db.Of<IdempotencyRecord>(new Scope(owner, mode))
                    .Select(record => record.Key)
                    .Take(5)
                    .ToListAsync()), keys => keys.Count == 1);
            Assert.Equal(Kept, left);
        }
    }

    private static IdempotencyRecord Record(ApplicationId owner, Mode mode, string key, DateTimeOffset expiresAt) => new()
    {
        ApplicationId = owner,
        Mode = mode,
        Key = key,
        Fingerprint = new byte[32],
        Status = 201,
        Body = [],
        CreatedAt = expiresAt - IdempotencyRecord.KeptFor,
        ExpiresAt = expiresAt,
    };
}
