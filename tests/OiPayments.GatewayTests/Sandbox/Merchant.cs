using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OiPayments.GatewayTests.Sandbox;

/// <summary>One notice as it arrived: the fields in the order they were sent.</summary>
internal sealed record Notice(IReadOnlyList<KeyValuePair<string, string>> Fields)
{
    public string this[string name] => Fields.Single(pair => pair.Key == name).Value;

    public string Names => string.Join(',', Fields.Select(pair => pair.Key));
}

/// <summary>A merchant's server: keeps every notice it is sent.</summary>
internal sealed class Merchant : IAsyncDisposable
{
    private readonly WebApplication app;

    private Merchant(WebApplication app) => this.app = app;

    public string Url => app.Urls.Single();

    public ConcurrentQueue<Notice> Notices { get; } = new();

    public int AnswerWith { get; set; } = StatusCodes.Status200OK;

    /// <summary>Completes when the first notice has come in, answered or not.</summary>
    public TaskCompletionSource FirstNotice { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>When set, a notice is answered only after this has completed.</summary>
    public Task? Hold { get; set; }

    public static async Task<Merchant> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var merchant = new Merchant(builder.Build());
        merchant.app.Run(merchant.TakeAsync);
        await merchant.app.StartAsync();
        return merchant;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync();
        Assert.Equal("/ipn", http.Request.Path);
        Assert.Equal("application/x-www-form-urlencoded", http.Request.ContentType);
        FirstNotice.TrySetResult();
        if (Hold is { } hold) await hold;
        Notices.Enqueue(new([.. body.Split('&').Select(Decode)]));
        http.Response.StatusCode = AnswerWith;
    }

    private static KeyValuePair<string, string> Decode(string pair)
    {
        var parts = pair.Split('=', 2);
        return new(Text(parts[0]), Text(parts[1]));
        static string Text(string encoded) => Uri.UnescapeDataString(encoded.Replace('+', ' '));
    }
}
