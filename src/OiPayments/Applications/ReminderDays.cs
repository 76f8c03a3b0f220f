using System.Globalization;
using OiPayments.Api;

namespace OiPayments.Applications;

/// <summary>How many days before, or after, a day to pay customers are reminded of it: each once, the smallest first.</summary>
internal sealed record ReminderDays
{
    public const int MaxCount = 5;
    public const int MaxDays = 90;
    public const int MaxTextLength = MaxCount * 3;

    public static readonly ReminderDays None = new("");

    private readonly string text;

    private ReminderDays(string text) => this.text = text;

    public IReadOnlyList<int> Days =>
        text.Length == 0 ? [] : [.. text.Split(',').Select(days => int.Parse(days, CultureInfo.InvariantCulture))];

    /// <summary>Those that <see cref="Check"/> had nothing against; null is none.</summary>
    public static ReminderDays Of(IReadOnlyList<int>? days) =>
        new(string.Join(',', (days ?? []).Distinct().Order().Select(one => one.ToString(CultureInfo.InvariantCulture))));

    /// <summary>What <see cref="ToString"/> wrote.</summary>
    public static ReminderDays Parse(string text) => new(text);

    public static void Check(string name, IReadOnlyList<int>? days, FieldErrors errors)
    {
        if (days is null) return;
        if (days.Count > MaxCount) errors.Add(name, $"Holds at most {MaxCount} numbers of days.");
        for (var place = 0; place < days.Count; place++) errors.CheckRange($"{name}[{place}]", days[place], 1, MaxDays);
    }

    public override string ToString() => text;
}
