namespace OiPayments;

/// <summary>What others wrote can be longer than the place it is kept in.</summary>
public static class CutText
{
    extension(string text)
    {
        /// <summary>
        /// The text, or the beginning of one that is longer than so many characters of UTF-16. Never ends with half of a surrogate pair:
        /// PostgreSQL takes none, and with it the whole save would fail.
        /// </summary>
        public string CutTo(int maxLength) => text.Length <= maxLength ? text
            : text[..(char.IsHighSurrogate(text[maxLength - 1]) ? maxLength - 1 : maxLength)];
    }
}
