using OiPayments.Mail;
using OiPayments.Presentation;

namespace OiPayments.Dashboard.Texts;

internal sealed partial class Words
{
    public string Mails => Say("E-mails to the customer", "গ্রাহককে পাঠানো ই-মেইল");
    public string MailsMeaning => Say(
        "The last 100, each for 90 days. Neither the address nor the words are kept.",
        "শেষ ১০০টি, প্রতিটি ৯০ দিন। ঠিকানা বা কথা রাখা হয় না।");
    public string NoMails => Say("None in the last 90 days.", "শেষ ৯০ দিনে কিছু পাঠানো হয়নি।");
    public string MailWord => Say("What", "কী");
    public string MailButton => Say("Send by e-mail", "ই-মেইলে পাঠান");
    public string MailAgainButton => Say("Send by e-mail again", "আবার ই-মেইলে পাঠান");
    public string MailMeaning(string number, string? to) => Say(
        $"The customer gets {number} with its PDF and the link, at {to ?? "the address that the invoice names"}, as it is now.",
        $"গ্রাহক {to ?? "ইনভয়েসে দেওয়া ঠিকানায়"} {number} এর PDF ও লিংকসহ পাবেন, এখন যেমন আছে তেমন।");
    public string MailStaged => Say(
        "It is on its way to the mail server. What becomes of it stands below.", "মেইল সার্ভারে যাচ্ছে। কী হলো তা নিচে দেখা যাবে।");
    public string TriedTimes(int attempts) => Say(
        $"tried {attempts} {(attempts == 1 ? "time" : "times")}", $"{Number(attempts)} বার চেষ্টা");

    /// <summary>Why an invoice is not sent by e-mail.</summary>
    public string Of(MailHurdle hurdle) => hurdle switch
    {
        MailHurdle.NoServer => Say(
            "This service has no mail server, so no invoice can be sent by e-mail.",
            "এই সেবায় মেইল সার্ভার নেই, তাই ই-মেইলে পাঠানো যায় না।"),
        MailHurdle.NotIssued => Say(
            "Only an issued invoice that is not void can be sent by e-mail.",
            "কেবল ইস্যু করা, অকার্যকর নয় এমন ইনভয়েস ই-মেইলে পাঠানো যায়।"),
        MailHurdle.NoAddress => Say(
            "It names no e-mail address of the customer, so it cannot be sent.", "এতে গ্রাহকের ই-মেইল ঠিকানা নেই, তাই পাঠানো যায় না।"),
        MailHurdle.NothingOwed => Say("Nothing is owed on it any more.", "এতে আর কিছু পাওনা নেই।"),
    };

    public string Of(MailKind kind) => kind switch
    {
        MailKind.Invoice => Say("Invoice", "ইনভয়েস"),
        MailKind.Reminder => Say("Reminder", "মনে করিয়ে দেওয়া"),
        MailKind.Receipt => Say("Receipt", "রসিদ"),
    };

    public string Of(MailStatus status) => status switch
    {
        MailStatus.Pending => Say("Waiting", "অপেক্ষায়"),
        MailStatus.Sent => Say("Sent", "পাঠানো হয়েছে"),
        MailStatus.Failed => Say("Failed", "ব্যর্থ"),
        MailStatus.Dropped => Say("Not needed any more", "আর দরকার হয়নি"),
    };

    /// <summary>What kept a mail from being sent. The service says it in English, with the mail server's number where there is one.</summary>
    public string MailProblem(string problem) => Language is not PageLanguage.Bangla ? problem : problem switch
    {
        _ when problem.StartsWith("The address has letters", StringComparison.Ordinal) =>
            "ঠিকানায় এমন অক্ষর আছে যা মেইল সার্ভার নেয় না (SMTPUTF8 নেই)।",
        _ when problem.StartsWith("The mail server refused the recipient", StringComparison.Ordinal) =>
            $"মেইল সার্ভার প্রাপককে নেয়নি ({BanglaDigitsOf(problem)})।",
        _ when problem.StartsWith("The mail server does not take mail for the recipient", StringComparison.Ordinal) =>
            $"মেইল সার্ভার এখন এই প্রাপকের মেইল নিচ্ছে না ({BanglaDigitsOf(problem)})।",
        _ when problem.StartsWith("The mail server refused the message", StringComparison.Ordinal) =>
            $"মেইল সার্ভার বার্তাটি নেয়নি ({BanglaDigitsOf(problem)})।",
        _ when problem.StartsWith("The mail server refused our own address", StringComparison.Ordinal) =>
            $"মেইল সার্ভার আমাদের নিজের ঠিকানা নেয়নি ({BanglaDigitsOf(problem)})।",
        _ when problem.StartsWith("The mail server answered", StringComparison.Ordinal) =>
            $"মেইল সার্ভার {BanglaDigitsOf(problem)} উত্তর দিয়েছে।",
        _ when problem.StartsWith("The mail server did not answer", StringComparison.Ordinal) =>
            $"মেইল সার্ভার {BanglaDigitsOf(problem)} সেকেন্ডে উত্তর দেয়নি।",
        _ when problem.StartsWith("The mail server could not be reached", StringComparison.Ordinal) => "মেইল সার্ভারে পৌঁছানো যায়নি।",
        _ when problem.StartsWith("The mail server did not accept our user", StringComparison.Ordinal) =>
            "মেইল সার্ভার আমাদের ব্যবহারকারী ও পাসওয়ার্ড নেয়নি।",
        _ when problem.StartsWith("The mail server does not offer STARTTLS", StringComparison.Ordinal) =>
            "মেইল সার্ভারে STARTTLS নেই, আর খোলা সংযোগে কিছু পাঠানো হয় না।",
        _ when problem.StartsWith("No trusted TLS connection", StringComparison.Ordinal) =>
            "মেইল সার্ভারের সঙ্গে বিশ্বস্ত TLS সংযোগ হয়নি।",
        _ when problem.StartsWith("The connection to the mail server broke", StringComparison.Ordinal) =>
            "মেইল নেওয়ার আগেই মেইল সার্ভারের সংযোগ ছিঁড়ে গেছে।",
        _ when problem.StartsWith("The invoice names no address", StringComparison.Ordinal) => "ইনভয়েসে মেইল পাঠানোর মতো ঠিকানা নেই।",
        _ when problem.StartsWith("The invoice is void", StringComparison.Ordinal) => "ইনভয়েসটি এর মধ্যে অকার্যকর হয়েছে।",
        _ when problem.StartsWith("The invoice is owed nothing", StringComparison.Ordinal) => "ইনভয়েসে আর কিছু পাওনা নেই।",
        _ when problem.StartsWith("It could not be sent for two days", StringComparison.Ordinal) => "দুই দিন ধরে পাঠানো যায়নি।",
        _ => $"পাঠানো যায়নি ({problem})",
    };
}
