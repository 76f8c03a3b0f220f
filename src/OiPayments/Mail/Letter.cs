using OiPayments.Presentation;

namespace OiPayments.Mail;

/// <summary>
/// What a mail says in one language, before it is made a message. Names and numbers in it are others' words: cleaned of line breaks and of
/// what turns the words around them.
/// </summary>
/// <param name="Language">In which.</param>
/// <param name="Subject">One line.</param>
/// <param name="Greeting">One line.</param>
/// <param name="Sentences">A paragraph each.</param>
/// <param name="LinkLabel">What following the link does.</param>
internal sealed record Letter(
    PageLanguage Language, string Subject, string Greeting, IReadOnlyList<string> Sentences, string LinkLabel)
{
    public static Letter Of(LetterFacts it, PageLanguage language) => language switch
    {
        PageLanguage.English => English(it),
        PageLanguage.Bangla => Bangla(it),
    };

    private static Letter English(LetterFacts it)
    {
        var (total, due, day) = (Amount(it.Total), Amount(it.Due), it.DueDate is { } last ? DateWriter.English(last) : null);
        var (subject, first) = it switch
        {
            { Kind: MailKind.Invoice } =>
                ($"Invoice {it.Number} from {it.Company}", $"{it.Company} has sent you invoice {it.Number} over {total}."),
            { Kind: MailKind.Receipt, Paid: { } paid } =>
                ($"{Amount(paid)} received for invoice {it.Number}",
                    $"{it.Company} has received your payment of {Amount(paid)} for invoice {it.Number}."),
            { IsOverdue: true } when day is not null =>
                ($"Invoice {it.Number} was due on {day}", $"{due} of invoice {it.Number} from {it.Company} was to be paid by {day}."),
            _ when day is not null =>
                ($"Invoice {it.Number} is due on {day}", $"{due} of invoice {it.Number} from {it.Company} is to be paid by {day}."),
            _ => ($"Invoice {it.Number} is not paid yet", $"{due} of invoice {it.Number} from {it.Company} is not paid yet."),
        };
        var second = it switch
        {
            { Kind: MailKind.Reminder } => "If you have paid it in the meantime, please ignore this message.",
            { Kind: MailKind.Receipt, Due.MinorUnits: 0 } => "Nothing more is owed. Thank you.",
            { Due.MinorUnits: 0 } => "Nothing of it is owed.",
            _ when day is not null => $"{due} is to be paid by {day}.",
            _ => $"{due} is to be paid.",
        };
        return new(
            PageLanguage.English, subject, $"Dear {it.Customer ?? "customer"},",
            [
                first, second,
                it.Kind is MailKind.Receipt ? "The receipt and the invoice are attached as PDFs." : "The invoice is attached as a PDF.",
            ],
            it.Due.MinorUnits > 0 ? "See and pay the invoice" : "See the invoice");

        static string Amount(Money amount) => AmountText.For(amount, PageLanguage.English);
    }

    private static Letter Bangla(LetterFacts it)
    {
        var (total, due, day) = (Amount(it.Total), Amount(it.Due), it.DueDate is { } last ? DateWriter.Bangla(last) : null);
        var (subject, first) = it switch
        {
            { Kind: MailKind.Invoice } =>
                ($"{it.Company} থেকে ইনভয়েস {it.Number}", $"{it.Company} আপনাকে {total}-এর ইনভয়েস {it.Number} পাঠিয়েছে।"),
            { Kind: MailKind.Receipt, Paid: { } paid } =>
                ($"ইনভয়েস {it.Number} বাবদ {Amount(paid)} পাওয়া গেছে",
                    $"{it.Company} ইনভয়েস {it.Number} বাবদ আপনার {Amount(paid)} পেয়েছে।"),
            { IsOverdue: true } when day is not null =>
                ($"ইনভয়েস {it.Number} পরিশোধের শেষ দিন ছিল {day}",
                    $"{it.Company}-এর ইনভয়েস {it.Number} বাবদ {due} {day}-এর মধ্যে পরিশোধের কথা ছিল।"),
            _ when day is not null =>
                ($"ইনভয়েস {it.Number} পরিশোধের শেষ দিন {day}",
                    $"{it.Company}-এর ইনভয়েস {it.Number} বাবদ {due} {day}-এর মধ্যে পরিশোধ করতে হবে।"),
            _ => ($"ইনভয়েস {it.Number} এখনও পরিশোধ হয়নি", $"{it.Company}-এর ইনভয়েস {it.Number} বাবদ {due} এখনও পরিশোধ হয়নি।"),
        };
        var second = it switch
        {
            { Kind: MailKind.Reminder } => "ইতিমধ্যে পরিশোধ করে থাকলে এই বার্তাটি উপেক্ষা করুন।",
            { Kind: MailKind.Receipt, Due.MinorUnits: 0 } => "আর কিছু বাকি নেই। ধন্যবাদ।",
            { Due.MinorUnits: 0 } => "এর কিছুই বাকি নেই।",
            _ when day is not null => $"{day}-এর মধ্যে {due} পরিশোধ করতে হবে।",
            _ => $"{due} পরিশোধ করতে হবে।",
        };
        return new(
            PageLanguage.Bangla, subject, $"প্রিয় {it.Customer ?? "গ্রাহক"},",
            [
                first, second,
                it.Kind is MailKind.Receipt ? "রসিদ ও ইনভয়েস PDF হিসেবে সংযুক্ত।" : "ইনভয়েসটি PDF হিসেবে সংযুক্ত।",
            ],
            it.Due.MinorUnits > 0 ? "ইনভয়েস দেখুন ও পরিশোধ করুন" : "ইনভয়েস দেখুন");

        static string Amount(Money amount) => AmountText.For(amount, PageLanguage.Bangla);
    }
}

/// <summary>What there is to say, in no language yet.</summary>
internal sealed record LetterFacts
{
    private readonly string company = "";
    private readonly string? customer;
    private readonly string number = "";

    public required MailKind Kind { get; init; }

    /// <summary>Who sends the invoice.</summary>
    public required string Company
    {
        get => company;
        init => company = OutsideText.Clean(value);
    }

    /// <summary>Who gets it; null when no name is known.</summary>
    public required string? Customer
    {
        get => customer;
        init => customer = OutsideText.CleanOrNull(value);
    }

    public required string Number
    {
        get => number;
        init => number = OutsideText.Clean(value);
    }

    public required Money Total { get; init; }

    /// <summary>What is to be paid by <see cref="DueDate"/>, or at all.</summary>
    public required Money Due { get; init; }

    public required DateOnly? DueDate { get; init; }
    public required bool IsOverdue { get; init; }

    /// <summary>What a receipt is of.</summary>
    public Money? Paid { get; init; }

    /// <summary>How to reach the company; the template's words, line by line.</summary>
    public string? Contact { get; init; }

    /// <summary>Where the invoice is seen and paid.</summary>
    public required Uri Link { get; init; }

    public required Mode Mode { get; init; }
}
