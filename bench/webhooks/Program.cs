// What bad neighbours cost a healthy webhook receiver: the time from asking for a test event to its arrival, alone, and beside one
// receiver that hangs and one that answers 500, each with many events due. Speaks HTTP to a running Development server:
//
// dotnet run --project src/OiPayments.Server -- --Bootstrap:OperatorEmail=bench@localhost --Bootstrap:OperatorPassword='a long password' …
// dotnet run --project bench/webhooks -- http://localhost:8080 bench@localhost 'a long password'
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

const int Samples = 200;
const int DueAtEachNeighbour = 1500;

if (args.Length != 3)
{
    Console.Error.WriteLine("Give the server's address, an operator's e-mail address and password.");
    return 1;
}

var arrivals = new ConcurrentDictionary<string, TaskCompletionSource<long>>();
var (hung, failed) = (0, 0);
var builder = WebApplication.CreateEmptyBuilder(new());
builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
await using var receivers = builder.Build();
receivers.Run(async context =>
{
    switch (context.Request.Path.Value)
    {
        case "/healthy":
            Arrival(context.Request.Headers["webhook-id"].ToString()).TrySetResult(Stopwatch.GetTimestamp());
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            break;
        case "/hanging":
            Interlocked.Increment(ref hung);
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            break;
        default:
            Interlocked.Increment(ref failed);
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            break;
    }
});
await receivers.StartAsync();
var address = receivers.Urls.First();

using var operators = new HttpClient { BaseAddress = new(new Uri(args[0]), "/api/v1/") };
var session = await SendAsync(operators, "auth/login", new JsonObject { ["email"] = args[1], ["password"] = args[2] });
operators.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)session["token"]!);

var run = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(4));
var healthy = await RegisterAsync("healthy");
await MeasureAsync(healthy, 20);
var alone = await MeasureAsync(healthy, Samples);

foreach (var neighbour in new[] { await RegisterAsync("hanging"), await RegisterAsync("failing") })
    await Parallel.ForAsync(
        0, DueAtEachNeighbour, new ParallelOptions { MaxDegreeOfParallelism = 8 },
        async (_, _) => await SendAsync(neighbour, "webhooks/test", null));
await Task.Delay(TimeSpan.FromSeconds(2));
var beside = await MeasureAsync(healthy, Samples);

Console.WriteLine($"{Samples} events to a healthy receiver, milliseconds from the request to the arrival:");
Console.WriteLine($"  alone                                p50 {alone.P50,7:0.0}  p95 {alone.P95,7:0.0}");
Console.WriteLine($"  beside a hanging and a failing one   p50 {beside.P50,7:0.0}  p95 {beside.P95,7:0.0}   ({DueAtEachNeighbour} events "
    + $"raised for each; {hung} and {failed} sent)");
Console.WriteLine($"  ratio                                p50 {beside.P50 / alone.P50,7:0.00}  p95 {beside.P95 / alone.P95,7:0.00}");
return 0;

TaskCompletionSource<long> Arrival(string id) => arrivals.GetOrAdd(id, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

async Task<HttpClient> RegisterAsync(string kind)
{
    var data = await SendAsync(
        operators, "admin/apps", new JsonObject { ["name"] = $"Bench {run} {kind}", ["webhookUrl"] = $"{address}/{kind}" });
    var client = new HttpClient { BaseAddress = operators.BaseAddress };
    client.DefaultRequestHeaders.Add("X-Api-Key", (string)data["credentials"]!["testApiKey"]!);
    client.DefaultRequestHeaders.Add("X-Api-Secret", (string)data["credentials"]!["testApiSecret"]!);
    return client;
}

async Task<(double P50, double P95)> MeasureAsync(HttpClient client, int count)
{
    var took = new List<double>(count);
    for (var i = 0; i < count; i++)
    {
        var asked = Stopwatch.GetTimestamp();
        var raised = await SendAsync(client, "webhooks/test", null);
        var arrived = await Arrival((string)raised["id"]!).Task.WaitAsync(TimeSpan.FromSeconds(60));
        took.Add(Stopwatch.GetElapsedTime(asked, arrived).TotalMilliseconds);
    }

    took.Sort();
    return (took[count / 2], took[count * 95 / 100]);
}

static async Task<JsonNode> SendAsync(HttpClient client, string path, JsonNode? body)
{
    using var answer = await client.PostAsync(path, body is null ? null : JsonContent.Create(body));
    var json = JsonNode.Parse(await answer.Content.ReadAsStringAsync());
    return answer.IsSuccessStatusCode && json?["data"] is { } data
        ? data
        : throw new InvalidOperationException($"{path}: {json?.ToJsonString()}");
}
