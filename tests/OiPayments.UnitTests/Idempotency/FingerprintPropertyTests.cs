using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using OiPayments.Idempotency;

namespace OiPayments.UnitTests.Idempotency;

/// <summary>For any JSON at all: how it is written makes no difference, and what it says makes all the difference.</summary>
public class FingerprintPropertyTests
{
    private static readonly string[] Peculiar = ["", "a", "চা", "\"", "\\", "/", "\u0001", "😀", "e\u0301", "1", "null", "a.b"];

    private static readonly Gen<string> Texts = Gen.Select(
        Gen.Int[0, Peculiar.Length - 1], Gen.String[Gen.Char.AlphaNumeric, 0, 4]).Select(picked => Peculiar[picked.Item1] + picked.Item2);

    private static readonly Gen<JsonNode?> Values = Gen.Recursive<JsonNode?>((
        depth, inner) => Gen.Int[0, depth < 4 ? 6 : 3].SelectMany(kind => kind switch
    {
        0 => Texts.Select(text => (JsonNode?)JsonValue.Create(text)),
        1 => Gen.Long.Select(number => (JsonNode?)JsonValue.Create(number)),
        2 => Gen.Bool.Select(value => (JsonNode?)JsonValue.Create(value)),
        3 => Gen.Int[-9999, 9999].Select(number => (JsonNode?)JsonValue.Create(number / 100m)),
        4 => inner.Array[0, 4].Select(items => (JsonNode?)new JsonArray([.. items.Select(item => item?.DeepClone())])),
        _ => Objects(inner),
    }));

    private static readonly Gen<JsonNode?> Bodies = Objects(Values);

    [Fact]
    public void Another_order_spacing_or_spelling_is_the_same_request() => Bodies.Select(Gen.UInt).Sample((body, seed) =>
    {
        var spelled = new StringBuilder();
        Spell(body, spelled, new Dice(seed));
        Assert.True(Of(body!.ToJsonString()) == Of(spelled.ToString()), $"{body.ToJsonString()}\n{spelled}");
    }, iter: 5_000, threads: 1);

    [Fact]
    public void One_changed_value_is_another_request() => Bodies.Where(body => Leaves(body).Any()).Select(Gen.UInt).Sample((body, seed) =>
    {
        var (changed, dice) = (body!.DeepClone(), new Dice(seed));
        var leaves = Leaves(changed).ToList();
        var leaf = leaves[dice.Below(leaves.Count)];
        leaf.ReplaceWith(leaf.GetValueKind() switch
        {
            JsonValueKind.String => JsonValue.Create(leaf.GetValue<string>() + "x"),
            JsonValueKind.Number =>
                JsonNode.Parse(leaf.ToJsonString() is ['-', .. var digits] ? $"-7{digits}" : $"7{leaf.ToJsonString()}")!,
            JsonValueKind.True => JsonValue.Create("true"),
            _ => JsonValue.Create(true),
        });

        Assert.True(Of(body.ToJsonString()) != Of(changed.ToJsonString()), $"{body.ToJsonString()}\n{changed.ToJsonString()}");
    }, iter: 5_000, threads: 1);

    [Fact]
    public void A_renamed_a_left_out_and_an_added_field_are_other_requests() =>
        Bodies.Where(body => body!.AsObject().Any(field => field.Value is not null)).Sample(body =>
    {
        var (name, value) = body!.AsObject().First(field => field.Value is not null);
        var (renamed, without, more) = (body.DeepClone().AsObject(), body.DeepClone().AsObject(), body.DeepClone().AsObject());
        renamed.Remove(name);
        renamed[name + "\u00e9?"] = value!.DeepClone();
        without.Remove(name);
        more[name + "\u00e9?"] = 1;

        Assert.Distinct(new[] { body, renamed, without, more }.Select(version => Of(version.ToJsonString())));
    }, iter: 2_000, threads: 1);

    [Theory]
    [InlineData("1", "1.0", "10e-1", "0.1E+1", "1.000")]
    [InlineData("0", "-0", "0.00", "0e99", "-0.0e-5")]
    [InlineData("-125050", "-1250.50e2", "-1.2505E5", "-12505000e-2", "-125050.0")]
    [InlineData("1e400", "10e399", "0.1e401", "1E+400", "1.0e400")]
    public void One_number_has_one_fingerprint(params string[] spellings) =>
        Assert.Single(spellings.Select(number => Of($$"""{"a":{{number}}}""")).Distinct());

    [Theory]
    [InlineData("9007199254740993.0", "9007199254740992.0")]
    [InlineData("12345678901234567890", "12345678901234567891")]
    [InlineData("0.1", "0.10000000000000000001")]
    [InlineData("1e400", "1e401")]
    [InlineData("1", "-1")]
    [InlineData("10", "1")]
    public void No_two_numbers_share_one(string left, string right) =>
        Assert.NotEqual(Of($$"""{"a":{{left}}}"""), Of($$"""{"a":{{right}}}"""));

    private static Gen<JsonNode?> Objects(Gen<JsonNode?> values) => Gen.Select(Texts, values).Array[0, 5].Select(fields =>
    {
        var made = new JsonObject();
        foreach (var (name, value) in fields) made[name] = value?.DeepClone();
        return (JsonNode?)made;
    });

    private static IEnumerable<JsonNode> Leaves(JsonNode? node) => node switch
    {
        JsonObject container => container.SelectMany(field => Leaves(field.Value)),
        JsonArray list => list.SelectMany(Leaves),
        null => [],
        _ => [node],
    };

    private static string Of(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Convert.ToHexString(Fingerprint.Of("POST", "/api/v1/payments", document.RootElement));
    }

    /// <summary>Writes the same JSON as somebody else might.</summary>
    private static void Spell(JsonNode? node, StringBuilder text, Dice dice)
    {
        text.Append(dice.Space());
        switch (node)
        {
            case JsonObject container:
                text.Append('{');
                var fields = container.Select(field => (field.Key, field.Value)).OrderBy(_ => dice.Below(1000)).ToList();
                foreach (var (place, (name, value)) in fields.Index())
                {
                    text.Append(place == 0 ? "" : ",").Append(dice.Space());
                    SpellText(name, text, dice);
                    text.Append(dice.Space()).Append(':');
                    Spell(value, text, dice);
                }

                text.Append('}');
                break;
            case JsonArray list:
                text.Append('[');
                foreach (var (place, item) in list.Index())
                {
                    text.Append(place == 0 ? "" : ",");
                    Spell(item, text, dice);
                }

                text.Append(']');
                break;
            case { } when node.GetValueKind() is JsonValueKind.String:
                SpellText(node.GetValue<string>(), text, dice);
                break;
            case { } when node.GetValueKind() is JsonValueKind.Number:
                var number = node.ToJsonString();
                text.Append(number).Append(dice.Below(3) switch
                {
                    0 => "",
                    1 => "E+0",
                    _ => number.Contains('.', StringComparison.Ordinal) ? "00" : ".00e-0",
                });
                break;
            default:
                text.Append(node?.ToJsonString() ?? "null");
                break;
        }

        text.Append(dice.Space());
    }

    private static void SpellText(string plain, StringBuilder text, Dice dice)
    {
        text.Append('"');
        foreach (var rune in plain.EnumerateRunes())
        {
            var mustEscape = rune.Value is '"' or '\\' or < ' ';
            if (!mustEscape && dice.Below(3) != 0) text.Append(rune.ToString());
            else foreach (var unit in rune.ToString()) text.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
        }

        text.Append('"');
    }

    /// <summary>Falls the same for the same seed, so that a failure can be repeated.</summary>
    private sealed class Dice(uint seed)
    {
        private uint state = seed;

        public int Below(int sides)
        {
            state = (state * 1664525) + 1013904223;
            return (int)((state >> 8) % (uint)sides);
        }

        public string Space() => Below(4) switch { 0 => " ", 1 => "\n\t", 2 => "\r\n ", _ => "" };
    }
}
