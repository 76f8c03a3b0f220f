using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OiPayments.UnitTests.Architecture;

/// <summary>
/// Each room of the product spells its answers by a context of its own, with a converter for each kind of word. A kind that is forgotten
/// would be written as the number that C# keeps.
/// </summary>
public class WordsInJsonTests
{
    public static TheoryData<string> Contexts => [.. AllContexts.Select(context => context.Name)];

    private static IEnumerable<Type> AllContexts =>
        typeof(Api.Reply).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(JsonSerializerContext)));

    [Theory]
    [MemberData(nameof(Contexts))]
    public void Every_word_is_written_as_a_word(string name)
    {
        var type = AllContexts.Single(context => context.Name == name);
        var context = (JsonSerializerContext)type.GetProperty("Default", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
        var seen = new HashSet<Type>();
        foreach (var root in type.GetCustomAttributesData().Where(one => one.AttributeType == typeof(JsonSerializableAttribute)))
            Walk((Type)root.ConstructorArguments[0].Value!, context, seen);

        Assert.NotEmpty(seen);
        Assert.Empty(seen.Where(one => one.IsEnum).Where(word => !IsWord(word, context)).Select(word => word.Name));
    }

    private static bool IsWord(Type word, JsonSerializerContext context) =>
        JsonSerializer.SerializeToElement(Enum.GetValues(word).GetValue(0), word, context).ValueKind is JsonValueKind.String;

    private static void Walk(Type type, JsonSerializerContext context, HashSet<Type> seen)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (context.GetTypeInfo(plain) is not { } known || !seen.Add(plain)) return;
        if (known.ElementType is { } element) Walk(element, context, seen);
        foreach (var property in known.Properties.Where(property => property.Get is not null)) Walk(property.PropertyType, context, seen);
    }
}
