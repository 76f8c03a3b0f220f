namespace OiPayments.Dashboard.Texts;

/// <summary>
/// What a person calls the browser and the system that a <c>User-Agent</c> names: enough to recognise a session by, and no more is
/// claimed. Browsers pretend to be each other, so the order matters: the most particular name first.
/// </summary>
internal static class BrowserName
{
    private const int MaxLength = 40;

    private static readonly (string Sign, string Name)[] Browsers =
    [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("UCBrowser/", "UC Browser"), ("Vivaldi/", "Vivaldi"),
        ("YaBrowser/", "Yandex Browser"),
        ("FxiOS/", "Firefox"), ("Firefox/", "Firefox"), ("CriOS/", "Chrome"), ("HeadlessChrome/", "Chrome"), ("Chrome/", "Chrome"),
        ("Chromium/", "Chromium"), ("Safari/", "Safari"),
    ];

    private static readonly (string Sign, string Name)[] Systems =
    [
        ("Windows", "Windows"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "ChromeOS"), ("Mac OS X", "macOS"),
        ("Macintosh", "macOS"), ("Linux", "Linux"),
    ];

    /// <summary>The browser and the system; either null when the text names none that is known.</summary>
    public static (string? Browser, string? System) Read(string userAgent) => (Find(Browsers, userAgent), Find(Systems, userAgent));

    /// <summary>The first product of any other program, such as <c>curl</c>; the beginning of what names none.</summary>
    public static string ProductOf(string userAgent)
    {
        var product = userAgent.Split('/', ' ')[0];
        return product.Length > MaxLength ? $"{product.CutTo(MaxLength)}…" : product;
    }

    private static string? Find((string Sign, string Name)[] known, string userAgent) =>
        known.FirstOrDefault(one => userAgent.Contains(one.Sign, StringComparison.Ordinal)).Name;
}
