using System.Diagnostics;

namespace OiPayments.Web;

/// <summary>What every door asks when a request has been through it.</summary>
internal static class Answering
{
    /// <summary>Where every answer of the API says what its request is called in the log.</summary>
    public const string RequestIdHeader = "X-Request-Id";

    extension(HttpContext context)
    {
        /// <summary>Whether nobody has said more than a status: then it is the door's to say the rest.</summary>
        public bool IsUnanswered =>
            !context.Response.HasStarted && context.Response.ContentType is null && context.Response.ContentLength is null or 0;

        /// <summary>Whether the failure is that the caller went away: then there is nobody left to answer.</summary>
        public bool IsGone(Exception failure) => failure is OperationCanceledException && context.RequestAborted.IsCancellationRequested;

        /// <summary>What a failure of ours is answered with in place of a stack trace, and what stands in the log beside it.</summary>
        public string TraceId => Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
    }
}
