using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.Web;

namespace OiPayments.Api;

/// <summary>
/// A request that the server itself refuses (no HTTP, too long a line, too many headers) never reaches the pipeline, and is answered
/// with a bare status. This puts the envelope, or a sentence for a person, into that answer: the server says that it has refused a
/// request, and what it then writes on that connection, which it is about to close, is replaced.
/// </summary>
internal static class RefusedByServer
{
    /// <summary>What the server says to whoever listens when it refuses a request; documented with its diagnostics.</summary>
    private const string Refused = "Microsoft.AspNetCore.Server.Kestrel.BadRequest";

    extension(IConnectionBuilder listener)
    {
        /// <summary>Goes on every connection: what costs next to nothing until a request is refused.</summary>
        public void AnswerRefusedRequests(Door door, TimeProvider clock) => listener.Use(next => async connection =>
        {
            var own = connection.Transport;
            var output = new RefusalWriter(own.Output, door, clock);
            connection.Features.Set(output);
            connection.Transport = new Duplex(own.Input, output);
            try
            {
                await next(connection);
            }
            finally
            {
                connection.Transport = own;
            }
        });
    }

    extension(IApplicationBuilder app)
    {
        /// <summary>Hears of refused requests for as long as the application runs.</summary>
        public void HearOfRefusedRequests() =>
            app.ApplicationServices.GetRequiredService<DiagnosticListener>().Subscribe(new Listener(), (name, _, _) => name == Refused);
    }

    /// <summary>What is said of a request that was not understood, with the status that the server chose.</summary>
    private static string MessageOf(int status) => status switch
    {
        StatusCodes.Status408RequestTimeout => "The request did not arrive in time. Nothing was done; send it again.",
        StatusCodes.Status413PayloadTooLarge => $"The body is larger than {JsonBody.MaxBytes / 1024} KiB. Nothing was done.",
        StatusCodes.Status414UriTooLong => "The address is too long. Nothing was done.",
        StatusCodes.Status431RequestHeaderFieldsTooLarge => "The headers are too large, or too many. Nothing was done.",
        _ => "This is not a request of HTTP/1.1 that can be read: a line, a header or a length in it is wrong. A header whose value was "
            + "read from a file together with the end of its line is, too. Nothing was done.",
    };

    private static byte[] Answer(int status, string requestId, Door door, TimeProvider clock)
    {
        var isApi = door.HasFlag(Door.Api);
        var (type, body) = isApi
            ? ("application/json; charset=utf-8", Reply.Refused(new(
                status == StatusCodes.Status413PayloadTooLarge ? ErrorCode.PayloadTooLarge : ErrorCode.ValidationError,
                MessageOf(status)), clock).Body)
            : ("text/plain; charset=utf-8", Encoding.UTF8.GetBytes(
                "Your browser's request could not be read. If you were paying, nothing is lost: open the payment's page again.\n"
                + "আপনার ব্রাউজারের অনুরোধটি পড়া যায়নি। টাকা দিচ্ছিলেন? কিছু হারায়নি: পেমেন্টের পাতাটি আবার খুলুন।\n"));
        var head =
            $"HTTP/1.1 {status.ToString(CultureInfo.InvariantCulture)} {ReasonPhrases.GetReasonPhrase(status)}\r\nContent-Type: {type}\r\n"
            + $"Content-Length: {body.Length.ToString(CultureInfo.InvariantCulture)}\r\nConnection: close\r\nCache-Control: "
            + "no-store\r\nX-Content-Type-Options: nosniff\r\n"
            + (isApi ? $"{Answering.RequestIdHeader}: {requestId}\r\n" : "")
            + $"Date: {clock.GetUtcNow().ToString("R", CultureInfo.InvariantCulture)}\r\n\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }

    private sealed class Listener : IObserver<KeyValuePair<string, object?>>
    {
        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value.Value is not IFeatureCollection request
                || request.Get<IBadRequestExceptionFeature>()?.Error is not BadHttpRequestException refused) return;
            request.Get<RefusalWriter>()?.Refuse(refused.StatusCode, request.Get<IHttpRequestIdentifierFeature>()?.TraceIdentifier ?? "");
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    /// <summary>
    /// Passes everything on, until a request is refused: what is written then is kept back, and replaced when it is a bare answer.
    /// </summary>
    private sealed class RefusalWriter(PipeWriter inner, Door door, TimeProvider clock) : PipeWriter
    {
        private ArrayBufferWriter<byte>? kept;
        private int status;
        private string requestId = "";
        private bool isAnswered;

        public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

        public override long UnflushedBytes => inner.UnflushedBytes + (kept?.WrittenCount ?? 0);

        public void Refuse(int statusCode, string id)
        {
            if (isAnswered || kept is not null) return;
            (status, requestId, kept) = (statusCode, id, new());
        }

        public override void Advance(int bytes)
        {
            if (kept is null) inner.Advance(bytes);
            else kept.Advance(bytes);
        }

        public override Memory<byte> GetMemory(int sizeHint = 0) => kept is null ? inner.GetMemory(sizeHint) : kept.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => kept is null ? inner.GetSpan(sizeHint) : kept.GetSpan(sizeHint);

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
        {
            Replace();
            return inner.FlushAsync(cancellationToken);
        }

        public override void CancelPendingFlush() => inner.CancelPendingFlush();

        public override void Complete(Exception? exception = null)
        {
            Replace();
            inner.Complete(exception);
        }

        public override ValueTask CompleteAsync(Exception? exception = null)
        {
            Replace();
            return inner.CompleteAsync(exception);
        }

        private void Replace()
        {
            if (kept is not { WrittenCount: > 0 } written) return;
            (kept, isAnswered) = (null, true);
            inner.Write(IsBare(written.WrittenSpan) ? Answer(status, requestId, door, clock) : written.WrittenSpan);
        }

        // Anything else is the rest of an answer that was under way.
        private static bool IsBare(ReadOnlySpan<byte> answer) =>
            answer.StartsWith("HTTP/1.1 4"u8) && answer.IndexOf("Content-Length: 0\r\n"u8) > 0;
    }
}
