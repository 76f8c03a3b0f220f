using System.Text;
using QRCoder;

namespace OiPayments.Documents;

/// <summary>
/// The address at which a document is paid, with its QR code: level M, version 5 at most (37 modules a side), so that a module stays 0.67
/// mm wide at 25 mm and a telephone reads it from paper. A longer address is refused here, before any document is made: print the
/// document without a code, or shorten the link. On a developer's own machine it may be plain http.
/// </summary>
public sealed class PayableLink
{
    /// <summary>The bytes that a QR code of version 5 holds at level M.</summary>
    public const int MaxLength = 84;

    private const int QuietZone = 4;

    private PayableLink(string address, bool[,] modules) => (Address, Modules) = (address, modules);

    /// <summary>Absolute, https unless it leads to this machine itself, ASCII.</summary>
    public string Address { get; }

    /// <summary>The dark modules by row and column, without the quiet zone.</summary>
    internal bool[,] Modules { get; }

    public static Outcome<PayableLink> For(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!IsWebAddress(address)) return Refused("A link on a document begins with https://.");

        var text = address.AbsoluteUri;
        if (text.Length > MaxLength)
            return Refused($"The link has {text.Length} characters. A QR code that is read from paper holds {MaxLength}.");

        using var code = QRCodeGenerator.GenerateQrCode(Encoding.ASCII.GetBytes(text), QRCodeGenerator.ECCLevel.M);
        var side = code.ModuleMatrix.Count - (2 * QuietZone);
        var modules = new bool[side, side];
        for (var row = 0; row < side; row++)
        {
            for (var column = 0; column < side; column++) modules[row, column] = code.ModuleMatrix[row + QuietZone][column + QuietZone];
        }

        return new PayableLink(text, modules);
    }

    private static bool IsWebAddress(Uri address) => address.IsAbsoluteUri
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    private static Refusal Refused(string message) => new(ErrorCode.ValidationError, message);
}
