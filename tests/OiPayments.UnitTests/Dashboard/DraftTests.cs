using System.Globalization;
using System.Text.Json;
using OiPayments.Api;
using OiPayments.Dashboard.Calls;

namespace OiPayments.UnitTests.Dashboard;

/// <summary>A form over something that a colleague may change meanwhile.</summary>
public class DraftTests
{
    private static readonly DraftField Limit = new("limit", "Limit")
    {
        Show = value => value.ValueKind is JsonValueKind.Null ? "" : value.ToString(),
        Read = ReadLimit,
        Wrong = "Not a number",
    };

    private readonly Draft<Thing> draft = new(() => [DraftField.Text("name", "Name"), Limit], thing => JsonSerializer.SerializeToElement(thing, JsonSerializerOptions.Web));
    private readonly List<(string Changes, bool IsCurrent)> sent = [];
    private Thing stored = new("Tea shop", 100, 1);

    public DraftTests() => draft.Start(stored);

    [Fact]
    public async Task Sends_what_was_changed_and_nothing_else()
    {
        draft["name"] = "Coffee shop";

        Assert.Equal("Coffee shop", (await SaveAsync())?.Value?.Name);

        Assert.Equal([("""{"name":"Coffee shop"}""", true)], sent);
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
        Assert.Equal([("""{"name":"Coffee shop"}""", false), ("""{"name":"Coffee shop"}""", true)], sent);
    }

    [Theory]
    [InlineData(true, 500)]
    [InlineData(false, 200)]
    public async Task Saves_nothing_where_both_changed_the_same_before_somebody_chose(bool takesTheirs, long expected)
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

    private Task<Shown<Thing>?> SaveAsync() => draft.SaveAsync(
        (changes, read) =>
        {
            sent.Add((changes.GetRawText(), read.Allows(stored.Version)));
            if (!read.Allows(stored.Version))
            {
                var conflicts = changes.EnumerateObject().ToDictionary(
                    field => field.Name, field => new FieldConflict(field.Value, field.Value) { ChangedBy = "colleague@example.com", ChangedAt = DateTimeOffset.UnixEpoch });
                return Task.FromResult(new Shown<Thing> { Refusal = new(ErrorCode.InvalidOperationState, "Somebody changed it.") { Conflicts = conflicts } });
            }

            stored = new(
                changes.TryGetProperty("name", out var name) ? name.GetString()! : stored.Name,
                changes.TryGetProperty("limit", out var limit) ? limit.GetInt64() : stored.Limit,
                stored.Version + 1);
            return Task.FromResult(new Shown<Thing> { Value = stored });
        },
        () => Task.FromResult(new Shown<Thing> { Value = stored }));

    private static bool ReadLimit(string text, out object? value)
    {
        var isNumber = long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number);
        value = number;
        return isNumber;
    }

    private sealed record Thing(string Name, long Limit, int Version) : IVersioned;
}
