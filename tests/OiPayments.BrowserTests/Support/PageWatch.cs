using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace OiPayments.BrowserTests.Support;

/// <summary>Writes down what a page should never do: complain, break its security policy, or ask another host for anything.</summary>
public sealed class PageWatch
{
    /// <summary>What Chromium says of an answer to a form, which it does not show again by itself.</summary>
    public const string NotShownAgain = "net::ERR_CACHE_MISS";

    private readonly ConcurrentQueue<string> complaints = new();

    /// <param name="page">Watched from now on.</param>
    /// <param name="homes">The servers it may speak to.</param>
    public PageWatch(IPage page, params IReadOnlyList<Uri> homes)
    {
        // A page that answers 404 or 503 on purpose makes Chromium print the status; that is not the page's complaint.
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning"
                && !message.Text.StartsWith("Failed to load resource: the server responded", StringComparison.Ordinal))
                complaints.Enqueue($"{message.Type}: {message.Text}");
        };
        page.PageError += (_, error) => complaints.Enqueue($"script: {error}");
        page.Request += (_, request) =>
        {
            if (homes.All(home => new Uri(request.Url).Authority != home.Authority)) complaints.Enqueue($"left home: {request.Url}");
        };
        page.Response += (_, response) =>
        {
            if (response.Status >= 400 && !response.Request.IsNavigationRequest) complaints.Enqueue($"{response.Status}: {response.Url}");
        };
        page.RequestFailed += (_, request) =>
        {
            // What a page was still loading when it was left is given up; that is no fault of it.
            if (request.Failure is not ("net::ERR_ABORTED" or NotShownAgain))
                complaints.Enqueue($"failed: {request.Url} {request.Failure}");
        };
    }

    public IEnumerable<string> Complaints => complaints;
}
