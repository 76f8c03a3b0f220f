using System.Globalization;

namespace OiPayments.Documents.Words;

/// <summary>How one document says labels, amounts, dates and numbers, by its language.</summary>
internal sealed class Wording(DocumentLanguage language)
{
    public bool IsBoth => language is DocumentLanguage.Both;

    public bool HasEnglish => language is not DocumentLanguage.Bangla;

    public bool HasBangla => language is not DocumentLanguage.English;

    /// <summary>Figures are in Latin digits when both languages read them.</summary>
    private Numerals Numerals => language is DocumentLanguage.Bangla ? Numerals.Bangla : Numerals.Latin;

    /// <summary>On one line: <c>Total</c>, <c>মোট</c>, or <c>Total / মোট</c>.</summary>
    public string Of(Label label) => language switch
    {
        DocumentLanguage.English => label.English,
        DocumentLanguage.Bangla => label.Bangla,
        DocumentLanguage.Both => $"{label.English} / {label.Bangla}",
    };

    /// <summary>One line for each language, for the head of a column.</summary>
    public string OnLines(Label label) => IsBoth ? $"{label.English}\n{label.Bangla}" : Of(label);

    /// <summary>In one language, where both would be too long: English before Bangla.</summary>
    public string Short(Label label) => HasEnglish ? label.English : label.Bangla;

    public string Amount(Money amount) => AmountWriter.Write(amount, Numerals);

    /// <summary>Without its currency.</summary>
    public string Number(Money amount) => AmountWriter.WriteNumber(amount, Numerals);

    public string Number(int number) => NumeralText.In(Numerals, number.ToString(CultureInfo.InvariantCulture));

    public string Quantity(decimal quantity) => NumeralText.In(Numerals, quantity.ToString("0.###", CultureInfo.InvariantCulture));

    /// <summary>Without a space: <c>15%</c>, <c>৭.৫%</c>.</summary>
    public string Percent(int basisPoints) =>
        $"{NumeralText.In(Numerals, (basisPoints / 100m).ToString("0.##", CultureInfo.InvariantCulture))}%";

    public string Date(DateOnly day) => HasEnglish ? DateWriter.English(day) : DateWriter.Bangla(day);

    /// <summary>The 24 hours of the day, as the tax form has it.</summary>
    public string Time(TimeOnly time) => NumeralText.In(Numerals, time.ToString("HH':'mm", CultureInfo.InvariantCulture));

    public string PageNumber(int number, int count) => language switch
    {
        DocumentLanguage.English => $"Page {number} of {count}",
        DocumentLanguage.Bangla => $"পৃষ্ঠা {Number(number)}, মোট {Number(count)}",
        DocumentLanguage.Both => $"Page {number} of {count} / পৃষ্ঠা {number}, মোট {count}",
    };

    /// <summary>One line for each language.</summary>
    public IEnumerable<string> AmountInWords(Money amount)
    {
        if (HasEnglish) yield return Words.AmountInWords.English(amount);
        if (HasBangla) yield return Words.AmountInWords.Bangla(amount);
    }
}
