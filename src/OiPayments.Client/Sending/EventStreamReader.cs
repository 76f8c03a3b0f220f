using System.Text;

namespace OiPayments.Client;

/// <summary>One block of a stream of server-sent events. Without <paramref name="Data"/> it only says where the stream stands.</summary>
internal sealed record EventStreamItem(string? Id, string? Type, string? Data);

/// <summary>Reads server-sent events, by the HTML standard, as far as the API sends them.</summary>
internal sealed class EventStreamReader(Stream stream) : IDisposable
{
    public const string MediaType = "text/event-stream";

    /// <summary>A sign of life comes every ten seconds: without any for so long the connection is dead, whatever the network says.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(35);

    private readonly StreamReader lines = new(stream, Encoding.UTF8);

    /// <summary>The next block that says something; null at the end of the stream.</summary>
    /// <exception cref="TimeoutException">Nothing came for too long.</exception>
    public async Task<EventStreamItem?> ReadAsync(CancellationToken ct)
    {
        var (id, type, data) = ((string?)null, (string?)null, (StringBuilder?)null);
        while (await ReadLineAsync(ct).ConfigureAwait(false) is { } line)
        {
            if (line.Length == 0)
            {
                if (id is not null || data is not null) return new(id, type, data?.ToString());
                type = null;
                continue;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var (name, value) = colon < 0 ? (line, "") : (line[..colon], line[(colon + 1)..]);
            if (value.StartsWith(' ')) value = value[1..];
            switch (name)
            {
                case "id": id = value; break;
                case "event": type = value; break;
                case "data": data = data is null ? new(value) : data.Append('\n').Append(value); break;
            }
        }

        // What was not finished is sent again to whoever comes back.
        return null;
    }

    public void Dispose() => lines.Dispose();

    private async Task<string?> ReadLineAsync(CancellationToken ct)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(ct);
        silence.CancelAfter(LongestSilence);
        try
        {
            return await lines.ReadLineAsync(silence.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException silent) when (!ct.IsCancellationRequested)
        {
            throw new TimeoutException($"Nothing came for {LongestSilence.TotalSeconds:0} seconds.", silent);
        }
    }
}
