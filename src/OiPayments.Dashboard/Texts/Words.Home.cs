namespace OiPayments.Dashboard.Texts;

internal sealed partial class Words
{
    public string PaidToday => Say("Paid today", "আজ পরিশোধিত");
    public string PaymentsToday => Say("Payments paid today", "আজ পরিশোধিত পেমেন্ট");
    public string SuccessRate => Say("Success rate", "সাফল্যের হার");
    public string SuccessRateToday => Say("Success rate today", "আজ সাফল্যের হার");
    public string LastWeekday(string figure) => Say($"{figure} a week ago by this time", $"এক সপ্তাহ আগে এ সময়ে {figure}");
    public string LastWeekdayWhole(string figure) => Say($"{figure} on this day a week ago", $"এক সপ্তাহ আগে এই দিনে {figure}");
    public string VolumeOfMonth => Say("Paid in the last 30 days", "গত ৩০ দিনে পরিশোধিত");
    public string VolumeOfMonthIs(string total) => Say(
        $"What was paid on each of the last 30 days, {total} in all; the reports have it as a table.",
        $"গত ৩০ দিনের প্রতিদিন যা পরিশোধ হয়েছে, মোট {total}; প্রতিবেদনে ছক আকারে আছে।");
    public string QuietMonth(Mode mode) => mode is Mode.Live
        ? Say("No LIVE payments in the last 30 days", "গত ৩০ দিনে কোনো LIVE পেমেন্ট নেই")
        : Say("No TEST payments in the last 30 days", "গত ৩০ দিনে কোনো TEST পেমেন্ট নেই");
    public string HomeWithoutFigures => Say("Choose a page from the menu", "মেনু থেকে একটি পাতা বেছে নিন");
    public string HomeWithoutFiguresNext => Say(
        "Your role shows you no payments, so there are no figures here.",
        "আপনার ভূমিকায় পেমেন্ট দেখা যায় না, তাই এখানে কোনো সংখ্যা নেই।");
    public string NeedsAPerson => Say("Needs a person", "কারও দেখা দরকার");
    public string NothingNeedsAPerson => Say("Nothing does at the moment", "এখন কিছু নেই");
    public string NoWeekBefore => Say("Nothing to compare with a week ago", "এক সপ্তাহ আগের সঙ্গে তুলনার কিছু নেই");
    public string NothingPaidInMonth => Say("Nothing was paid in the last 30 days", "গত ৩০ দিনে কিছু পরিশোধ হয়নি");
    public string NothingPaidInMonthNext => Say(
        "Payments were opened; as soon as one is paid, a chart stands here.",
        "পেমেন্ট খোলা হয়েছে; একটি পরিশোধ হলেই এখানে চিত্র দেখা যাবে।");
    public string NobodyToTell => Say("There is no app to tell yet", "জানানোর মতো কোনো অ্যাপ এখনও নেই");
    public string AllEventsArrive => Say("All apps take what they are sent", "সব অ্যাপ পাঠানো সব কিছু নিচ্ছে");
    public string RefundsWaiting => Say("refunds wait for approval", "রিফান্ড অনুমোদনের অপেক্ষায়");
    public string RefundsUnclear => Say("refunds that the gateway cannot tell of", "রিফান্ড সম্পর্কে গেটওয়ে জানাতে পারে না");
    public string RefundsContradicted => Say("refunds that the gateway contradicts", "রিফান্ড নিয়ে গেটওয়ে উল্টো কথা বলছে");
    public string PaymentsHeld => Say("payments with money held", "পেমেন্টের টাকা আটকানো");
    public string TransactionsSuspended => Say("transactions with money in suspense", "লেনদেনের টাকা স্থগিত");
    public string WebhooksParkedWord => Say("webhooks are parked", "ওয়েবহুক আটকে আছে");
    public string FlagsOpen => Say("settlement results differ and are not explained", "নিষ্পত্তির ফলাফল মেলেনি, ব্যাখ্যাও নেই");
    public string JournalsWaiting => Say("manual journals wait for approval", "হাতে লেখা জাবেদা অনুমোদনের অপেক্ষায়");
    public string AtLeast(long count, bool isExact) => isExact ? Number(count) : $"{Number(count)}+";
    public string ChangesProposedWord => Say("changes of settings wait for a second person", "সেটিংস পরিবর্তন দ্বিতীয় ব্যক্তির অপেক্ষায়");
    public string AppsWithoutStore(long apps) => Say(
        $"{Number(apps)} {(apps == 1 ? "app has" : "apps have")} no LIVE store: nobody can pay {(apps == 1 ? "its" : "their")} LIVE "
            + "payments. Set the service’s LIVE store, or give the app one of its own.",
        $"{Number(apps)}টি অ্যাপের LIVE স্টোর নেই: তাদের LIVE পেমেন্ট কেউ পরিশোধ করতে পারবে না। সার্ভিসের LIVE স্টোর নির্ধারণ করুন, অথবা "
            + "অ্যাপকে নিজস্ব স্টোর দিন।");
}
