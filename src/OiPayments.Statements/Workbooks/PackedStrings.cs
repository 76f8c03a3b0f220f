using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace OiPayments.Statements.Workbooks;

/// <summary>
/// The texts that a workbook keeps once and names by number. Three columns of a million ids are too many objects to hold; here they are
/// packed blocks, of which those that were read last are unpacked. Programs number texts by their first use, so that nearly all are read
/// in their order; of a sheet that was sorted since, a few hundred thousand may be read in any. Bounded: a workbook may have any number of
/// them, and name them in any order.
/// </summary>
/// <param name="maxBytes">The packed texts, in bytes: some three million ids.</param>
/// <param name="maxUnpackings">How often a block may be unpacked: in their order each is once, and so many take seconds.</param>
internal sealed class PackedStrings(int maxBytes = 24 * 1024 * 1024, int maxUnpackings = 20_000)
{

    private const int BlockSize = 64 * 1024;
    private const int MaxInBlock = 8 * 1024;
    private const int MaxUnpacked = 96;
    private const int Recent = 1024;
    private const int RecentLength = 64;
    private const int Quality = 3;
    private const int Window = 18;

    private static readonly Comparer<(int First, byte[] Bytes)> ByFirst =
        Comparer<(int First, byte[] Bytes)>.Create((one, other) => one.First.CompareTo(other.First));

    private readonly List<(int First, byte[] Bytes)> blocks = [];
    private readonly Dictionary<int, Block> unpacked = [];
    private readonly Queue<int> unpackedFirst = [];
    private readonly (int Number, string? Text)[] recent = new (int, string?)[Recent];
    private Block open = new(0, new byte[BlockSize]);
    private long bytes;
    private int unpackings;

    public int Count { get; private set; }

    public void Add(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text) + sizeof(int);
        if (open.Length + length > open.Bytes.Length || open.Count == MaxInBlock) Close(length);
        open.Add(text);
        Count++;
    }

    /// <summary>Null for a number that no text has.</summary>
    public string? this[int number]
    {
        get
        {
            if (number < 0 || number >= Count) return null;

            // Kinds and currencies are the same few texts in every row.
            ref var known = ref recent[number % Recent];
            if (known.Text is not null && known.Number == number) return known.Text;
            var text = BlockOf(number).Text(number);
            if (text.Length <= RecentLength) known = (number, text);
            return text;
        }
    }

    private void Close(int next)
    {
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(open.Length)];
        if (!BrotliEncoder.TryCompress(open.Bytes.AsSpan(0, open.Length), packed, out var length, Quality, Window))
            throw new InvalidOperationException("A block of texts was not packed.");

        blocks.Add((open.First, packed[..length]));
        bytes += length + IntPtr.Size + sizeof(int);
        if (bytes > maxBytes) throw TooMany();
        open = new(Count, open.Bytes.Length == BlockSize && next <= BlockSize ? open.Bytes : new byte[Math.Max(BlockSize, next)]);
    }

    private Block BlockOf(int number)
    {
        if (number >= open.First) return open;
        var at = blocks.BinarySearch((number, []), ByFirst);
        if (at < 0) at = ~at - 1;
        return unpacked.TryGetValue(at, out var block) ? block : Unpack(at);
    }

    private Block Unpack(int at)
    {
        if (++unpackings > maxUnpackings) throw TooMany();
        if (unpacked.Count == MaxUnpacked) unpacked.Remove(unpackedFirst.Dequeue());

        var block = Block.Of(blocks[at].First, blocks[at].Bytes);
        unpacked.Add(at, block);
        unpackedFirst.Enqueue(at);
        return block;
    }

    private static FileRefusedException TooMany() => new(
        "The workbook has more different texts than can be read from a workbook. Save its sheet as CSV (UTF-8) and upload that.");

    /// <summary>Texts one behind the other, each behind the number of its bytes.</summary>
    private sealed class Block(int first, byte[] bytes)
    {
        private readonly List<int> places = [];

        public int First => first;
        public byte[] Bytes => bytes;
        public int Length { get; private set; }
        public int Count => places.Count;

        public static Block Of(int first, byte[] packed)
        {
            var block = new Block(first, Unpack(packed, out var length));
            while (block.Length < length)
            {
                block.places.Add(block.Length);
                block.Length += sizeof(int) + BinaryPrimitives.ReadInt32LittleEndian(block.Bytes.AsSpan(block.Length));
            }

            return block;
        }

        public void Add(string text)
        {
            var length = Encoding.UTF8.GetBytes(text, bytes.AsSpan(Length + sizeof(int)));
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(Length), length);
            places.Add(Length);
            Length += sizeof(int) + length;
        }

        public string Text(int number)
        {
            var at = bytes.AsSpan(places[number - first]);
            return Encoding.UTF8.GetString(at.Slice(sizeof(int), BinaryPrimitives.ReadInt32LittleEndian(at)));
        }

        // A text alone may be longer than a block.
        private static byte[] Unpack(byte[] packed, out int length)
        {
            for (var size = BlockSize; ; size *= 2)
            {
                var bytes = new byte[size];
                if (BrotliDecoder.TryDecompress(packed, bytes, out length)) return bytes;
            }
        }
    }
}
