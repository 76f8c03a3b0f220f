using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using Polly.Timeout;

namespace OiPayments.Client;

/// <summary>Sends requests, and reads what is in the envelope of the answers.</summary>
internal sealed partial class ApiConnection(HttpClient http, ILogger log)
{
    /// <exception cref="OiPaymentsException">It was refused, or not answered.</exception>
    public async Task<T> SendAsync<T>(ApiRequest request, JsonTypeInfo<T> type, CancellationToken ct)
    {
        using var answer = await AskAsync(request, ct).ConfigureAwait(false);
        return Read(answer.Envelope.Data, type, answer);
    }

    /// <inheritdoc cref="SendAsync"/>
    public async Task<Page<T>> ReadPageAsync<T>(
        string path, ListFilter filter, string? cursor, JsonTypeInfo<IReadOnlyList<T>> type, CancellationToken ct)
    {
        var query = new QueryText();
        filter.AddTo(query);
        query.Add("cursor", cursor);
        using var answer = await AskAsync(ApiRequest.Get($"{path}{query}"), ct).ConfigureAwait(false);
        var (items, pagination) = (Read(answer.Envelope.Data, type, answer), answer.Envelope.Pagination);
        return new(items, pagination?.NextCursor, pagination?.TotalElements, pagination?.TotalIsExact ?? true);
    }

    /// <inheritdoc cref="SendAsync"/>
    public async IAsyncEnumerable<T> ListAsync<T>(
        string path, ListFilter filter, JsonTypeInfo<IReadOnlyList<T>> type,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        string? cursor = null;
        do
        {
            var page = await ReadPageAsync(path, filter, cursor, type, ct).ConfigureAwait(false);
            foreach (var item in page.Items) yield return item;
            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }

    /// <summary>What is answered as a file instead of in the envelope.</summary>
    /// <exception cref="OiPaymentsException">It was refused, or not answered.</exception>
    public async Task<byte[]> DownloadAsync(string path, CancellationToken ct)
    {
        var request = ApiRequest.Get(path);
        using var message = request.ToMessage();
        using var response = await SendAsync(request, message, ct).ConfigureAwait(false);
        var body = await response.Content.ReadAsByteArrayAsync(ct).ConfigureAwait(false);
        return response.IsSuccessStatusCode ? body : throw Refusals.Read(request, message, response, Envelope.TryRead(body));
    }

    /// <summary>An answer that stays open; the caller closes it.</summary>
    /// <exception cref="OiPaymentsException">It was refused, or not answered.</exception>
    public async Task<HttpResponseMessage> OpenAsync(ApiRequest request, CancellationToken ct)
    {
        using var message = request.ToMessage();
        var response = await SendAsync(request, message, ct, HttpCompletionOption.ResponseHeadersRead).ConfigureAwait(false);
        if (response.IsSuccessStatusCode && response.Content.Headers.ContentType?.MediaType == EventStreamReader.MediaType) return response;
        using (response)
        {
            // A page of somebody else's may be a stream too, and never end.
            var envelope = response.IsSuccessStatusCode
                ? null
                : Envelope.TryRead(await response.Content.ReadAsByteArrayAsync(ct).ConfigureAwait(false));
            throw Refusals.Read(request, message, response, envelope);
        }
    }

    /// <summary>That an open answer broke off, or said nothing for too long.</summary>
    public static OiPaymentsException Interrupted(ApiRequest request, Exception failure)
    {
        using var message = request.ToMessage();
        return Refusals.Unanswered(request, message, failure);
    }

    private async Task<Answer> AskAsync(ApiRequest request, CancellationToken ct)
    {
        using var message = request.ToMessage();
        var response = await SendAsync(request, message, ct).ConfigureAwait(false);
        try
        {
            var envelope = Envelope.TryRead(await response.Content.ReadAsByteArrayAsync(ct).ConfigureAwait(false));
            if (!response.IsSuccessStatusCode || envelope is null) throw Refusals.Read(request, message, response, envelope);
            foreach (var warning in envelope.Meta?.Warnings ?? []) Warned(log, request.Method, warning);
            return new(request, message, response, envelope);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private async Task<HttpResponseMessage> SendAsync(
        ApiRequest request, HttpRequestMessage message, CancellationToken ct,
        HttpCompletionOption until = HttpCompletionOption.ResponseContentRead)
    {
        try
        {
            return await http.SendAsync(message, until, ct).ConfigureAwait(false);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested
            && failure is HttpRequestException or TimeoutRejectedException or OperationCanceledException or IOException)
        {
            throw Refusals.Unanswered(request, message, failure);
        }
    }

    private static T Read<T>(JsonElement data, JsonTypeInfo<T> type, Answer answer)
    {
        try
        {
            return data.Deserialize(type) ?? throw new JsonException("The answer has no data.");
        }
        catch (JsonException unreadable)
        {
            throw Refusals.Unreadable(answer.Request, answer.Message, answer.Response, unreadable);
        }
    }

    [LoggerMessage(LogLevel.Warning, "OI Payments did a {Method} and warns: {Warning}")]
    private static partial void Warned(ILogger log, HttpMethod method, string warning);

    /// <summary>An answer that was read.</summary>
    private sealed record Answer(
        ApiRequest Request, HttpRequestMessage Message, HttpResponseMessage Response, Envelope Envelope) : IDisposable
    {
        public void Dispose() => Response.Dispose();
    }
}
