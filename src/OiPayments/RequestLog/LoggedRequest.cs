using System.ComponentModel;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Persistence;

namespace OiPayments.RequestLog;

/// <summary>That an application asked something, and how it was answered. Neither bodies nor queries, which may name customers.</summary>
internal sealed class LoggedRequest : IScoped
{
    public const int MaxMethodLength = 16;
    public const int MaxPathLength = 200;
    public const int MaxRequestIdLength = 64;

    public required ApplicationId ApplicationId { get; init; }

    /// <summary>Nobody names a row by it: it tells those that came at one instant apart, in their order.</summary>
    public required long Number { get; init; }

    public required Mode Mode { get; init; }
    public required Id<Credential> CredentialId { get; init; }

    /// <summary>When it came, in real time.</summary>
    public required DateTimeOffset At { get; init; }

    public required string Method { get; init; }
    public required string Path { get; init; }
    public required int Status { get; init; }
    public ErrorCode? ErrorCode { get; init; }
    public required string RequestId { get; init; }
    public required int DurationMs { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<LoggedRequest>
    {
        public void Configure(EntityTypeBuilder<LoggedRequest> builder)
        {
            builder.ToTable("logged_requests");
            builder.HasKey(r => new { r.ApplicationId, r.Number });
            builder.HasIndex(r => new { r.ApplicationId, r.Mode, r.At, r.Number });
            builder.Property(r => r.Number).ValueGeneratedNever();
            builder.Property(r => r.Method).HasMaxLength(MaxMethodLength);
            builder.Property(r => r.Path).HasMaxLength(MaxPathLength);
            builder.Property(r => r.RequestId).HasMaxLength(MaxRequestIdLength);
        }
    }
}

/// <summary>A request, in answers.</summary>
internal sealed record LoggedRequestDto(
    [property: Description("What the answer's X-Request-Id was.")] string RequestId,
    [property: Description("When it came, UTC, in real time.")] DateTimeOffset At,
    [property: Description("Such as POST.")] string Method,
    [property: Description("Such as /api/v1/payments, without its query.")] string Path,
    [property: Description("The HTTP status it was answered with.")] int Status,
    [property: Description("Why it was refused; null when it was not.")] ErrorCode? ErrorCode,
    [property: Description("How long the answer took, in milliseconds.")] int DurationMs,
    [property: Description("Which credential it came with.")] Id<Credential> CredentialId)
{
    public static LoggedRequestDto From(LoggedRequest r) =>
        new(r.RequestId, r.At, r.Method, r.Path, r.Status, r.ErrorCode, r.DurationMs, r.CredentialId);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(UtcJsonConverter), typeof(WireNameJsonConverter<ErrorCode>)])]
[JsonSerializable(typeof(IReadOnlyList<LoggedRequestDto>))]
internal sealed partial class RequestLogJson : JsonSerializerContext;
