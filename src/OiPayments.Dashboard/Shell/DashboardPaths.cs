using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace OiPayments.Dashboard.Shell;

/// <summary>Where the pages are. The mode travels in every address, so that a link means the same to whoever opens it.</summary>
internal static class DashboardPaths
{
    public const string Home = "/admin";
    public const string SignIn = "/admin/sign-in";
    public const string SignOut = "/admin/sign-out";
    public const string ChoosePassword = "/admin/password";
    public const string Profile = "/admin/profile";
    public const string ModeKey = "mode";
    private const int MaxLength = 1000;

    public static Mode ModeOf(string uri) =>
        QueryHelpers.ParseQuery(new Uri(uri).Query).TryGetValue(ModeKey, out var mode)
            && string.Equals(mode.ToString(), "live", StringComparison.OrdinalIgnoreCase)
            ? Mode.Live
            : Mode.Test;

    public static string To(string path, Mode mode, params IEnumerable<(string Key, string? Value)> query) => QueryHelpers.AddQueryString(
        path.Length == 0 ? Home : $"{Home}/{path}",
        query.Where(pair => !string.IsNullOrEmpty(pair.Value))
            .Select(pair => KeyValuePair.Create(pair.Key, pair.Value))
            .Append(KeyValuePair.Create(ModeKey, (string?)Word(mode))));

    public static string To(string path, long id, Mode mode) => To(string.Create(CultureInfo.InvariantCulture, $"{path}/{id}"), mode);

    /// <summary>This address with some parts of its query changed; a null takes one away.</summary>
    public static string With(string uri, params IEnumerable<(string Key, string? Value)> changes)
    {
        var address = new Uri(uri);
        var query = QueryHelpers.ParseQuery(address.Query).ToDictionary(
            pair => pair.Key, pair => (string?)pair.Value.ToString(), StringComparer.Ordinal);
        foreach (var (key, value) in changes)
        {
            if (string.IsNullOrEmpty(value)) query.Remove(key);
            else query[key] = value;
        }

        return QueryHelpers.AddQueryString(address.AbsolutePath, query);
    }

    public static string Word(Mode mode) => mode is Mode.Live ? "live" : "test";

    /// <summary>
    /// Where to go after signing in: a path of these pages, as this server writes them, and nothing else. Browsers read a backslash as
    /// a slash and skip control characters, so neither is taken. In a path two dots lead up and out of it; in what somebody searched
    /// for they are two dots.
    /// </summary>
    public static string LocalOrHome(string? returnUrl)
    {
        if (returnUrl is not { Length: > 0 and < MaxLength }
            || returnUrl.Contains('\\', StringComparison.Ordinal)
            || returnUrl.Any(char.IsControl)) return Home;
        var path = returnUrl[..(returnUrl.IndexOfAny(['?', '#']) is >= 0 and var end ? end : returnUrl.Length)];

        // A browser takes %2e for a dot, and a proxy perhaps %2f for a slash: paths of ours need no escapes at all.
        var isOurs = (path == Home || path.StartsWith(Home + "/", StringComparison.Ordinal))
            && !path.Contains("..", StringComparison.Ordinal)
            && !path.Contains('%', StringComparison.Ordinal)
            && !path.StartsWith(SignIn, StringComparison.Ordinal) && !path.StartsWith(SignOut, StringComparison.Ordinal);
        return isOurs ? returnUrl : Home;
    }
}
