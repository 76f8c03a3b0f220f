using System.Globalization;
using OiPayments.Lists;

namespace OiPayments.Api;

/// <summary>Takes typed parameters out of a query string and notes every one that is wrong.</summary>
internal sealed class QueryFields(IQueryCollection query, FieldErrors errors)
{
    /// <summary>The databases tell moments apart by microseconds.</summary>
    private static readonly TimeSpan SmallestStep = TimeSpan.FromMicroseconds(1);

    public string? Text(string name, int maxLength)
    {
        var text = (string?)query[name];
        if (string.IsNullOrEmpty(text)) return null;
        if (text.EnumerateRunes().Count() <= maxLength && !text.Any(char.IsControl)) return text;
        errors.Add(name, $"Has at most {maxLength} characters, none of them control characters.");
        return null;
    }

    public T? Enum<T>(string name)
        where T : struct, Enum
    {
        if (Text(name, 64) is not { } text) return null;
        if (WireNames<T>.TryParse(text, out var value)) return value;
        errors.Add(name, $"Must be one of {string.Join(", ", WireNames<T>.All)}.");
        return null;
    }

    /// <summary>One of some words.</summary>
    public string? OneOf(string name, params IReadOnlyList<string> words)
    {
        if (Text(name, 64) is not { } text) return null;
        if (words.Contains(text)) return text;
        errors.Add(name, $"Must be one of {string.Join(", ", words)}.");
        return null;
    }

    public bool? Boolean(string name)
    {
        if (Text(name, 5) is not { } text) return null;
        if (text is "true" or "false") return text == "true";
        errors.Add(name, "Must be true or false.");
        return null;
    }

    public Currency? Currency(string name)
    {
        if (Text(name, 3) is not { } text) return null;
        if (OiPayments.Currency.TryParse(text, out var currency)) return currency;
        errors.Add(name, "Must be a currency of ISO 4217 in capitals, such as BDT.");
        return null;
    }

    public ApplicationId? Application(string name)
    {
        if (Text(name, 12) is not { } text) return null;
        if (uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return new(number);
        errors.Add(name, "Must be the number of an application.");
        return null;
    }

    /// <summary>What <c>from</c> and <c>to</c> enclose: days as the people of <c>timeZone</c> count them, or instants.</summary>
    /// <returns>The first instant, and the first one after; null where that end is open.</returns>
    public (DateTimeOffset? From, DateTimeOffset? To) Period()
    {
        var zone = Zone();
        return (
            InstantText.Begin("from", Text("from", InstantText.MaxLength), zone, errors),
            InstantText.End("to", Text("to", InstantText.MaxLength), zone, errors));
    }

    /// <summary>As <see cref="Period"/>, or all of the month that <c>month</c> names, as the people of <c>timeZone</c> count it.</summary>
    public (DateTimeOffset? From, DateTimeOffset? To) PeriodOrMonth()
    {
        if (Month("month") is not { } month) return Period();

        foreach (var name in new[] { "from", "to" })
            if (Text(name, InstantText.MaxLength) is not null) errors.Add(name, "Is left out where month is named.");
        var zone = Zone();
        return (month.Begin(zone), month.End(zone));
    }

    /// <summary>A month such as <c>2026-08</c>, of this century or the next few.</summary>
    public Month? Month(string name)
    {
        if (Text(name, Api.Month.Format.Length) is not { } text) return null;
        if (Api.Month.TryParse(text, out var month)) return month;
        errors.Add(name, Api.Month.WhyUnreadable);
        return null;
    }

    /// <summary>The moment that something is told as of: an instant, or the last one of a day.</summary>
    public DateTimeOffset? AsOf(string name)
    {
        var zone = Zone();
        if (Text(name, InstantText.MaxLength) is not { } text) return null;
        var end = InstantText.End(name, text, zone, errors);
        return InstantText.TryReadDay(text, out _) ? end - SmallestStep : end;
    }

    /// <summary>The zone that <c>timeZone</c> names, which is Dhaka's when it names none.</summary>
    public TimeZoneInfo Zone()
    {
        if (Text("timeZone", TimeZones.MaxNameLength) is not { } name) return TimeZones.Default;
        if (TimeZones.TryFind(name, out var zone)) return zone;
        errors.Add("timeZone", TimeZones.WhyUnknown);
        return TimeZones.Default;
    }

    /// <summary>What the query asks for, or a refusal that names every parameter that is wrong.</summary>
    /// <param name="request">Whose query.</param>
    /// <param name="read">Takes the parameters; what it complains about beside them goes to the errors.</param>
    public static Outcome<T> Read<T>(HttpRequest request, Func<QueryFields, FieldErrors, T> read)
        where T : notnull
    {
        var errors = new FieldErrors();
        var asked = read(new(request.Query, errors), errors);
        return errors.Refusal is { } refusal ? refusal : asked;
    }

    /// <summary>The page asked for, where nothing else is.</summary>
    public static Outcome<PageRequest> PageOf(HttpRequest request) => Read(request, (query, _) => query.Page());

    /// <summary>A day such as <c>2026-06-04</c>, of this century or the next few.</summary>
    public DateOnly? Date(string name)
    {
        if (Text(name, 10) is not { } text) return null;
        if (InstantText.TryReadDay(text, out var day)) return day;
        errors.Add(name, "Must be a day such as 2026-06-04.");
        return null;
    }

    /// <summary>A whole number that is not negative.</summary>
    public long? Number(string name)
    {
        if (Text(name, 20) is not { } text) return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;
        errors.Add(name, "Must be a whole number.");
        return null;
    }

    /// <summary>The page asked for; lists sort by creation time, newest first unless <c>order=ASC</c>.</summary>
    public PageRequest Page()
    {
        var number = WholeNumber("page", 0, int.MaxValue) ?? 0;
        var size = WholeNumber("size", 1, PageRequest.MaxSize) ?? PageRequest.DefaultSize;
        if ((long)number * size > PageRequest.MaxOffset) errors.Add("page", "Is too deep; follow pagination.nextCursor instead.");
        if (Text("sortBy", 64) is { } sortBy && sortBy != "createdAt") errors.Add("sortBy", "Must be createdAt.");

        var order = Text("order", 4);
        if (order is not (null or "ASC" or "DESC")) errors.Add("order", "Must be ASC or DESC.");

        Cursor? after = null;
        if (Text("cursor", 64) is { } cursor && !Cursor.TryParse(cursor, out after))
            errors.Add("cursor", "Is not a cursor of ours; start again without it.");

        return new(number, size, order == "ASC", after);
    }

    private int? WholeNumber(string name, int min, int max)
    {
        if (Text(name, 12) is not { } text) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
            return number;
        errors.Add(name, $"Must be a whole number from {min} to {max}.");
        return null;
    }
}
