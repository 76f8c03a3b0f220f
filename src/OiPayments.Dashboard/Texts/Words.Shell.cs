namespace OiPayments.Dashboard.Texts;

internal sealed partial class Words
{
    public string OtherLanguageName => Say("বাংলা", "English");
    public string SkipToContent => Say("Skip to content", "মূল অংশে যান");
    public string TestBand => Say("practice data, no money moves", "অনুশীলনের তথ্য, কোনো টাকা লেনদেন হয় না");
    public string LiveBand => Say("real money", "আসল টাকা");
    public string ModeSwitch => Say("TEST or LIVE", "TEST বা LIVE");
    public string Menu => Say("Menu", "মেনু");
    public string MainMenu => Say("Pages", "পাতাগুলো");
    public string YourMenu => Say("You and your settings", "আপনি ও আপনার সেটিংস");
    public string YourProfile => Say("Your profile", "আপনার প্রোফাইল");
    public string Colours => Say("Colours", "রং");
    public string ColoursOfSystem => Say("System", "সিস্টেম");
    public string ColoursLight => Say("Light", "হালকা");
    public string ColoursDark => Say("Dark", "গাঢ়");
    public string KeyboardHelp => Say("Keyboard", "কিবোর্ড");
    public string SignOut => Say("Sign out", "সাইন আউট");
    public string SearchPayments => Say("Find a payment: customer, order, amount, id", "পেমেন্ট খুঁজুন: গ্রাহক, অর্ডার, টাকা, আইডি");
    public string SearchShort => Say("Search payments", "পেমেন্ট খুঁজুন");
    public string Home => Say("Home", "হোম");
    public string Payments => Say("Payments", "পেমেন্ট");
    public string Refunds => Say("Refunds", "রিফান্ড");
    public string Apps => Say("Apps", "অ্যাপ");
    public string Webhooks => Say("Webhooks", "ওয়েবহুক");
    public string Callbacks => Say("Gateway callbacks", "গেটওয়ে কলব্যাক");
    public string Ledger => Say("Ledger", "খতিয়ান");
    public string Reports => Say("Reports", "প্রতিবেদন");
    public string Audit => Say("Audit", "নিরীক্ষা");
    public string Users => Say("Users", "ব্যবহারকারী");
    public string Roles => Say("Roles", "ভূমিকা");
    public string Close => Say("Close", "বন্ধ করুন");
    public string Cancel => Say("Cancel", "বাতিল");
    public string Save => Say("Save", "সংরক্ষণ করুন");
    public string Saved => Say("Saved.", "সংরক্ষণ করা হয়েছে।");
    public string Copy => Say("Copy", "কপি করুন");
    public string Copied => Say("Copied", "কপি হয়েছে");
    public string Loading => Say("Loading…", "লোড হচ্ছে…");
    public string LoadAgain => Say("Load again", "আবার লোড করুন");
    public string More => Say("Next page", "পরের পাতা");
    public string FirstPage => Say("First page", "প্রথম পাতা");
    public string OpenFullPage => Say("Open full page", "পুরো পাতায় খুলুন");
    public string AllApps => Say("All apps", "সব অ্যাপ");
    public string Any => Say("Any", "যেকোনো");
    public string From => Say("From", "থেকে");
    public string Until => Say("Until", "পর্যন্ত");
    public string FiltersInUse => Say("Filters in use", "চালু ফিল্টার");
    public string ClearFilters => Say("Clear filters", "ফিল্টার মুছুন");
    public string RemoveFilter => Say("Remove filter", "ফিল্টার সরান");
    public string DownloadCsv => Say("Download CSV", "CSV নামান");
    public string Optional => Say("optional", "ঐচ্ছিক");
    public string NotSet => Say("Not set", "দেওয়া নেই");
    public string Never => Say("Never", "কখনও না");
    public string Yes => Say("Yes", "হ্যাঁ");
    public string No => Say("No", "না");
    public string NothingMatches => Say("Nothing matches these filters", "এই ফিল্টারে কিছু মেলেনি");
    public string NothingMatchesNext => Say("Take one away, or look in the other mode.", "একটি ফিল্টার সরিয়ে দিন, অথবা অন্য মোডে দেখুন।");
    public string ConnectionLost => Say(
        "Connection lost. Trying to get back; what you typed is still here.",
        "সংযোগ বিচ্ছিন্ন। আবার যুক্ত হওয়ার চেষ্টা চলছে; আপনি যা লিখেছেন তা এখানেই আছে।");
    public string ConnectionPaused => Say("This page rested while you were away.", "আপনি না থাকায় পাতাটি বিরতিতে ছিল।");
    public string ConnectionFailed => Say(
        "The server does not answer yet. This page loads again as soon as it does.",
        "সার্ভার এখনও সাড়া দিচ্ছে না। সাড়া দিলেই পাতাটি আবার লোড হবে।");
    public string NotConnected => Say("This page cannot stay connected to its server", "পাতাটি সার্ভারের সঙ্গে যুক্ত থাকতে পারছে না");
    public string NotConnectedWhy => Say(
        "The page arrived, but its live connection did not open. Whoever looks after the proxy or balancer in front of OI Payments has to "
            + "let WebSockets through to it. Configurations that work are here:",
        "পাতাটি এসেছে, কিন্তু এর সরাসরি সংযোগ খোলেনি। OI Payments-এর সামনের প্রক্সি বা ব্যালান্সার যিনি দেখেন, তাঁকে WebSocket যেতে দিতে "
            + "হবে। যে কনফিগারেশনগুলো কাজ করে, সেগুলো এখানে:");
    public string TryNow => Say("Try now", "এখনই চেষ্টা করুন");
    public string PageBroke => Say("This page could not be shown", "পাতাটি দেখানো গেল না");
    public string PageBrokeNext => Say(
        "The fault is ours and was written down. Nothing was changed by it. Load the page again.",
        "ত্রুটিটি আমাদের এবং তা লিখে রাখা হয়েছে। এতে কিছু বদলায়নি। পাতাটি আবার লোড করুন।");
    public string NotHere => Say("There is no such page", "এমন কোনো পাতা নেই");
    public string NotHereNext =>
        Say("The address may be mistyped, or what it named was never here.", "ঠিকানাটি ভুল হতে পারে, অথবা এখানে এমন কিছু ছিল না।");
    public string NotFoundTitle => Say("Not found", "পাওয়া যায়নি");
    public string NotFoundNext => Say(
        "It does not exist, or it belongs to an application that you were not given.",
        "এটি নেই, অথবা এটি এমন একটি অ্যাপের যা আপনাকে দেওয়া হয়নি।");
    public string ForbiddenTitle => Say("You are not allowed to see this", "এটি দেখার অনুমতি আপনার নেই");
    public string ForbiddenNext => Say(
        "Ask somebody who manages users to give you a role with this permission.",
        "যিনি ব্যবহারকারী পরিচালনা করেন, তাঁকে এই অনুমতিসহ একটি ভূমিকা দিতে বলুন।");
    public string RefusedTitle => Say("This was not possible", "এটি করা গেল না");
    public string BrokenTitle => Say("This could not be loaded", "এটি লোড করা গেল না");
    public string Broken(string trace) => Say(
        $"Something broke on our side; nothing was changed. Load again, and if it stays, tell support this number: {trace}",
        $"আমাদের দিকে কিছু একটা ভেঙেছে; কিছু বদলায়নি। আবার লোড করুন, তবুও না হলে সহায়তাকে এই নম্বরটি জানান: {trace}");

    public string StepUpTitle => Say("Show that it is you", "নিজেকে প্রমাণ করুন");
    public string StepUpWhy => Say(
        "What you are about to do needs a proof from the last five minutes. It goes on by itself afterwards.",
        "আপনি যা করতে যাচ্ছেন তার জন্য শেষ পাঁচ মিনিটের মধ্যে প্রমাণ লাগে। এরপর কাজটি নিজে থেকেই চলবে।");
    public string Continue => Say("Continue", "এগিয়ে যান");

    public IReadOnlyList<(string Keys, string Meaning)> Keys =>
    [
        ("/", Say("Search payments", "পেমেন্ট খুঁজুন")),
        ("g h", Home),
        ("g p", Payments),
        ("g r", Refunds),
        ("g i", Invoices),
        ("g a", Apps),
        ("g d", ProposedChanges),
        ("g w", Webhooks),
        ("g c", Callbacks),
        ("g l", Ledger),
        ("g t", Settlement),
        ("g s", Reports),
        ("g u", Audit),
        ("g o", Users),
        ("j k", Say("Next and previous row", "পরের ও আগের সারি")),
        ("Enter", Say("Open the row beside the list", "সারিটি তালিকার পাশে খুলুন")),
        ("Esc", Say("Close what is open", "যা খোলা আছে বন্ধ করুন")),
        ("?", Say("This list", "এই তালিকা")),
    ];
}
