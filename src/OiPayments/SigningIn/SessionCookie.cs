
namespace OiPayments.SigningIn;

/// <summary>
/// The session's token as a browser keeps it for the pages; the API's door takes none, and the pages' door takes nothing else. Every
/// sign-in issues a new token, so one that somebody planted before is worth nothing afterwards. <c>SameSite=Lax</c> and not Strict:
/// a link to a payment in a colleague's message must arrive signed in, and no page changes anything by being looked at; what changes
/// something is a POST, which Lax keeps out, behind an anti-forgery token.
/// </summary>
internal static class SessionCookie
{
    private const string Name = "oi-session";

    /// <summary>Until the session's absolute limit, however long the browser stays open.</summary>
    public static void Issue(HttpContext context, string token, DateTimeOffset expiresAt) =>
        BrowserCookie.Set(context, Name, token, expiresAt);

    /// <summary>The token; null when there is none, or none that this service could have issued.</summary>
    public static string? Read(HttpContext context) => BrowserCookie.Get(context, Name);

    public static void Clear(HttpContext context) => BrowserCookie.Remove(context, Name);
}

/// <summary>
/// Tells a browser that signed in before from a stranger's: see <see cref="KnownDevices"/>. Stays when the operator signs out.
/// </summary>
internal static class DeviceCookie
{
    private const string Name = "oi-device";

    public static void Issue(HttpContext context, string device, DateTimeOffset expiresAt) =>
        BrowserCookie.Set(context, Name, device, expiresAt);

    public static string? Read(HttpContext context) => BrowserCookie.Get(context, Name);
}

/// <summary>
/// How this service sets cookies that only it reads. Whether a request was https outside, <see cref="Links.OutsideAddress"/> has found out.
/// </summary>
internal static class BrowserCookie
{
    /// <summary>
    /// A browser takes a cookie of this name only from its host itself, over https, for all paths: a neighbour cannot plant one.
    /// </summary>
    private const string HostOnly = "__Host-";

    /// <summary>What a cookie's name begins with here: nothing on a developer's own machine, where there is nobody to listen.</summary>
    public static string Prefix(HttpContext context) => context.Request.IsHttps ? HostOnly : "";

    public static void Set(HttpContext context, string name, string value, DateTimeOffset expiresAt) =>
        context.Response.Cookies.Append(NameFor(context, name), value, OptionsFor(context, expiresAt));

    public static string? Get(HttpContext context, string name) =>
        context.Request.Cookies[NameFor(context, name)] is { Length: > 0 } value ? value : null;

    public static void Remove(HttpContext context, string name) =>
        context.Response.Cookies.Delete(NameFor(context, name), OptionsFor(context, null));

    private static CookieOptions OptionsFor(HttpContext context, DateTimeOffset? expiresAt) => new()
    {
        HttpOnly = true,
        Secure = context.Request.IsHttps,
        SameSite = SameSiteMode.Lax,
        Path = "/",
        Expires = expiresAt,
        IsEssential = true,
    };

    private static string NameFor(HttpContext context, string name) => Prefix(context) + name;
}
