using System.Net.Mail;
using System.Text;

namespace OiPayments.Api;

/// <summary>What texts, numbers and addresses of any request must keep to. Null, where a field may be null, breaks no rule.</summary>
internal static class FieldRules
{
    /// <summary>The longest e-mail address there is.</summary>
    public const int MaxEmailLength = 254;

    private const int LongestKeyShown = 40;

    extension(FieldErrors errors)
    {
        public bool CheckText(string name, string? text, int maxLength)
        {
            if (text is null) return true;
            if (text.EnumerateRunes().Count() > maxLength) errors.Add(name, $"Has at most {maxLength} characters.");
            else if (text.EnumerateRunes().Any(rune => Rune.IsControl(rune) && rune.Value is not ('\n' or '\r' or '\t')))
                errors.Add(name, "Must not hold control characters.");
            else return true;
            return false;
        }

        /// <summary>Texts by keys of the caller's own.</summary>
        public void CheckTextMap(
            string name, IReadOnlyDictionary<string, string>? map, int maxKeys, int maxKeyLength, int maxValueLength)
        {
            foreach (var (key, text) in map ?? new Dictionary<string, string>(StringComparer.Ordinal))
            {
                if (key.Length is 0 || key.Length > maxKeyLength)
                    errors.Add(PathOf(name, key), $"A key has 1 to {maxKeyLength} characters.");
                else errors.CheckText(PathOf(name, key), text, maxValueLength);
            }

            if (map?.Count > maxKeys) errors.Add(name, $"Holds at most {maxKeys} keys.");
        }

        /// <summary>An e-mail address and nothing around it, such as a name.</summary>
        public void CheckEmail(string name, string? text)
        {
            if (!errors.CheckText(name, text, MaxEmailLength) || text is null) return;
            if (!MailAddress.TryCreate(text, out var address) || address.Address != text)
                errors.Add(name, "Must be an e-mail address, such as name@example.com.");
        }

        /// <summary>A business identification number of Bangladesh: of a company, or of one of its branches.</summary>
        public void CheckBin(string name, string? text)
        {
            if (text is not null && !(text.Length is 9 or 13 && text.All(char.IsAsciiDigit))) errors.Add(name, "Must be 9 or 13 digits.");
        }

        public void CheckFilled(string name, string? text, int maxLength)
        {
            if (string.IsNullOrEmpty(text)) errors.Add(name, text is null ? "Is required." : "Must not be blank.");
            else if (errors.CheckText(name, text, maxLength) && string.IsNullOrWhiteSpace(text)) errors.Add(name, "Must not be blank.");
        }

        public void CheckRange(string name, long? number, long min, long max)
        {
            if (number < min || number > max) errors.Add(name, $"Must be from {min} to {max}.");
        }

        /// <summary>An absolute https URL without a user name, or http on this machine itself, for development.</summary>
        public void CheckWebAddress(string name, Uri? address, int maxLength)
        {
            if (address is null || !errors.CheckText(name, address.OriginalString, maxLength)) return;
            if (!IsWebAddress(address)) errors.Add(name, NoWebAddress);
        }
    }

    public const string NoWebAddress = "Must be an absolute https:// URL without a user name, or http:// on localhost.";

    private static bool IsWebAddress(Uri address) => address.IsAbsoluteUri && address.UserInfo.Length == 0
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    /// <summary>Where in a map of texts an entry stands, however long its key is.</summary>
    internal static string PathOf(string name, string key) =>
        $"{name}.{(key.Length > LongestKeyShown ? $"{key.CutTo(LongestKeyShown)}…" : key)}";
}
