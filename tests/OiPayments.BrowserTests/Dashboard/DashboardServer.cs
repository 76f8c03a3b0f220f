using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using OiPayments.BrowserTests.Support;
using OiPayments.Operators;
using OiPayments.TestSupport;

[assembly: AssemblyFixture(typeof(OiPayments.BrowserTests.Dashboard.DashboardServer))]

namespace OiPayments.BrowserTests.Dashboard;

/// <summary>
/// A service for operators' browsers, at the real time: a browser drops a cookie that a standing clock dates in its past. To the outside
/// its pages are at a name, as passkeys want it.
/// </summary>
public sealed class DashboardServer : TestServer
{
    private static readonly int Port = FreePort();

    public const string Password = "a password of nobody in particular";

    private static readonly string Hash = new PasswordHasher<Operator>().HashPassword(null!, Password);

    public DashboardServer()
        : base([], builder => builder.Configuration.AddInMemoryCollection([new("Urls:Web", $"http://127.0.0.1:{Port}/"), new("Urls:PublicWeb", NamedUrl.ToString())]), TimeProvider.System)
    {
    }

    /// <summary>Where the pages are, as a person would type it.</summary>
    public static Uri NamedUrl => new($"http://localhost:{Port}");

    /// <summary>An operator who has one of the roles that come with the service, for every application.</summary>
    /// <param name="role">The role's name.</param>
    /// <param name="mustChangePassword">Whether the password was made up by somebody else.</param>
    public async Task<string> OperatorAsync(string role, bool mustChangePassword = false)
    {
        var email = $"{role.ToLowerInvariant().Replace(' ', '-')}-{RandomToken.New128("")[..8].ToLowerInvariant()}@example.com";
        await WithDbAsync(async db =>
        {
            var id = await Services.GetRequiredService<IIdSource>().NextAsync<Operator>(CancellationToken.None);
            var roles = await Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.ToListAsync(db.Directory<Role>());
            db.Add(new Operator { Id = id, Email = email, Name = $"{role} of the tests", PasswordHash = Hash, CreatedAt = TimeProvider.System.GetUtcNow(), MustChangePassword = mustChangePassword, SecurityStamp = RandomToken.New128("") });
            db.Add(new RoleGrant { OperatorId = id, RoleId = roles.Single(one => one.Name == role).Id, ApplicationId = RoleGrant.Everywhere });
            await db.SaveAsync(CancellationToken.None);
            return 0;
        });
        return email;
    }

    /// <summary>As if that operator had signed in an hour ago: what needs a fresh proof asks for one.</summary>
    public Task<int> LetProofGrowOldAsync(string email) => WithDbAsync(async db =>
    {
        var person = await Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.SingleAsync(db.Directory<Operator>(), one => one.Email == email);
        foreach (var session in db.Directory<OperatorSession>().Where(one => one.OperatorId == person.Id)) session.ProvenAt = session.CreatedAt.AddHours(-1);
        await db.SaveAsync(CancellationToken.None);
        return 0;
    });

    /// <summary>A browser in which that operator is signed in, with one page that was watched from the beginning.</summary>
    internal async Task<Desk> SignInAsync(Browser browser, string email, string password = Password, BrowserNewContextOptions? options = null, Uri? web = null)
    {
        web ??= WebUrl;
        var context = await browser.OpenAsync(options ?? new() { ViewportSize = new() { Width = 1280, Height = 860 } });
        var page = await context.NewPageAsync();
        var desk = new Desk(context, page, new(page, web), web);
        await page.GotoAsync(new Uri(web, "/admin").ToString());
        await desk.SignInAsync(email, password);
        return desk;
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>A signed-in operator's browser.</summary>
internal sealed record Desk(IBrowserContext Context, IPage Page, PageWatch Watch, Uri Web) : IAsyncDisposable
{
    /// <summary>Goes to a page and waits until it is live and has what it shows.</summary>
    public async Task OpenAsync(string path)
    {
        await Page.GotoAsync(new Uri(Web, path).ToString());
        await SettleAsync();
    }

    /// <summary>Fills in the form of the sign-in page that is open.</summary>
    public async Task SignInAsync(string email, string password, string? code = null)
    {
        await Page.FillAsync("#email", email);
        await Page.FillAsync("#password", password);
        if (code is not null) await Page.FillAsync("#code", code);
        await Page.ClickAsync("form:has(#password) button.button");
    }

    public async Task SignOutAsync()
    {
        await Page.GotoAsync(new Uri(Web, "/admin/sign-out").ToString());
        await Page.ClickAsync("main button.button");
        await Page.WaitForSelectorAsync("#email");
    }

    public async Task SettleAsync() =>
        await Page.WaitForFunctionAsync("() => document.querySelector('.frame[data-live] main h1') !== null && document.querySelector('main .waiting') === null");

    public ValueTask DisposeAsync() => Context.DisposeAsync();
}
