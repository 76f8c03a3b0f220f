using MudBlazor;
using OiPayments.Dashboard.Shell;

namespace OiPayments.Dashboard.Calls;

/// <summary>Asks the operator to prove themselves, in a dialog above whatever they were doing.</summary>
internal sealed class StepUp(IDialogService dialogs, Desk desk)
{
    /// <summary>True when they did; the call that asked for it can be made again.</summary>
    public async Task<bool> AskAsync()
    {
        var dialog = await dialogs.ShowAsync<StepUpDialog>(
            desk.T.StepUpTitle, new DialogOptions { BackdropClick = false, MaxWidth = MaxWidth.ExtraSmall, FullWidth = true });
        return await dialog.Result is { Canceled: false };
    }
}
