using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using OiPayments.DueWork;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Storage;

public class StatementsTogetherTests(TestServer server) : IClassFixture<TestServer>
{
    private const long First = 7, Second = 8;

    [Fact]
    public async Task Statements_by_hand_are_all_carried_out_and_their_rows_counted_together()
    {
        var changed = await server.WithDbAsync(db =>
        {
            var time = db.ColumnValue(server.Clock.GetUtcNow().AddHours(1));
            return db.ExecuteTogetherAsync(
                $"""
                INSERT INTO nodes (number, alive_until) VALUES ({First}, {time}), ({Second}, {time});
                DELETE FROM nodes WHERE number = {First};
                DELETE FROM nodes WHERE number = {Second}
                """,
                CancellationToken.None);
        });

        Assert.Equal(4, changed);
    }

    [Fact]
    public async Task When_one_of_them_fails_nothing_of_the_others_is_there()
    {
        await server.WithDbAsync(async db =>
        {
            var time = db.ColumnValue(server.Clock.GetUtcNow().AddHours(1));
            return await Assert.ThrowsAnyAsync<DbException>(() => db.ExecuteTogetherAsync(
                $"""
                INSERT INTO nodes (number, alive_until) VALUES ({First}, {time});
                INSERT INTO nodes (number, alive_until) VALUES ({First}, {time})
                """,
                CancellationToken.None));
        });

        Assert.False(await server.WithDbAsync(db => db.Directory<Node>().AnyAsync(node => node.Number == First)));
    }
}
