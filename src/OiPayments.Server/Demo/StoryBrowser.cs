using System.Net;
using System.Text.RegularExpressions;

namespace OiPayments.Server.Demo;

/// <summary>The customer's browser, as far as the story needs one: opens pages, presses buttons, follows where it is sent.</summary>
internal sealed partial class StoryBrowser : IDisposable
{
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });

    public async Task<string> OpenAsync(Uri page, CancellationToken ct)
    {
        using var answer = await client.GetAsync(page, ct);
        return await ReadAsync(answer, ct);
    }

    /// <summary>Posts a form that answers with a redirect, and tells where to.</summary>
    public async Task<Uri> PressAsync(Uri action, IEnumerable<KeyValuePair<string, string>> fields, CancellationToken ct)
    {
        using var form = new FormUrlEncodedContent(fields);
        using var answer = await client.PostAsync(action, form, ct);
        return answer.StatusCode is HttpStatusCode.SeeOther && answer.Headers.Location is { } location
            ? new Uri(action, location)
            : throw new StoryBrokeException($"{action.AbsolutePath} answered {(int)answer.StatusCode} where a redirect belongs.");
    }

    /// <summary>Posts a form that answers with a page.</summary>
    public async Task<string> SubmitAsync(Uri action, IEnumerable<KeyValuePair<string, string>> fields, CancellationToken ct)
    {
        using var form = new FormUrlEncodedContent(fields);
        using var answer = await client.PostAsync(action, form, ct);
        return await ReadAsync(answer, ct);
    }

    /// <summary>The one form of a page that brings its own values: where it goes and what it sends.</summary>
    public static (Uri Action, List<KeyValuePair<string, string>> Fields) FormOf(string page)
    {
        var action = FormAction().Match(page).Groups["action"].Value;
        var fields = HiddenField().Matches(page)
            .Select(field => KeyValuePair.Create(
                WebUtility.HtmlDecode(field.Groups["name"].Value), WebUtility.HtmlDecode(field.Groups["value"].Value)));
        return Uri.TryCreate(WebUtility.HtmlDecode(action), UriKind.Absolute, out var url)
            ? (url, [.. fields])
            : throw new StoryBrokeException("The gateway's page has no form to send the browser back with.");
    }

    public static string TitleOf(string page) => WebUtility.HtmlDecode(Title().Match(page).Groups["text"].Value).Trim();

    public void Dispose() => client.Dispose();

    private static async Task<string> ReadAsync(HttpResponseMessage answer, CancellationToken ct) => answer.IsSuccessStatusCode
        ? await answer.Content.ReadAsStringAsync(ct)
        : throw new StoryBrokeException($"{answer.RequestMessage?.RequestUri?.AbsolutePath} answered {(int)answer.StatusCode}.");

    [GeneratedRegex("""<form[^>]* action="(?<action>[^"]*)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FormAction();

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]*)"( value="(?<value>[^"]*)")?""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HiddenField();

    [GeneratedRegex("<title>(?<text>.*?)</title>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Title();
}
