using OiPayments.Api;
using OiPayments.Dashboard.Calls;

namespace OiPayments.UnitTests.Dashboard;

/// <summary>A form over something that a colleague may change meanwhile.</summary>
public class DraftTests
{
    private static readonly DraftField<Thing, ThingChange>[] Fields =
    [
        DraftField<Thing, ThingChange>.Of(
            nameof(ThingChange.Name), "Name", Spelling.Text, thing => thing.Name, (change, name) => change with { Name = name }),
        DraftField<Thing, ThingChange>.Of(
            nameof(ThingChange.Limit), "Limit", Spelling.Number, thing => thing.Limit, (change, limit) => change with { Limit = limit })
            with { Wrong = "Not a number" },
    ];

    private readonly Draft<Thing, ThingChange> draft = new(() => Fields, new());
    private readonly List<(ThingChange Changes, bool IsCurrent)> sent = [];
    private Thing stored = new("Tea shop", 100, 1);

    public DraftTests() => draft.Start(stored);

    [Fact]
    public async Task Sends_what_was_changed_and_nothing_else()
    {
        draft["name"] = "Coffee shop";

        Assert.Equal("Coffee shop", (await SaveAsync())?.Value?.Name);

        Assert.Equal([(new() { Name = "Coffee shop" }, true)], sent);
    }

    [Fact]
    public async Task Sends_nothing_when_the_same_is_only_spelled_otherwise()
    {
        draft["limit"] = " 0100 ";

        Assert.NotNull((await SaveAsync())?.Value);

        Assert.Empty(sent);
    }

    [Fact]
    public async Task Sends_nothing_while_a_field_cannot_be_read()
    {
        (draft["name"], draft["limit"]) = ("Coffee shop", "much");

        Assert.Null(await SaveAsync());

        Assert.Equal("Not a number", draft.WrongWith("limit"));
        Assert.Empty(sent);
    }

    [Fact]
    public async Task Takes_over_what_a_colleague_changed_elsewhere_and_saves_against_it()
    {
        draft["name"] = "Coffee shop";
        stored = new("Tea shop", 500, 2);

        Assert.NotNull((await SaveAsync())?.Value);

        Assert.Equal(new("Coffee shop", 500, 3), stored);
        Assert.Equal("500", draft["limit"]);
        Assert.Equal([(new() { Name = "Coffee shop" }, false), (new() { Name = "Coffee shop" }, true)], sent);
    }

    [Theory]
    [InlineData(true, 500)]
    [InlineData(false, 200)]
    public async Task Saves_nothing_where_both_changed_the_same_before_somebody_chose(bool takesTheirs, int expected)
    {
        (draft["name"], draft["limit"]) = ("Coffee shop", "200");
        stored = new("Tea shop", 500, 2);

        Assert.Null(await SaveAsync());
        Assert.Null(await SaveAsync());
        Assert.Equal(new("Tea shop", 500, 2), stored);
        var conflict = Assert.Single(draft.Conflicts);
        Assert.Equal(("limit", "500", "colleague@example.com"), (conflict.Field.Name, conflict.Theirs, conflict.ChangedBy));

        if (takesTheirs) draft.TakeTheirs(conflict);
        else draft.KeepMine(conflict);
        Assert.NotNull((await SaveAsync())?.Value);

        Assert.Equal(new("Coffee shop", expected, 3), stored);
    }

    [Fact]
    public async Task Has_nothing_to_choose_where_both_changed_it_to_the_same()
    {
        draft["limit"] = "500";
        stored = new("Tea shop", 500, 2);

        Assert.NotNull((await SaveAsync())?.Value);

        Assert.Empty(draft.Conflicts);
        Assert.Equal(2, stored.Version);
    }

    [Fact]
    public void Keeps_what_was_typed_when_the_page_reads_again()
    {
        draft["name"] = "Coffee shop";

        draft.Follow(new("Tea shop", 500, 2));

        Assert.Equal(("Coffee shop", "500"), (draft["name"], draft["limit"]));
    }

    [Fact]
    public void A_field_is_found_by_the_name_of_its_property_and_as_requests_spell_it()
    {
        draft[nameof(ThingChange.Limit)] = "much";

        Assert.Equal("much", draft["limit"]);
        Assert.Null(draft.Whole());
        Assert.Equal(("Not a number", "Not a number"), (draft.WrongWith(nameof(ThingChange.Limit)), draft.WrongWith("limit")));
    }

    [Fact]
    public void Its_whole_has_every_field_changed_or_not()
    {
        draft["name"] = "Coffee shop";

        Assert.Equal(new() { Name = "Coffee shop", Limit = 100 }, draft.Whole());
    }

    [Fact]
    public async Task A_field_that_was_emptied_is_sent_as_nothing_and_not_left_out()
    {
        draft["limit"] = " ";

        await SaveAsync();

        Assert.Equal(new ThingChange { Limit = (int?)null }, Assert.Single(sent).Changes);
        Assert.NotEqual(new ThingChange(), sent[0].Changes);
    }

    private Task<Shown<Thing>?> SaveAsync() => draft.SaveAsync(
        (changes, read) =>
        {
            sent.Add((changes, read.Allows(stored.Version)));
            if (!read.Allows(stored.Version))
            {
                var conflicts = Fields.ToDictionary(
                    field => field.Name,
                    _ => new FieldConflict(default, default) { ChangedBy = "colleague@example.com", ChangedAt = DateTimeOffset.UnixEpoch });
                return Task.FromResult(
                    new Shown<Thing> { Refusal = new(ErrorCode.InvalidOperationState, "Somebody changed it.") { Conflicts = conflicts } });
            }

            stored = new(changes.Name.Or(stored.Name), changes.Limit.Or(stored.Limit), stored.Version + 1);
            return Task.FromResult(new Shown<Thing> { Value = stored });
        },
        () => Task.FromResult(new Shown<Thing> { Value = stored }));

    private sealed record Thing(string? Name, int? Limit, int Version) : IVersioned;

    private sealed record ThingChange
    {
        public Sent<string?> Name { get; init; }

        public Sent<int?> Limit { get; init; }
    }
}
