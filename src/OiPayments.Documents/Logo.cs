using SkiaSharp;

namespace OiPayments.Documents;

/// <summary>
/// A picture for the head of a document: read from bytes that somebody sent, made small, and stored anew, so that nothing of what was
/// sent reaches the PDF but its pixels.
/// </summary>
public sealed class Logo
{
    public const int MaxBytes = 1_000_000;

    /// <summary>Width times height, read from the picture's head before any pixel is decoded.</summary>
    public const int MaxPixels = 4_000_000;

    // 300 dots an inch in the largest room that a document has for it.
    private const int StoredWidth = 625;
    private const int StoredHeight = 200;

    private const int MostAsPng = 24_000;
    private const int JpegQuality = 85;

    private static readonly SKSamplingOptions Smooth = new(SKFilterMode.Linear, SKMipmapMode.Linear);

    private Logo(byte[] content, int width, int height) => (Content, Width, Height) = (content, width, height);

    /// <summary>A PNG or JPEG of at most some 60 kB, on white. <see cref="Read"/> takes it again.</summary>
    public ReadOnlyMemory<byte> Content { get; }

    /// <summary>In pixels.</summary>
    public int Width { get; }

    /// <summary>In pixels.</summary>
    public int Height { get; }

    /// <summary>
    /// Refuses what is too large, what is neither PNG nor JPEG (by its content, whatever its name), and what cannot be decoded to the end.
    /// </summary>
    public static Outcome<Logo> Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxBytes)
            return Refused($"A logo has at most {MaxBytes / 1000} kB; this one has {(bytes.Length + 999) / 1000} kB.");

        using var data = SKData.CreateCopy(bytes);
        using var codec = SKCodec.Create(data);
        if (codec is null || codec.EncodedFormat is not (SKEncodedImageFormat.Png or SKEncodedImageFormat.Jpeg))
            return Refused("A logo is a PNG or a JPEG. This file is neither.");

        var (width, height) = (codec.Info.Width, codec.Info.Height);
        if ((long)width * height > MaxPixels)
            return Refused($"A logo has at most {MaxPixels / 1_000_000} million pixels; this one has {width} × {height}.");

        using var decoded = new SKBitmap(Pixels(width, height, SKAlphaType.Premul));
        return codec.GetPixels(decoded.Info, decoded.GetPixels()) is SKCodecResult.Success
            ? Store(decoded, codec.EncodedOrigin)
            : Refused("The picture is damaged: it cannot be decoded to its end. Save it again and try once more.");
    }

    /// <summary>A logo whose <see cref="Content"/> was kept.</summary>
    /// <exception cref="InvalidDataException">It is not what was kept.</exception>
    public static Logo Kept(ReadOnlySpan<byte> content)
    {
        using var data = SKData.CreateCopy(content);
        using var codec = SKCodec.Create(data) ?? throw new InvalidDataException("The logo that was kept is no picture.");
        return new(content.ToArray(), codec.Info.Width, codec.Info.Height);
    }

    private static Logo Store(SKBitmap decoded, SKEncodedOrigin origin)
    {
        var isTurned = origin >= SKEncodedOrigin.LeftTop;
        var (width, height) = isTurned ? (decoded.Height, decoded.Width) : (decoded.Width, decoded.Height);
        var scale = Math.Min(1, Math.Min((double)StoredWidth / width, (double)StoredHeight / height));
        var info = Pixels(Math.Max(1, (int)(width * scale)), Math.Max(1, (int)(height * scale)), SKAlphaType.Opaque);

        using var surface = SKSurface.Create(info);
        using var picture = SKImage.FromBitmap(decoded);
        surface.Canvas.Clear(SKColors.White);
        surface.Canvas.Scale((float)info.Width / width, (float)info.Height / height);
        surface.Canvas.Concat(Upright(origin, decoded.Width, decoded.Height));
        surface.Canvas.DrawImage(picture, 0, 0, Smooth);
        using var image = surface.Snapshot();

        // Flat colours are smaller, and sharper, as PNG; a photograph is not.
        using var png = image.Encode(SKEncodedImageFormat.Png, 100);
        if (png.Size <= MostAsPng) return new(png.ToArray(), info.Width, info.Height);
        using var jpeg = image.Encode(SKEncodedImageFormat.Jpeg, JpegQuality);
        return new((jpeg.Size < png.Size ? jpeg : png).ToArray(), info.Width, info.Height);
    }

    private static SKImageInfo Pixels(int width, int height, SKAlphaType alpha) =>
        new(width, height, SKColorType.Rgba8888, alpha, SKColorSpace.CreateSrgb());

    // The eight orientations of EXIF: how the stored pixels are turned to stand upright.
    private static SKMatrix Upright(SKEncodedOrigin origin, float width, float height) => origin switch
    {
        SKEncodedOrigin.TopRight => new(-1, 0, width, 0, 1, 0, 0, 0, 1),
        SKEncodedOrigin.BottomRight => new(-1, 0, width, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.BottomLeft => new(1, 0, 0, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.LeftTop => new(0, 1, 0, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightTop => new(0, -1, height, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightBottom => new(0, -1, height, -1, 0, width, 0, 0, 1),
        SKEncodedOrigin.LeftBottom => new(0, 1, 0, -1, 0, width, 0, 0, 1),
        _ => SKMatrix.Identity,
    };

    private static Refusal Refused(string message) => new(ErrorCode.ValidationError, message);
}
