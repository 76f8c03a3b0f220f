using Microsoft.AspNetCore.Components;
using MudBlazor;
using OiPayments.Access;
using OiPayments.Dashboard.Calls;
using OiPayments.Dashboard.Parts;
using OiPayments.Dashboard.Texts;

namespace OiPayments.Dashboard.Shell;

/// <summary>
/// A page, or a part of one, that shows what a use case answers. It asks when it is live and when the part of the address that it depends
/// on changes; what was being asked for until then is given up.
/// </summary>
public abstract class AdminPage : ComponentBase, IDisposable
{
    private CancellationTokenSource? asking;
    private string? asked;

    [Inject]
    private protected UseCases UseCases { get; set; } = null!;

    [Inject]
    protected NavigationManager Navigation { get; set; } = null!;

    [Inject]
    protected TimeProvider Clock { get; set; } = null!;

    [Inject]
    private protected Desk Desk { get; set; } = null!;

    [Inject]
    protected IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private protected Notices Notices { get; set; } = null!;

    private protected Words T => Desk.T;

    protected Mode Mode => DashboardPaths.ModeOf(Navigation.Uri);

    /// <summary>Everything the answer depends on. When it stays, so does the answer.</summary>
    protected virtual string DependsOn => DashboardPaths.With(Navigation.Uri, ("open", null));

    public void Dispose()
    {
        asking?.Cancel();
        asking?.Dispose();
        asking = null;
        GC.SuppressFinalize(this);
    }

    protected override async Task OnParametersSetAsync()
    {
        // What is rendered before the circuit exists shows that it is loading: asking twice would cost twice.
        if (!RendererInfo.IsInteractive || asked == DependsOn) return;
        asked = DependsOn;
        await LoadAgainAsync();
    }

    protected async Task LoadAgainAsync()
    {
        asking?.Cancel();
        asking?.Dispose();
        asking = new();
        try
        {
            await LoadAsync(asking.Token);
        }
        catch (OperationCanceledException)
        {
            // Something newer was asked for.
        }
    }

    /// <summary>Asks for what the page shows.</summary>
    protected abstract Task LoadAsync(CancellationToken ct);

    private protected Task<Shown<T>> AskAsync<TUseCase, T>(
        Func<TUseCase, SignedInOperator, CancellationToken, Task<Outcome<T>>> call, CancellationToken ct = default)
        where TUseCase : notnull
        where T : class => UseCases.AskAsync(call, ct);

    /// <summary>Asks whether it is really meant; the button says what it will do.</summary>
    protected async Task<bool> ConfirmAsync(string title, string meaning, string button, bool isDangerous = false)
    {
        var dialog = await Dialogs.ShowAsync<ConfirmDialog>(title, new DialogParameters<ConfirmDialog>
        {
            { d => d.Title, title }, { d => d.Meaning, meaning }, { d => d.Button, button }, { d => d.IsDangerous, isDangerous },
        });
        return await dialog.Result is { Canceled: false };
    }

    /// <summary>Says in a corner what became of something; true when it was done.</summary>
    private protected bool Report<TResult>(Shown<TResult> result, string done)
        where TResult : class
    {
        Notices.Add(result.Value is not null ? done : T.Problem(result.Refusal, result.Trace), result.Value is not null);
        return result.Value is not null;
    }
}
