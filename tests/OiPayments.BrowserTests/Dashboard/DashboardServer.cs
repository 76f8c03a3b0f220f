using Microsoft.Extensions.Configuration;
using OiPayments.Access;
using OiPayments.BrowserTests.Support;
using OiPayments.TestSupport;

[assembly: AssemblyFixture(typeof(OiPayments.BrowserTests.Dashboard.DashboardServer))]

namespace OiPayments.BrowserTests.Dashboard;

/// <summary>
/// A service for operators' browsers, at the real time: a browser drops a cookie that a standing clock dates in its past. To the outside
/// its pages are at a name, as passkeys want it.
/// </summary>
public sealed class DashboardServer : TestServer
{
    private static readonly int Port = TlsProxy.FreePort();

    public const string Password = "a password of nobody in particular";

    public DashboardServer()
        : base([], builder => builder.Configuration.AddInMemoryCollection(
            [new("Urls:Web", $"http://127.0.0.1:{Port}/"), new("Urls:PublicWeb", NamedUrl.ToString())]), TimeProvider.System)
    {
    }

    /// <summary>Where the pages are, as a person would type it.</summary>
    public static Uri NamedUrl => new($"http://localhost:{Port}");

    /// <summary>An operator who has one of the roles that come with the service, for every application.</summary>
    /// <param name="role">The role's name.</param>
    /// <param name="mustChangePassword">Whether the password was made up by somebody else.</param>
    public Task<string> OperatorAsync(string role, bool mustChangePassword = false) =>
        new People(this).OfRoleAsync(role, mustChangePassword);

    /// <summary>As if that operator had signed in an hour ago: what needs a fresh proof asks for one.</summary>
    public Task<int> LetProofGrowOldAsync(string email) => WithDbAsync(async db =>
    {
        var person = await Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.SingleAsync(
            db.Directory<Operator>(), one => one.Email == email);
        foreach (var session in db.Directory<OperatorSession>().Where(one => one.OperatorId == person.Id))
            session.ProvenAt = session.CreatedAt.AddHours(-1);
        await db.SaveAsync(CancellationToken.None);
        return 0;
    });
}
