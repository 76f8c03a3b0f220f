using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace OiPayments.Api;

/// <summary>An answer that says which version it tells of: as its <c>ETag</c> too, for <see cref="IfMatch"/> to bring back.</summary>
internal interface IVersioned
{
    int Version { get; }
}

/// <summary>
/// The version that a change was made against, as the header <c>If-Match</c> brings it back; without the header it goes for any. Who sends
/// it never writes over what a colleague changed since they read.
/// </summary>
internal sealed class IfMatch
{
    public const string Header = "If-Match";

    /// <summary>Whatever the version is by now.</summary>
    public static readonly IfMatch Any = new(null);

    private readonly IReadOnlyList<string>? tags;

    private IfMatch(IReadOnlyList<string>? tags) => this.tags = tags;

    /// <summary>Whether the caller said which version they read.</summary>
    public bool IsSaid => tags is not null;

    /// <summary>Only this one.</summary>
    public static IfMatch Version(int version) => new([TagOf(version)]);

    public static string TagOf(int version) => $"\"{version.ToString(CultureInfo.InvariantCulture)}\"";

    public bool Allows(int version) => tags?.Contains(TagOf(version)) is not false;

    public static ValueTask<IfMatch> BindAsync(HttpContext context)
    {
        var sent = context.Request.Headers.IfMatch;
        if (sent.Count == 0) return new(Any);

        // People leave the quotes away, and proxies that compress make a tag weak. A version is the same version either way.
        if (sent is [{ } bare] && int.TryParse(bare.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return new(Version(number));
        if (!EntityTagHeaderValue.TryParseStrictList(sent, out var list) || list.Count == 0)
        {
            const string message = "Must be the ETag of an answer, such as \"7\", or its version.";
            throw new RefusalException(new(
                ErrorCode.ValidationError, $"{Header} is not valid. Nothing was changed.",
                new Dictionary<string, string>(StringComparer.Ordinal) { [Header] = message }));
        }

        return new(list.Any(tag => tag.Equals(EntityTagHeaderValue.Any)) ? Any : new IfMatch([.. list.Select(tag => tag.Tag.ToString())]));
    }
}
