using System.Globalization;

namespace OiPayments.Applications;

/// <summary>The <c>{id}</c> of an application in a path. Anything that is not a number is an application nobody has.</summary>
internal readonly record struct ApplicationIdFromRoute(ApplicationId Value)
{
    public static bool TryParse(string text, out ApplicationIdFromRoute id)
    {
        _ = uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value);
        id = new(new(value));
        return true;
    }
}
