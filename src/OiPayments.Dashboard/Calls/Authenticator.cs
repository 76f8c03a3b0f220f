using System.Text.Json;
using Microsoft.JSInterop;

namespace OiPayments.Dashboard.Calls;

/// <summary>
/// The passkeys of whoever sits at the browser, asked by <c>passkeys.js</c>. What they answer is checked where it is used.
/// </summary>
internal sealed class Authenticator(IJSRuntime browser)
{
    /// <summary>Null when the person, the browser or the authenticator would not.</summary>
    public ValueTask<string?> CreateAsync(JsonElement options) =>
        browser.InvokeAsync<string?>("oiPasskeys.create", Timeout.InfiniteTimeSpan, options);

    /// <inheritdoc cref="CreateAsync"/>
    public ValueTask<string?> GetAsync(JsonElement options) =>
        browser.InvokeAsync<string?>("oiPasskeys.get", Timeout.InfiniteTimeSpan, options);
}
