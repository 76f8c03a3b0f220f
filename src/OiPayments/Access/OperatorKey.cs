using System.Globalization;

namespace OiPayments.Access;

/// <summary>
/// How records name the operator who did something, beside programs and policies that do the same: <c>operator:7</c>. The account may be
/// gone by then; its number is never given again.
/// </summary>
internal static class OperatorKey
{
    private const string Kind = "operator";

    public static string Of(Id<Operator> id) => $"{Kind}:{id}";

    /// <summary>Null for whoever is no operator: <c>application</c>, <c>policy</c>, nobody.</summary>
    public static Id<Operator>? Read(string? key) =>
        key?.Split(':', 2) is [Kind, var number] && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? new Id<Operator>(id)
            : null;
}
