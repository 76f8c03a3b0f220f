using System.Text.Json;

namespace OiPayments.Client;

/// <summary>The shape of every answer.</summary>
internal sealed record Envelope
{
    public JsonElement Data { get; init; }

    public EnvelopeMeta? Meta { get; init; }

    public EnvelopePagination? Pagination { get; init; }

    /// <summary>Null for what is no answer of the API, such as a proxy's page.</summary>
    public static Envelope? TryRead(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, OiPaymentsJson.Default.Envelope) is { Meta: not null } envelope ? envelope : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

internal sealed record EnvelopeMeta
{
    public bool Success { get; init; }

    public string? Message { get; init; }

    public ErrorCode? ErrorCode { get; init; }

    public IReadOnlyList<string>? Warnings { get; init; }
}

internal sealed record EnvelopePagination
{
    public string? NextCursor { get; init; }

    public long? TotalElements { get; init; }

    public bool? TotalIsExact { get; init; }
}
