using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace OiPayments.ApiTests.Crashing;

/// <summary>
/// What stands before several nodes in the world: sends each request to the next that takes the connection. One whose connection
/// breaks in the middle is answered 502, and not repeated: what it did is not known.
/// </summary>
internal sealed class FrontDoor : IAsyncDisposable
{
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });
    private readonly Func<IReadOnlyList<Uri>> nodes;
    private readonly WebApplication app;
    private int turn;

    private FrontDoor(WebApplication app, Func<IReadOnlyList<Uri>> nodes) => (this.app, this.nodes) = (app, nodes);

    public Uri Url => new(app.Urls.First());

    public static async Task<FrontDoor> OpenAsync(Func<IReadOnlyList<Uri>> nodes)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var door = new FrontDoor(app, nodes);
        app.Run(door.ForwardAsync);
        await app.StartAsync();
        return door;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        client.Dispose();
    }

    private async Task ForwardAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var behind = nodes();
        var first = Interlocked.Increment(ref turn);
        for (var tried = 0; tried < behind.Count; tried++)
        {
            try
            {
                using var request = Copy(http.Request, behind[(first + tried) % behind.Count], body.ToArray());
                using var response = await client.SendAsync(request, http.RequestAborted);
                http.Response.StatusCode = (int)response.StatusCode;
                foreach (var (name, values) in response.Headers.Concat(response.Content.Headers))
                    if (name is not ("Transfer-Encoding" or "Connection")) http.Response.Headers[name] = values.ToArray();
                await response.Content.CopyToAsync(http.Response.Body);
                return;
            }
            catch (HttpRequestException failure) when (failure.InnerException is SocketException
            {
                SocketErrorCode: SocketError.ConnectionRefused
            })
            {
                // Nobody is there: nothing was done, and the next may take it.
            }
            catch (Exception failure) when (failure is HttpRequestException or IOException)
            {
                break;
            }
        }

        if (!http.Response.HasStarted) http.Response.StatusCode = (int)HttpStatusCode.BadGateway;
    }

    private static HttpRequestMessage Copy(HttpRequest from, Uri node, byte[] body)
    {
        var request = new HttpRequestMessage(new(from.Method), new Uri(node, from.Path + from.QueryString.ToString()));
        if (body.Length > 0 || HttpMethods.IsPost(from.Method)) request.Content = new ByteArrayContent(body);
        foreach (var (name, values) in from.Headers)
        {
            if (name is "Host" or "Content-Length" or "Connection" or "Transfer-Encoding") continue;
            if (!request.Headers.TryAddWithoutValidation(name, values.ToArray()))
                request.Content?.Headers.TryAddWithoutValidation(name, values.ToArray());
        }

        return request;
    }
}
