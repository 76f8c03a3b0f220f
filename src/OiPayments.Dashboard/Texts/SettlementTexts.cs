namespace OiPayments.Dashboard.Texts;

/// <summary>
/// What the comparison of settlement says of a row, and what a look at a file is not sure of, in Bangla. The service says it in English.
/// </summary>
internal static class SettlementTexts
{
    /// <summary>The sentences in both languages. In both, <c>{0}</c> is the same thing.</summary>
    public static readonly IReadOnlyList<(string English, string Bangla)> All =
    [
        (
            "The gateway added or took this for a reason of its own: find out what it is, and book it by hand.",
            "গেটওয়ে নিজের কোনো কারণে এটি যোগ করেছে বা কেটেছে: কী তা জেনে নিন, আর হাতে হিসাবে লিখুন।"),
        (
            "The gateway held this back, or gave it out again: book it by hand.",
            "গেটওয়ে এটি আটকে রেখেছে, বা আবার ছেড়েছে: হাতে হিসাবে লিখুন।"),
        (
            "Nobody here knows this transaction: it may be another system's, or lost here.",
            "এই লেনদেন এখানে কেউ চেনে না: এটি অন্য কোনো সিস্টেমের হতে পারে, বা এখানে হারিয়েছে।"),
        (
            "This transaction was collected in another store, or in another mode, than this file is about.",
            "এই লেনদেন এই ফাইলের স্টোরে বা মোডে নয়, অন্যটিতে নেওয়া হয়েছে।"),
        (
            "The customer's bank took this back. Decide who bears it, and book it by hand.",
            "গ্রাহকের ব্যাংক এটি ফিরিয়ে নিয়েছে। কে এটি বহন করবে ঠিক করুন, আর হাতে হিসাবে লিখুন।"),
        (
            "A chargeback was decided for you: its money came again. Book it by hand.",
            "একটি চার্জব্যাক আপনার পক্ষে মীমাংসিত: টাকা আবার এসেছে। হাতে হিসাবে লিখুন।"),
        ("Gross {0} less fee {1} is not net {2}.", "মোট {0} থেকে ফি {1} বাদ দিলে নিট {2} হয় না।"),
        ("The row says no amount.", "সারিতে কোনো পরিমাণ নেই।"),
        ("The gateway settled this, and here it is not paid yet.", "গেটওয়ে এটি নিষ্পত্তি করেছে, এখানে এটি এখনও পরিশোধিত নয়।"),
        ("The row says neither a net nor a gross amount.", "সারিতে নিট বা মোট কোনো পরিমাণই নেই।"),
        (
            "The file says {0}; when it was paid the gateway said {1}.",
            "ফাইলে আছে {0}; পরিশোধের সময় গেটওয়ে বলেছিল {1}।"),
        (
            "Another row has settled this payment already: the gateway may have paid it twice.",
            "অন্য একটি সারি এই পেমেন্ট আগেই নিষ্পত্তি করেছে: গেটওয়ে হয়তো দুবার পরিশোধ করেছে।"),
        (
            "A refund takes money, and this row gives some: if the file writes no signs, say so in its mapping.",
            "রিফান্ডে টাকা যায়, অথচ এই সারিতে আসছে: ফাইলে চিহ্ন না থাকলে ম্যাপিংয়ে তা জানান।"),
        (
            "The gateway settled this refund, and here it is still under way.",
            "গেটওয়ে এই রিফান্ড নিষ্পত্তি করেছে, এখানে এটি এখনও চলছে।"),
        (
            "Another row has settled this refund already: it may have been taken twice.",
            "অন্য একটি সারি এই রিফান্ড আগেই নিষ্পত্তি করেছে: হয়তো দুবার কাটা হয়েছে।"),
        ("The file takes {0}; the refunds known here are {1}.", "ফাইলে কাটা হয়েছে {0}; এখানে জানা রিফান্ড {1}।"),
        ("No refund of this transaction is known here.", "এই লেনদেনের কোনো রিফান্ড এখানে জানা নেই।"),
        (
            "It was paid in {0} and settled in {1}: book the exchange by hand.",
            "পরিশোধ হয়েছে {0}-এ, নিষ্পত্তি {1}-এ: বিনিময়টি হাতে হিসাবে লিখুন।"),
        ("The file says {0}; the gateway charged {1}.", "ফাইলে আছে {0}; গেটওয়ে নিয়েছে {1}।"),
        (
            "No settlement file has named this {0} within {1} working days.",
            "{1} কার্যদিবসের মধ্যে কোনো নিষ্পত্তি ফাইলে এটি আসেনি।"),
        (
            "Asked for it, the gateway says the same. No settlement file named it.",
            "জিজ্ঞাসা করলে গেটওয়ে একই কথা বলে। কোনো নিষ্পত্তি ফাইলে এটি আসেনি।"),
        ("The gateway says {0}; when it was paid it said {1}.", "গেটওয়ে বলে {0}; পরিশোধের সময় বলেছিল {1}।"),
        (
            "It is paid here, and the gateway says that the customer is still at it: find out who is right.",
            "এখানে এটি পরিশোধিত, অথচ গেটওয়ে বলে গ্রাহক এখনও পরিশোধ করছেন: কোনটি ঠিক জেনে নিন।"),
        (
            "It is paid here, and the gateway knows no such transaction: find out who is right.",
            "এখানে এটি পরিশোধিত, অথচ গেটওয়ে এমন লেনদেন চেনে না: কোনটি ঠিক জেনে নিন।"),
        (
            "It is paid here, and the gateway says that it ended without money: find out who is right.",
            "এখানে এটি পরিশোধিত, অথচ গেটওয়ে বলে টাকা ছাড়াই শেষ হয়েছে: কোনটি ঠিক জেনে নিন।"),
        (
            "It is given back here, and the gateway says that it was not: find out who is right.",
            "এখানে এটি ফেরত দেওয়া হয়েছে, অথচ গেটওয়ে বলে দেওয়া হয়নি: কোনটি ঠিক জেনে নিন।"),
        (
            "It is given back here, and the gateway is still at it: find out who is right.",
            "এখানে এটি ফেরত দেওয়া হয়েছে, অথচ গেটওয়েতে এখনও চলছে: কোনটি ঠিক জেনে নিন।"),
        (
            "It is given back here, and the gateway does not know the refund: find out who is right.",
            "এখানে এটি ফেরত দেওয়া হয়েছে, অথচ গেটওয়ে এই রিফান্ড চেনে না: কোনটি ঠিক জেনে নিন।"),
        (
            "The fee is in several columns, and {0} is one of them. The proposal reads none: the fee is what the net amount leaves of a "
                + "payment.",
            "ফি কয়েকটি কলামে আছে, {0} তার একটি। প্রস্তাবে একটিও পড়া হয় না: পেমেন্ট থেকে নিট বাদ দিলে যা থাকে তা-ই ফি।"),
        (
            "The fee has the VAT of the column {0} in it already: the first rows add up so. The proposal ignores that column.",
            "ফির মধ্যে {0} কলামের ভ্যাট আগে থেকেই আছে: প্রথম সারিগুলো তা-ই বলে। প্রস্তাবে ওই কলাম বাদ।"),
        ("The payout is {0}; its rows leave {1} of it unexplained.", "পেআউট {0}; এর সারিগুলোতে {1}-এর ব্যাখ্যা নেই।"),

        (
            "The proposal ignores {0}. Map them if they hold amounts, ids or dates.",
            "প্রস্তাবে {0} বাদ। টাকা, আইডি বা তারিখ থাকলে বেছে নিন।"),
        (
            "The header {0} is there twice. The file is refused until one of them is renamed or removed.",
            "{0} শিরোনাম দুবার আছে। একটির নাম না বদলানো বা না সরানো পর্যন্ত ফাইলটি নেওয়া হবে না।"),
        (
            "The file has a net amount, and also debits and credits. The proposal reads the debits and credits.",
            "ফাইলে নিট পরিমাণ আছে, আবার ডেবিট ও ক্রেডিটও। প্রস্তাবে ডেবিট ও ক্রেডিট পড়া হয়।"),
        ("No header looks like an amount. Map one as Gross or Net.", "কোনো শিরোনাম টাকার মতো নয়। একটিকে মোট বা নিট বলে বেছে নিন।"),
        (
            "No header looks like the id of a transaction. Without one, no row can be matched with a payment.",
            "কোনো শিরোনাম লেনদেন আইডির মতো নয়। তা ছাড়া কোনো সারি পেমেন্টের সঙ্গে মেলানো যায় না।"),
        (
            "The amounts of the column {0} are below nought. The proposal reads them with the other sign.",
            "{0} কলামের পরিমাণ শূন্যের নিচে। প্রস্তাবে সেগুলো উল্টো চিহ্নে পড়া হয়।"),
        ("Nobody knows these kinds of row yet: {0}. Say what they mean.", "সারির এই ধরনগুলো এখনও অজানা: {0}। এগুলোর অর্থ জানান।"),
        (
            "No amount has decimals. If the file counts in the smallest unit of {0}, choose whole minor units.",
            "কোনো পরিমাণে দশমিক নেই। ফাইলটি {0}-এর ক্ষুদ্রতম এককে (যেমন পয়সায়) হলে সেটি বেছে নিন।"),
        (
            "The column {0} has refunds above nought. The proposal takes it that the file writes no signs, and that the kind of a row says "
                + "whether money comes or goes.",
            "{0} কলামে রিফান্ড শূন্যের উপরে। প্রস্তাবে ধরা হয়েছে যে ফাইলে চিহ্ন লেখা হয় না, আর সারির ধরনই বলে টাকা আসছে না যাচ্ছে।"),
        (
            "The column {0} seems to hold amounts, but not all of the first rows are amounts of {1}. Check it, and the currency.",
            "{0} কলামে টাকা আছে মনে হয়, কিন্তু প্রথম সারিগুলোর সব {1}-এর পরিমাণ নয়। কলাম ও মুদ্রা দেখে নিন।"),
        (
            "The amounts of the column {0} can be read with the point or with the comma before the decimals. The proposal is the point: "
                + "compare it with a payment that you know.",
            "{0} কলামের পরিমাণে দশমিকের আগে বিন্দু বা কমা, দুভাবেই পড়া যায়। প্রস্তাব বিন্দু: জানা একটি পেমেন্টের সঙ্গে মিলিয়ে দেখুন।"),
        (
            "The column {0} has dates and texts: a spreadsheet has read some of the days in another order. Download the file again.",
            "{0} কলামে তারিখ ও লেখা দুই-ই আছে: স্প্রেডশিট কিছু দিন অন্য ক্রমে পড়েছে। ফাইলটি আবার নামান।"),
        (
            "The column {0} seems to hold dates, but not in one spelling. Write its pattern into the mapping.",
            "{0} কলামে তারিখ আছে মনে হয়, কিন্তু এক ধরনে লেখা নয়। নিচে তারিখের ধরনটি লিখুন।"),
        (
            "The dates of the column {0}, such as {1}, can be read with the day first and with the month first. The proposal is {2}: "
                + "compare it with a payment that you know.",
            "{0} কলামের তারিখ, যেমন {1}, দিন আগে বা মাস আগে, দুভাবেই পড়া যায়। প্রস্তাব {2}: জানা একটি পেমেন্টের সঙ্গে মিলিয়ে দেখুন।"),
        (
            "Payout {0} of {1} has arrived already: the gateway may have paid it twice.",
            "{1}-এর পেআউট {0} আগেই এসেছে: গেটওয়ে হয়তো দুবার দিয়েছে।"),
        (
            "The gateway paid {0} out on {1}, and the bank booked this on {2}.",
            "গেটওয়ে {0} দিয়েছে {1} তারিখে, আর ব্যাংক এটি লিখেছে {2} তারিখে।"),
        (
            "It takes payout {0} back, and no statement has shown that it arrived.",
            "এটি পেআউট {0} ফিরিয়ে নেয়, অথচ কোনো বিবরণীতে সেটি আসতে দেখা যায়নি।"),
        ("It names payout {0} of {1}, and is {2}.", "এতে {1}-এর পেআউট {0}-এর নাম আছে, কিন্তু পরিমাণ {2}।"),
        (
            "A payout of this amount went out on {0}, and this does not name it. If it is that payout, say so.",
            "এই পরিমাণের একটি পেআউট {0} তারিখে গেছে, আর এতে তার নাম নেই। এটিই সেই পেআউট হলে জানান।"),
        ("The bank sent payout {0} back: {1}", "ব্যাংক পেআউট {0} ফেরত দিয়েছে: {1}"),
        (
            "The gateway paid {0} out, and no bank statement shows it yet.",
            "গেটওয়ে {0} দিয়েছে, আর কোনো ব্যাংক বিবরণীতে তা এখনও নেই।"),
    ];

    private static readonly Sentences Read = new(All);

    /// <summary>The sentence in Bangla; null for one that is not among them.</summary>
    public static string? InBangla(string english) => Read.InBangla(english);
}
