using System.Buffers.Binary;
using System.Text;

namespace OiPayments.Statements.Workbooks;

/// <summary>
/// The texts that a workbook keeps once and names by number. A million ids are as many objects, three times as large as their bytes; here
/// they are bytes in a few large blocks, with a table of where each begins. Bounded, for a workbook may have any number of them.
/// </summary>
internal sealed class PackedStrings
{
    /// <summary>The texts and the table of them, in bytes: a million ids of twenty characters.</summary>
    public const int MaxBytes = 30 * 1024 * 1024;

    private const int BlockSize = 256 * 1024;
    private const int TableSize = 16 * 1024;
    private const int Recent = 1024;
    private const int RecentLength = 64;

    private readonly List<byte[]> blocks = [];
    private readonly List<int[]> tables = [];
    private readonly (int Number, string Text)[] recent = new (int, string)[Recent];
    private int used = BlockSize;
    private int count;
    private long bytes;

    public int Count => count;

    public void Add(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text) + sizeof(int);
        if (used + length > BlockSize)
        {
            blocks.Add(new byte[Math.Max(BlockSize, length)]);
            used = 0;
        }

        var block = blocks[^1].AsSpan(used);
        BinaryPrimitives.WriteInt32LittleEndian(block, length - sizeof(int));
        Encoding.UTF8.GetBytes(text, block[sizeof(int)..]);
        Place(((blocks.Count - 1) * BlockSize) + used);
        used += length;

        bytes += length + sizeof(int);
        if (bytes <= MaxBytes) return;
        throw new FileRefusedException(
            "The workbook has more different texts than can be read from a workbook. Save its sheet as CSV (UTF-8) and upload that.");
    }

    /// <summary>Null for a number that no text has.</summary>
    public string? this[int number]
    {
        get
        {
            if (number < 0 || number >= count) return null;

            // Kinds and currencies are the same few texts in every row.
            ref var known = ref recent[number % Recent];
            if (known.Text is not null && known.Number == number) return known.Text;
            var text = Unpacked(number);
            if (text.Length <= RecentLength) known = (number, text);
            return text;
        }
    }

    private string Unpacked(int number)
    {
        var place = tables[number / TableSize][number % TableSize];
        var block = blocks[place / BlockSize].AsSpan(place % BlockSize);
        return Encoding.UTF8.GetString(block.Slice(sizeof(int), BinaryPrimitives.ReadInt32LittleEndian(block)));
    }

    private void Place(int place)
    {
        if (count % TableSize == 0) tables.Add(new int[TableSize]);
        tables[^1][count % TableSize] = place;
        count++;
    }
}
