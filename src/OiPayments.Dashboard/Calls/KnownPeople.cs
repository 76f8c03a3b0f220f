using OiPayments.Access;
using OiPayments.Lists;
using OiPayments.Operators;

namespace OiPayments.Dashboard.Calls;

/// <summary>The names of operators, for lists that know their numbers. Who may not see users sees the numbers.</summary>
internal sealed class KnownPeople(UseCases useCases)
{
    private IReadOnlyDictionary<string, string>? names;

    /// <summary>Asks once.</summary>
    public async Task LoadAsync(CancellationToken ct) => names ??= (await useCases.AskAsync<ListOperators, Page<OperatorDto>>(
        (people, who, token) => people.RunAsync(
            who, email: null, new(0, PageRequest.MaxSize, Ascending: true, After: null), token), ct)).Value?.Items
        .ToDictionary(person => OperatorKey.Of(person.Id), person => person.Name, StringComparer.Ordinal);

    /// <param name="key">As records name them, such as <c>operator:7</c>.</param>
    public string? NameOf(string key) => names?.GetValueOrDefault(key);
}
