using Deque.AxeCore.Commons;

namespace OiPayments.BrowserTests.Support;

/// <summary>
/// What another colour scheme can change of a page's accessibility. A page is asked everything in one scheme, and only this in the other:
/// that takes half the time.
/// </summary>
internal static class Colours
{
    public static AxeRunOptions Only => new() { RunOnly = new() { Type = "rule", Values = ["color-contrast", "link-in-text-block"] } };
}
