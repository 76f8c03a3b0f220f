using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using OiPayments.BrowserTests.Support;
using OiPayments.Operators;
using OiPayments.TestSupport;

[assembly: AssemblyFixture(typeof(OiPayments.BrowserTests.Dashboard.DashboardServer))]

namespace OiPayments.BrowserTests.Dashboard;

/// <summary>A service for operators' browsers, at the real time: a browser drops a cookie that a standing clock dates in its past.</summary>
public sealed class DashboardServer() : TestServer([], null, TimeProvider.System)
{
    public const string Password = "a password of nobody in particular";

    private static readonly string Hash = new PasswordHasher<Operator>().HashPassword(null!, Password);

    /// <summary>An operator who has one of the roles that come with the service, for every application.</summary>
    public async Task<string> OperatorAsync(string role)
    {
        var email = $"{role.ToLowerInvariant().Replace(' ', '-')}-{RandomToken.New128("")[..8].ToLowerInvariant()}@example.com";
        await WithDbAsync(async db =>
        {
            var id = await Services.GetRequiredService<IIdSource>().NextAsync<Operator>(CancellationToken.None);
            var roles = await Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.ToListAsync(db.Directory<Role>());
            db.Add(new Operator { Id = id, Email = email, Name = $"{role} of the tests", PasswordHash = Hash, CreatedAt = TimeProvider.System.GetUtcNow() });
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
    internal async Task<Desk> SignInAsync(Browser browser, string email, string password = Password, BrowserNewContextOptions? options = null)
    {
        var context = await browser.OpenAsync(options ?? new() { ViewportSize = new() { Width = 1280, Height = 860 } });
        var page = await context.NewPageAsync();
        var desk = new Desk(context, page, new(page, WebUrl), WebUrl);
        await page.GotoAsync(new Uri(WebUrl, "/admin").ToString());
        await page.FillAsync("#email", email);
        await page.FillAsync("#password", password);
        await page.ClickAsync("button.button");
        return desk;
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

    public async Task SettleAsync() =>
        await Page.WaitForFunctionAsync("() => document.querySelector('.frame[data-live] main h1') !== null && document.querySelector('main .waiting') === null");

    public ValueTask DisposeAsync() => Context.DisposeAsync();
}
