using System.Text.Json.Nodes;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Npm;

/// <summary>Libraries that receivers use, standardwebhooks by the Standard Webhooks project and svix, in a process of their own.</summary>
internal static class StandardWebhooks
{
    public const string Own = "standardwebhooks";
    public const string Svix = "svix";

    private static readonly NpmFolder Folder = new("", Own, Svix);

    /// <summary>Where the libraries are, installed when they were not.</summary>
    public static Task<string> InstalledAsync() => Folder.InstalledAsync();

    /// <summary>Null when the library believes the delivery; else why it does not.</summary>
    /// <param name="secret">What the receiver has.</param>
    /// <param name="delivery">What came.</param>
    /// <param name="now">The receiver's clock.</param>
    /// <param name="library">Which one.</param>
    /// <param name="headers">How the receiver has its headers: as an object of Node's, as a fetch <c>Headers</c> object, or as an object
    /// made of that.</param>
    public static async Task<string?> RefusalAsync(
        string secret, Delivery delivery, DateTimeOffset now, string library = Own, string headers = "object")
    {
        var sent = new JsonObject(delivery.Headers.Select(header => KeyValuePair.Create(header.Key, (JsonNode?)header.Value)));
        var question = new JsonObject
        {
            ["library"] = library,
            ["now"] = now.ToUnixTimeSeconds(),
            ["secret"] = secret,
            ["headers"] = sent,
            ["kind"] = headers,
            ["body"] = delivery.Body,
        };
        var (exit, output, error) = await Folder.RunAsync("node", ["verify.js"], question.ToJsonString());
        if (exit != 0) return error.Trim();
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(delivery.Body), JsonNode.Parse(output)), output);
        return null;
    }
}
