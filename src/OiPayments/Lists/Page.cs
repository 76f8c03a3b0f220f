using System.Text.Json;

namespace OiPayments.Lists;

/// <summary>Which part of a list is asked for: a zero-based page, or what follows a cursor.</summary>
internal sealed record PageRequest(int Number, int Size, bool Ascending, Cursor? After)
{
    public const int DefaultSize = 20;
    public const int MaxSize = 200;

    /// <summary>So deep into a list only a cursor goes: an offset is counted through row by row.</summary>
    public const int MaxOffset = 1_000_000;

    /// <summary>How many rows come before the page, of those behind the cursor.</summary>
    public int Offset => After is null ? Number * Size : 0;
}

/// <summary>Where a page ended: the sort key of its last row. Opaque to callers.</summary>
internal sealed record Cursor(DateTimeOffset Time, long Id)
{
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(bytes, Time.UtcTicks);
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(bytes[8..], Id);
        return System.Buffers.Text.Base64Url.EncodeToString(bytes);
    }

    public static bool TryParse(string text, out Cursor? cursor)
    {
        cursor = null;
        Span<byte> bytes = stackalloc byte[16];
        if (text.Length != 22 || !System.Buffers.Text.Base64Url.TryDecodeFromChars(text, bytes, out var written) || written != 16)
            return false;

        var ticks = System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(bytes);
        if (ticks < DateTimeOffset.MinValue.UtcTicks || ticks > DateTimeOffset.MaxValue.UtcTicks) return false;
        cursor = new(new DateTimeOffset(ticks, TimeSpan.Zero), System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(bytes[8..]));
        return true;
    }
}

internal static class Page
{
    /// <summary>How far a list is counted: whoever has more narrows the list down, or follows the cursor.</summary>
    public const int MaxCounted = 1000;
}

/// <summary>One page of a list. The total is not counted when a cursor was followed, so that every page costs the same.</summary>
internal sealed record Page<T>(IReadOnlyList<T> Items, PageRequest Request, long? Total, Cursor? Next)
{
    /// <summary>False when there are at least <see cref="Total"/>: no more were counted.</summary>
    public bool IsTotalExact { get; init; } = true;

    /// <summary>The same page of something else.</summary>
    public Page<TOther> Select<TOther>(Func<T, TOther> change) =>
        new([.. Items.Select(change)], Request, Total, Next) { IsTotalExact = IsTotalExact };

    /// <summary>The same page of what was made of its items all together, in their order.</summary>
    public Page<TOther> With<TOther>(IReadOnlyList<TOther> items) => new(items, Request, Total, Next) { IsTotalExact = IsTotalExact };

    public void WritePagination(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("pagination"u8);
        if (Request.After is null) writer.WriteNumber("page"u8, Request.Number);
        writer.WriteNumber("size"u8, Request.Size);
        if (Total is { } total)
        {
            writer.WriteNumber("totalElements"u8, total);
            writer.WriteNumber("totalPages"u8, (total + Request.Size - 1) / Request.Size);
            if (!IsTotalExact) writer.WriteBoolean("totalIsExact"u8, false);
        }

        if (Next is not null) writer.WriteString("nextCursor"u8, Next.ToString());
        writer.WriteEndObject();
    }
}
