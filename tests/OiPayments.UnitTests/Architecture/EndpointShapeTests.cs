using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using OiPayments.Api;
using OiPayments.Persistence;

namespace OiPayments.UnitTests.Architecture;

/// <summary>
/// One operation is one class: <c>Map</c> describes its route, <c>HandleAsync</c> is the endpoint and <c>RunAsync</c> the use case, which
/// REST and the dashboard call with the same typed request.
/// </summary>
public partial class EndpointShapeTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance
        | BindingFlags.DeclaredOnly;

    /// <summary>
    /// What answers without a use case of its own: it asks nothing but who is calling, or hands over to one that two endpoints share.
    /// </summary>
    private static readonly HashSet<string> EndpointsAlone = [
        "WhoAmI", "ShowSignedInOperator", "ListPermissions", "ReceiveNotice", "ReceiveReturn", "LostReturn", "ReloadPostedPage",
        "ShowApi", "ShowFrontPage", "ShowGuide", "SearchGuides", "ShowResult"
    ];

    /// <summary>What a library answers.</summary>
    private static readonly HashSet<string> LibrarysEndpoints = ["ShowReference"];

    private static readonly List<Type> Ours = [.. typeof(OiPaymentsDb).Assembly.GetTypes()
        .Where(type => !type.IsDefined(typeof(CompilerGeneratedAttribute))
            && RoomOf(type) is { Length: > 0 })];

    private static readonly List<Type> Operations = [.. Ours.Where(
        type => !LibrarysEndpoints.Contains(type.Name) && type.GetMethods(Declared).Any(method => method.Name == "Map"))];

    [Fact]
    public void Each_operation_has_one_endpoint_and_one_use_case()
    {
        Assert.True(Operations.Count > 80, $"Only {Operations.Count} operations.");
        Assert.Empty(Operations.Where(type => type.GetMethods(Declared).Count(method => method.Name is "HandleAsync" or "Handle") != 1)
            .Select(type => $"{type.Name} has no endpoint, or several"));
        Assert.Empty(Operations.Where(type => UseCases(type).Count() != (EndpointsAlone.Contains(type.Name) ? 0 : 1))
            .Select(type => $"{type.Name} has no use case, or several"));
        Assert.Empty(Operations.SelectMany(type => type.GetMethods(Declared))
            .Where(method => method.Name is "HandleAsync" or "Handle" && !method.IsPrivate)
            .Select(method => $"{method.DeclaringType?.Name}.{method.Name} can be called from elsewhere"));
    }

    [Fact]
    public void A_file_that_describes_routes_describes_one() => Assert.Empty(
        from room in Directory.GetDirectories(Repository.Product)
        from file in Directory.EnumerateFiles(room, "*.cs", SearchOption.AllDirectories)
        let text = File.ReadAllText(file)
        where Route().Count(text) > 1 || EndpointCall().IsMatch(text)
        select $"{Path.GetFileName(file)} describes several routes, or calls an endpoint");

    [Fact]
    public void No_use_case_takes_JSON() => Assert.Empty(
        from type in Ours
        from useCase in UseCases(type)
        from parameter in useCase.GetParameters()
        where parameter.ParameterType == typeof(JsonElement) || parameter.ParameterType == typeof(JsonBody)
        select $"{type.Name}.{useCase.Name} takes a {parameter.ParameterType.Name}");

    [Fact]
    public void A_class_logs_under_its_own_name() => Assert.Empty(
        from type in Ours
        from constructor in type.GetConstructors(Declared)
        from parameter in constructor.GetParameters()
        where parameter.ParameterType.Name == "ILogger`1" && parameter.ParameterType.GenericTypeArguments[0] != type
        select $"{type.Name} logs as {parameter.ParameterType.GenericTypeArguments[0].Name}");

    private static IEnumerable<MethodInfo> UseCases(Type type) =>
        type.GetMethods(Declared).Where(method => method.Name is "RunAsync" && method.IsPublic);

    private static string? RoomOf(Type type) => type.Namespace?.Split('.') is ["OiPayments", var room, ..] ? room : null;

    [GeneratedRegex(@"\.Map(Get|Post|Put|Patch|Delete)\(", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Route();

    [GeneratedRegex(@"\.Handle(Async)?\(", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EndpointCall();
}
