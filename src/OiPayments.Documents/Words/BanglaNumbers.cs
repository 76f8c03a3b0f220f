namespace OiPayments.Documents.Words;

/// <summary>
/// Whole numbers in Bangla words, as documents in Bangladesh write them: by crore, lakh, thousand and hundred. The words from 0 to 99
/// cannot be derived from tens and units, so they stand in a table.
/// </summary>
/// <remarks>
/// The table was compared by hand with n2words 4.0.0 (bn-BD) and Humanizer 3.0.10 (bn-BD); ICU 72 and CLDR have no rules for Bangla and
/// answer in English. 86 of the words 1–99 are the same in both. Where the two differ, and where other tables in use outvote both, the
/// table has the dictionary's form:
/// <list type="table">
/// <item><term>14</term><description>চৌদ্দ, as n2words; Humanizer has the colloquial চোদ্দ</description></item>
/// <item><term>16</term><description>ষোলো; both have the older ষোল</description></item>
/// <item><term>28</term><description>আটাশ; both have আঠাশ</description></item>
/// <item><term>29, 39, 49, 59, 69, 79, 89</term><description>ঊন-, "one less", with the long vowel; both have উন- (n2words: ঊন- at 69
/// alone)</description></item>
/// <item><term>30, 31, 34, 35, 37, 38</term><description>-ত্রিশ, as n2words; Humanizer has -তিরিশ, but not at 32, 33 and
/// 36</description></item>
/// <item><term>42</term><description>বিয়াল্লিশ, as Humanizer; n2words has বেয়াল্লিশ</description></item>
/// <item><term>46</term><description>ছেচল্লিশ, as n2words; Humanizer has ছেচাল্লিশ</description></item>
/// <item><term>73</term><description>তিয়াত্তর, as Humanizer; n2words has তেহাত্তর</description></item>
/// <item><term>93</term><description>তিরানব্বই, as n2words; Humanizer misspells it</description></item>
/// </list>
/// </remarks>
internal static class BanglaNumbers
{
    private const ulong Crore = 10_000_000;
    private const ulong Lakh = 100_000;
    private const ulong Thousand = 1_000;
    private const ulong Hundred = 100;

    private static readonly string[] BelowHundred =
    (
        "শূন্য এক দুই তিন চার পাঁচ ছয় সাত আট নয় "
        + "দশ এগারো বারো তেরো চৌদ্দ পনেরো ষোলো সতেরো আঠারো উনিশ "
        + "বিশ একুশ বাইশ তেইশ চব্বিশ পঁচিশ ছাব্বিশ সাতাশ আটাশ ঊনত্রিশ "
        + "ত্রিশ একত্রিশ বত্রিশ তেত্রিশ চৌত্রিশ পঁয়ত্রিশ ছত্রিশ সাঁইত্রিশ আটত্রিশ ঊনচল্লিশ "
        + "চল্লিশ একচল্লিশ বিয়াল্লিশ তেতাল্লিশ চুয়াল্লিশ পঁয়তাল্লিশ ছেচল্লিশ সাতচল্লিশ আটচল্লিশ ঊনপঞ্চাশ "
        + "পঞ্চাশ একান্ন বাহান্ন তিপ্পান্ন চুয়ান্ন পঞ্চান্ন ছাপ্পান্ন সাতান্ন আটান্ন ঊনষাট "
        + "ষাট একষট্টি বাষট্টি তেষট্টি চৌষট্টি পঁয়ষট্টি ছেষট্টি সাতষট্টি আটষট্টি ঊনসত্তর "
        + "সত্তর একাত্তর বাহাত্তর তিয়াত্তর চুয়াত্তর পঁচাত্তর ছিয়াত্তর সাতাত্তর আটাত্তর ঊনআশি "
        + "আশি একাশি বিরাশি তিরাশি চুরাশি পঁচাশি ছিয়াশি সাতাশি আটাশি ঊননব্বই "
        + "নব্বই একানব্বই বিরানব্বই তিরানব্বই চুরানব্বই পঁচানব্বই ছিয়ানব্বই সাতানব্বই আটানব্বই নিরানব্বই"
    ).Split(' ');

    /// <summary>Above 99 crore the crores are counted in the same way: <c>এক হাজার দুইশত কোটি</c>, <c>এক লক্ষ কোটি</c>.</summary>
    public static string Words(ulong number)
    {
        var words = new List<string>();
        if (number >= Crore) words.Add($"{Words(number / Crore)} কোটি");
        if (number % Crore / Lakh is > 0 and var lakhs) words.Add($"{BelowHundred[lakhs]} লক্ষ");
        if (number % Lakh / Thousand is > 0 and var thousands) words.Add($"{BelowHundred[thousands]} হাজার");
        if (number % Thousand / Hundred is > 0 and var hundreds) words.Add($"{BelowHundred[hundreds]}শত");
        if (number % Hundred is > 0 and var rest) words.Add(BelowHundred[rest]);
        return words.Count == 0 ? BelowHundred[0] : string.Join(' ', words);
    }
}
