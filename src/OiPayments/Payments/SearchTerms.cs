using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace OiPayments.Payments;

/// <summary>
/// What a payment is found by, spelled once for the rows of <see cref="PaymentTerm"/> and for what somebody looks for. A term begins with a
/// letter for its kind, so that a name is not found by an order number.
/// </summary>
internal static partial class SearchTerms
{
    /// <summary>A shorter beginning would fit too many to be of help: it has to be the whole word.</summary>
    public const int MinBeginning = 3;

    /// <summary>So many last characters of a reference find it.</summary>
    public const int EndOfReference = 6;

    /// <summary>So many last digits of a telephone number find it.</summary>
    public const int MinPhoneDigits = 4;

    public const int MaxTermLength = 80;

    /// <summary>Longer texts are found by their first characters.</summary>
    private const int MaxValueLength = 72;
    private const int MaxNameWords = 10;

    private const string Amount = "a:";
    private const string Email = "e:";
    private const string Name = "n:";
    private const string Note = "m:";
    private const string Phone = "p:";
    private const string RefundReference = "f:";
    private const string ReferenceEnd = "t:";

    /// <summary>What references of refunds begin with.</summary>
    private const string RefundPrefix = "rfd_";

    /// <summary>What terms begin with that were made of a customer's own data, or of an application's texts about them.</summary>
    public static readonly string[] PersonalKinds = [Email, Name, Note, Phone];

    // As Unicode's normal form C has them. The service runs without the data of all languages, where String.Normalize changes nothing.
    private static readonly (string One, string Other)[] BanglaForms =
    [
        ("\u09DC", "\u09A1\u09BC"), ("\u09DD", "\u09A2\u09BC"), ("\u09DF", "\u09AF\u09BC"), ("\u09C7\u09BE", "\u09CB"),
        ("\u09C7\u09D7", "\u09CC"),
    ];

    // Stands behind every way a text can go on, in the order of code points that both databases keep these columns in.
    public const string AfterAll = "\U0010FFFF";

    /// <summary>Everything that the payment is found by and that no column of its own is searched for.</summary>
    public static IReadOnlyCollection<string> Of(Payment payment)
    {
        var terms = new HashSet<string>(StringComparer.Ordinal) { Amount
            + Shortest(payment.Amount.ToMajorUnits()), EndOf(payment.Reference) };
        foreach (var word in Words(payment.CustomerName).Take(MaxNameWords)) terms.Add(Term(Name, word));
        if (payment.CustomerEmail is { } email) terms.Add(Term(Email, Plain(email)));
        if (LastDigits(payment.CustomerPhone) is { } digits) terms.Add(Term(Phone, digits));
        foreach (var note in NotesOf(payment).Select(Plain).Where(note => note.Length > 0)) terms.Add(Term(Note, note));
        return terms;
    }

    /// <summary>What the payment of a refund is found by as well.</summary>
    public static IReadOnlyCollection<string> OfRefund(string reference) =>
        [Term(RefundReference, AfterPrefix(reference).ToLowerInvariant()), EndOf(reference)];

    /// <summary>Every way to understand what somebody looks for as terms.</summary>
    public static IEnumerable<TermSearch> Meant(string text)
    {
        var plain = Plain(text);
        if (plain.Length == 0) yield break;

        if (AmountOf(plain) is { } amount) yield return new(new(Amount + amount, IsBeginning: false));
        yield return new(TermRange.StartingWith(Note, plain));

        if (IsOfReference().IsMatch(plain))
        {
            if (plain.Length == EndOfReference) yield return new(new(ReferenceEnd + plain, IsBeginning: false));
            if (plain.Contains('_', StringComparison.Ordinal)
                ? plain.StartsWith(RefundPrefix, StringComparison.Ordinal) && plain.Length >= RefundPrefix.Length + MinBeginning
                : plain.Length >= EndOfReference)
                yield return new(TermRange.StartingWith(RefundReference, AfterPrefix(plain)));
        }

        if (!plain.Contains(' ', StringComparison.Ordinal)) yield return new(TermRange.StartingWith(Email, plain)) { IsPersonal = true };
        if (IsPhone().IsMatch(plain) && LastDigits(plain) is { Length: >= MinPhoneDigits } digits)
            yield return new(TermRange.StartingWith(Phone, digits)) { IsPersonal = true };

        // The longest word first: it leaves the fewest for the others to be tried on.
        if (Words(text).OrderByDescending(word => word.Length).Take(MaxNameWords).ToList() is [var rarest, .. var others])
            yield return new(TermRange.StartingWith(Name, rarest))
            {
                Others = [.. others.Select(word => TermRange.StartingWith(Name, word))],
                IsPersonal = true
            };
    }

    /// <summary>The term of a whole e-mail address. A very long one shares it with those that begin alike.</summary>
    public static string OfEmail(string email) => Term(Email, Plain(email));

    /// <summary>The term of a whole telephone number; null when there is no digit in it.</summary>
    public static string? OfPhone(string phone) => LastDigits(phone) is { } digits ? Term(Phone, digits) : null;

    /// <summary>
    /// Small letters, Latin digits, single spaces, and one form of what Bangla writes in two: how nobody would notice that they differ.
    /// </summary>
    public static string Plain(string text)
    {
        // What no Unicode text can hold becomes the sign for that; the database would refuse it.
        var whole = new StringBuilder(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)));
        foreach (var (one, other) in BanglaForms) whole.Replace(one, other);
        var plain = new StringBuilder(whole.Length);
        foreach (var letter in whole.ToString())
        {
            if (char.IsWhiteSpace(letter)) plain.Append(plain.Length > 0 && plain[^1] != ' ' ? " " : "");
            else if (char.GetUnicodeCategory(letter) is UnicodeCategory.DecimalDigitNumber)
                plain.Append((char)('0' + CharUnicodeInfo.GetDecimalDigitValue(letter)));
            else if (char.GetUnicodeCategory(letter) is not (UnicodeCategory.Format or UnicodeCategory.Control))
                plain.Append(char.ToLowerInvariant(letter));
        }

        return plain.ToString().TrimEnd();
    }

    private static IEnumerable<string> Words(string? name) =>
        NoWord().Split(Plain(name ?? "")).Where(word => word.Length > 0).Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> NotesOf(Payment payment) => payment.Metadata is { } notes
        ? JsonSerializer.Deserialize(notes, PaymentsJson.Default.IReadOnlyDictionaryStringString)?.Values ?? []
        : [];

    /// <summary>
    /// The digits from the last to the first, without what a country and a trunk put before them: the same however the number was written.
    /// </summary>
    private static string? LastDigits(string? phone)
    {
        var digits = new string([.. Plain(phone ?? "").Where(char.IsAsciiDigit)]);
        if (digits.Length > 10)
        {
            digits = digits.TrimStart('0');
            if (digits.StartsWith("880", StringComparison.Ordinal) && digits.Length > 12) digits = digits[3..];
            digits = digits.TrimStart('0');
        }

        return digits.Length == 0 ? null : new([.. digits.Reverse()]);
    }

    /// <summary>
    /// An amount in major units as people write it: a sign of its currency or none, commas where Western or lakh grouping puts them. Of
    /// which currency it is nobody says, so it is every currency's.
    /// </summary>
    private static string? AmountOf(string plain)
    {
        if (IsAmount().Match(plain) is not { Success: true } amount) return null;
        var number = Shortest(amount.Groups["number"].Value.Replace(",", "", StringComparison.Ordinal)).TrimStart('0');
        return number.Length == 0 || number[0] == '.' ? "0" + number : number;
    }

    private static string Shortest(string amount) =>
        amount.Contains('.', StringComparison.Ordinal) ? amount.TrimEnd('0').TrimEnd('.') : amount;

    private static string EndOf(string reference) => ReferenceEnd + reference[^EndOfReference..].ToLowerInvariant();

    private static string AfterPrefix(string reference) => reference[(reference.IndexOf('_', StringComparison.Ordinal) + 1)..];

    private static string Term(string kind, string value) => kind + value.CutTo(MaxValueLength);

    /// <summary>A whole term, or all that begin with one.</summary>
    public sealed record TermRange(string From, bool IsBeginning)
    {
        /// <summary>Behind everything that begins so.</summary>
        public string To { get; } = From + AfterAll;

        public static TermRange StartingWith(string kind, string value) =>
            new(Term(kind, value), value.Length is >= MinBeginning and <= MaxValueLength);
    }

    /// <summary>Payments that have such a term, and terms of all the other ranges too.</summary>
    public sealed record TermSearch(TermRange Range)
    {
        public IReadOnlyList<TermRange> Others { get; init; } = [];

        /// <summary>Whether it finds people, which needs a permission of its own.</summary>
        public bool IsPersonal { get; init; }
    }

    [GeneratedRegex(@"[^\p{L}\p{M}\p{N}\p{Cs}]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NoWord();

    [GeneratedRegex(@"^[a-z]{0,5}_?[a-z0-9]+\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex IsOfReference();

    [GeneratedRegex(@"^\+?[0-9 ().-]+\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex IsPhone();

    [GeneratedRegex(
        @"^(৳|bdt|tk\.?)? ?(?<number>([0-9]{1,3}(,[0-9]{3})+|[0-9]{1,2}(,[0-9]{2})*,[0-9]{3}|[0-9]+)(\.[0-9]{1,3})?)\z",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex IsAmount();
}
