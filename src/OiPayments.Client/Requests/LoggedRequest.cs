namespace OiPayments.Client;

/// <summary>Something that your application asked, and how it was answered. Neither bodies nor queries are kept.</summary>
public sealed record LoggedRequest
{
    /// <summary>What the answer's <c>X-Request-Id</c> was.</summary>
    public required string RequestId { get; init; }

    /// <summary>When it came, UTC, in real time.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Such as POST.</summary>
    public required string Method { get; init; }

    /// <summary>Such as /api/v1/payments, without its query.</summary>
    public required string Path { get; init; }

    /// <summary>The HTTP status it was answered with.</summary>
    public required int Status { get; init; }

    /// <summary>Why it was refused; null when it was not.</summary>
    public ErrorCode? ErrorCode { get; init; }

    /// <summary>How long the answer took, in milliseconds.</summary>
    public required int DurationMs { get; init; }

    /// <summary>Which credential it came with.</summary>
    public required long CredentialId { get; init; }
}

/// <summary>Which requests are meant. What is null is not asked about; everything else must hold.</summary>
public sealed record RequestFilter : ListFilter
{
    /// <summary>Such as POST.</summary>
    public string? Method { get; init; }

    /// <summary>Answered with this HTTP status.</summary>
    public int? Status { get; init; }

    /// <summary>Refused for this.</summary>
    public ErrorCode? ErrorCode { get; init; }

    /// <summary>The one whose answer had this <c>X-Request-Id</c>.</summary>
    public string? RequestId { get; init; }

    internal override void AddTo(QueryText query)
    {
        base.AddTo(query);
        query.Add("method", Method);
        query.Add("status", Status);
        query.Add("errorCode", ErrorCode?.Value);
        query.Add("requestId", RequestId);
    }
}
