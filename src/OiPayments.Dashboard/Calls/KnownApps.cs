using OiPayments.Applications;
using OiPayments.Lists;

namespace OiPayments.Dashboard.Calls;

/// <summary>The names of the applications that the operator may see, for lists that know their numbers.</summary>
internal sealed class KnownApps(UseCases useCases)
{
    private IReadOnlyList<ApplicationDto>? all;

    public IReadOnlyList<ApplicationDto> All => all ?? [];

    /// <summary>Asks once, and again after <see cref="Forget"/>. Who may not see applications sees their numbers.</summary>
    public async Task LoadAsync(CancellationToken ct) => all ??= (await useCases.AskAsync<ListApplications, Page<ApplicationDto>>(
        (apps, who, token) => apps.RunAsync(who, new(0, PageRequest.MaxSize, Ascending: true, After: null), token), ct)).Value?.Items;

    public void Forget() => all = null;

    public string NameOf(ApplicationId id) => All.FirstOrDefault(application => application.Id == id)?.Name ?? $"#{id}";
}
