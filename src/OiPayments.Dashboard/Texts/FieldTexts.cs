namespace OiPayments.Dashboard.Texts;

/// <summary>
/// What can be wrong with a field of a form, in Bangla. The service says it in English, by the field; what stands in braces is part of the
/// one sentence and is put into the other.
/// </summary>
internal static class FieldTexts
{
    /// <summary>The sentences in both languages. In both, <c>{0}</c> is the same thing.</summary>
    public static readonly IReadOnlyList<(string English, string Bangla)> All =
    [
        ("Is required.", "এটি দিতে হবে।"),
        ("Must not be blank.", "ফাঁকা রাখা যাবে না।"),
        ("Has at most {0} characters.", "সর্বোচ্চ {0}টি অক্ষর।"),
        ("Needs at least {0} characters.", "অন্তত {0}টি অক্ষর লাগবে।"),
        ("Must not hold control characters.", "অদৃশ্য নিয়ন্ত্রণ-অক্ষর থাকতে পারবে না।"),
        ("A key has 1 to {0} characters.", "নামে ১ থেকে {0}টি অক্ষর থাকে।"),
        ("Holds at most {0} keys.", "সর্বোচ্চ {0}টি নাম।"),
        ("Must be an e-mail address, such as name@example.com.", "ই-মেইল ঠিকানা লিখুন, যেমন name@example.com।"),
        ("Must be an e-mail address.", "ই-মেইল ঠিকানা লিখুন।"),
        ("This stands where a reference was erased.", "রেফারেন্স মুছে ফেলা হলে এটি সেখানে থাকে।"),
        (
            "Must be a telephone number, such as 01711-000000 or +880 1711 000000, without an extension.",
            "একটি ফোন নম্বর লিখুন, যেমন 01711-000000 বা +880 1711 000000, এক্সটেনশন ছাড়া।"),
        (
            "Send exactly one of customerReference, customerEmail and customerPhone.",
            "গ্রাহকের রেফারেন্স, ই-মেইল ও ফোনের ঠিক একটি দিন।"),
        ("Must be 9 or 13 digits.", "৯ বা ১৩টি অঙ্ক লিখুন।"),
        ("Must be from {0} to {1}.", "{0} থেকে {1}-এর মধ্যে হতে হবে।"),
        (
            "Must be an absolute https:// URL without a user name, or http:// on localhost.",
            "https:// দিয়ে শুরু পুরো ঠিকানা লিখুন, ব্যবহারকারীর নাম ছাড়া; localhost হলে http:// চলবে।"),
        ("Must be a time zone of the IANA list, such as {0}.", "IANA তালিকার একটি সময়-অঞ্চল লিখুন, যেমন {0}।"),
        (
            "This server has no time-zone data, so it knows Asia/Dhaka and UTC only; install the package tzdata.",
            "এই সার্ভারে সময়-অঞ্চলের তথ্য নেই, তাই কেবল Asia/Dhaka ও UTC চেনে; tzdata প্যাকেজটি বসান।"),
        (
            "Needs a refundApprovalThresholdMinor that is not above it.",
            "এর জন্য প্রথম অনুমোদনের সীমা লাগবে, যা এর চেয়ে বেশি নয়।"),
        ("Must not be below minAmountMinor.", "সর্বনিম্ন পরিমাণের চেয়ে কম হতে পারবে না।"),
        ("Names at least one network; send null to allow all.", "অন্তত একটি নেটওয়ার্ক লিখুন; ফাঁকা রাখলে সব চলবে।"),
        ("Holds at most {0} entries.", "সর্বোচ্চ {0}টি।"),
        (
            "Must be an address or a network without bits beyond its prefix, such as 203.0.113.7, 10.0.0.0/8 or 2001:db8::/32.",
            "একটি ঠিকানা বা নেটওয়ার্ক লিখুন, যেমন 203.0.113.7, 10.0.0.0/8 বা 2001:db8::/32।"),
        ("Must be a list of at most {0} objects.", "সর্বোচ্চ {0}টি।"),
        ("{0} is named twice.", "{0} দুবার লেখা হয়েছে।"),
        ("Must be a currency of ISO 4217 in capitals, such as BDT.", "মুদ্রার তিনটি বড় হাতের অক্ষর লিখুন, যেমন BDT।"),
        ("Must be a currency of ISO 4217 in capitals, such as USD.", "মুদ্রার তিনটি বড় হাতের অক্ষর লিখুন, যেমন USD।"),
        (
            "BDT's limits are minAmountMinor, maxAmountMinor and the thresholds beside limits.",
            "BDT-এর সীমা এখানে নয়, অ্যাপের নিজের সীমার ঘরগুলোতে লিখুন।"),
        ("An application has limits in at most {0} currencies.", "একটি অ্যাপের সীমা সর্বোচ্চ {0}টি মুদ্রায় থাকে।"),
        ("Holds at most {0} numbers of days.", "সর্বোচ্চ {0}টি দিনসংখ্যা।"),
        ("Must be visible ASCII characters, without spaces.", "কেবল ইংরেজি অক্ষর, অঙ্ক ও চিহ্ন; ফাঁকা জায়গা নয়।"),
        ("{0} does not let this store in. {1}", "{0} এই স্টোরটিকে ঢুকতে দিচ্ছে না। ({1})"),
        ("Come to nothing: there is nothing to pay.", "সব মিলে শূন্য: পরিশোধের কিছু নেই।"),
        ("Come to nothing: there is nothing to take back.", "সব মিলে শূন্য: ফেরত নেওয়ার কিছু নেই।"),
        ("Is past: today is {0} in {1}.", "দিনটি পেরিয়ে গেছে: {1}-এ আজ {0}।"),
        ("Is in the future: today is {0}.", "দিনটি এখনও আসেনি: আজ {0}।"),
        ("Is before the application was made, on {0}.", "তখনও অ্যাপটি তৈরি হয়নি: তৈরি হয়েছে {0} তারিখে।"),
        (
            "Has at least {0} characters: say why, for whoever reads it in a year.",
            "অন্তত {0}টি অক্ষর: এক বছর পরে যিনি পড়বেন, তাঁর জন্য কারণটি লিখুন।"),
        ("Is left out with reverses: it is that journal's.", "বাতিলের জাবেদায় মুদ্রা দিতে হয় না: আগের জাবেদার মুদ্রাই থাকে।"),
        (
            "Is left out with reverses: they are that journal's, sides swapped.",
            "বাতিলের জাবেদায় সারি দিতে হয় না: আগের জাবেদার সারিই উল্টো দিকে বসে।"),
        ("Must be a month such as 2026-08.", "একটি মাস দিন, যেমন 2026-08।"),
        ("Must be a list of 1 to {0} transfers.", "১ থেকে {0}টি সারি দিন।"),
        ("Must come to at most {0} minor units together.", "সব মিলে সর্বোচ্চ {0} ক্ষুদ্রতম একক।"),
        ("Must be another account than the one that is debited.", "ডেবিটের হিসাব থেকে আলাদা একটি হিসাব দিন।"),
        (
            "{0} follows invoices, and no manual journal moves it: change the invoice instead. Must be one of {1}.",
            "{0} ইনভয়েসের সঙ্গে চলে, হাতে লেখা জাবেদায় বদলায় না: ইনভয়েসটিই বদলান। এগুলোর একটি দিন: {1}।"),
        ("Send either lines or amountMinor.", "হয় সারি, নয় পরিমাণ দিন; দুটো একসঙ্গে নয়।"),
        ("Must hold 1 to {0} lines.", "১ থেকে {0}টি সারি থাকতে হবে।"),
        (
            "Take back {0} and {1} tax at {2}; of what was invoiced at that rate {3} and {4} tax are left. Send amountMinor to take back a "
                + "rest.",
            "{2} হারে {0} ও কর {1} ফেরত নিচ্ছেন; সেই হারে বাকি আছে {3} ও কর {4}। বাকিটুকু নিতে কেবল পরিমাণ দিন।"),
        (
            "Must be more than 0 and at most 1000000000, with at most three decimals.",
            "০-র বেশি, সর্বোচ্চ ১০০০০০০০০০, দশমিকের পর সর্বোচ্চ তিন ঘর।"),
        ("Must add up to the total, {0} minor units.", "সব মিলে মোটের সমান হতে হবে ({0} পয়সা বা ক্ষুদ্রতম এককে)।"),
        ("Holds at most {0} instalments.", "সর্বোচ্চ {0}টি কিস্তি।"),
        ("Must not be before the one before.", "আগের কিস্তির দিনের আগে হতে পারবে না।"),
        ("Must be that of the last instalment, or be left out.", "শেষ কিস্তির দিন দিন, অথবা ফাঁকা রাখুন।"),
        ("Comes to more than {0} minor units.", "হিসাবের সীমার চেয়ে বেশি হয় ({0} ক্ষুদ্রতম একক)।"),
        ("Is more than the line comes to.", "সারির মোটের চেয়ে বেশি।"),
        ("Is more than the lines come to.", "সারিগুলোর মোটের চেয়ে বেশি।"),
        ("Must be a colour such as #0a7d4f.", "একটি রং লিখুন, যেমন #0a7d4f।"),
        ("Is needed for the layout MUSHAK63.", "মূসক ৬.৩ ছাঁচের জন্য এটি লাগবে।"),
        (
            "Must differ from numberPattern in what stands around {seq}, at any time.",
            "{seq}-এর চারপাশে যা আছে তা সব সময় ইনভয়েসের নম্বরের ধরন থেকে আলাদা হতে হবে।"),
        ("Must hold {seq} once: the running number, such as {seq:6}.", "{seq} একবার থাকতে হবে: ক্রমিক নম্বর, যেমন {seq:6}।"),
        (
            "Must have no digit beside {seq}, but such as -: 12 and 3 would read as 1 and 23.",
            "{seq}-এর পাশে অঙ্ক নয়, - এর মতো চিহ্ন দিন: নইলে ১২ ও ৩ পড়া যাবে ১ ও ২৩।"),
        (
            "Holds letters from A to Z, digits, spaces, and - / . _ beside the parts in braces.",
            "বন্ধনীর বাইরে কেবল A থেকে Z অক্ষর, অঙ্ক, ফাঁকা জায়গা ও - / . _ থাকতে পারে।"),
        ("Has a { without its }.", "একটি { আছে, তার } নেই।"),
        (
            "Knows {yyyy}, {yy}, {mm}, {fy}, {seq} and {seq:1} to {seq:{0}}, not {1}.",
            "{yyyy}, {yy}, {mm}, {fy}, {seq} ও {seq:1} থেকে {seq:{0}} চেনে, {1} নয়।"),
        ("The address answered {0}. Give the one that the picture itself has.", "ঠিকানাটি {0} উত্তর দিয়েছে। ছবির নিজের ঠিকানা দিন।"),
        ("The picture was not there within {0} seconds.", "{0} সেকেন্ডে ছবিটি আসেনি।"),
        ("The host {0} is not at a public address.", "{0} উন্মুক্ত ইন্টারনেটের ঠিকানায় নেই।"),
        ("Could not connect: {0}.", "সংযোগ করা যায়নি: {0}।"),
        ("The picture could not be fetched.", "ছবিটি আনা যায়নি।"),
        ("A logo has at most {0} kB; this one has more.", "লোগো সর্বোচ্চ {0} kB; এটি তার বেশি।"),
        ("A logo has at most {0} kB; this one has {1} kB.", "লোগো সর্বোচ্চ {0} kB; এটি {1} kB।"),
        ("A logo is a PNG or a JPEG. This file is neither.", "লোগো PNG বা JPEG হয়। এই ফাইল কোনোটিই নয়।"),
        (
            "A logo has at most {0} million pixels; this one has {1} × {2}.",
            "লোগো সর্বোচ্চ {0} মিলিয়ন পিক্সেল; এটি {1} × {2}।"),
        (
            "The picture is damaged: it cannot be decoded to its end. Save it again and try once more.",
            "ছবিটি নষ্ট: শেষ পর্যন্ত পড়া যায় না। আবার সংরক্ষণ করে চেষ্টা করুন।"),
        ("Is the same as roles; send one of the two.", "ভূমিকা দুবার পাঠানো হয়েছে; একটি দিন।"),
        (
            "Is required; an empty list gives no role, and takes those there are.",
            "ভূমিকার তালিকা দিতে হবে; ফাঁকা তালিকায় কোনো ভূমিকা থাকে না।"),
        ("Holds at most {0} roles.", "সর্বোচ্চ {0}টি ভূমিকা।"),
        ("Names at least one permission.", "অন্তত একটি অনুমতি দিন।"),
        ("Must be one of {0}.", "এর একটি হতে হবে: {0}।"),
        ("There is no such role.", "এমন কোনো ভূমিকা নেই।"),
        ("A Super Admin is one everywhere; leave it out.", "Super Admin সব অ্যাপে Super Admin; অ্যাপ বেছে দেবেন না।"),
        ("Must be SUCCEEDED or FAILED.", "কী হয়েছে তা বেছে নিন।"),
        ("Send either status or gatewayRefundId.", "হয় কী হয়েছে, নয় গেটওয়ের নম্বর দিন; দুটো একসঙ্গে নয়।"),
        (
            "Must be an id as the gateway's merchant panel shows it.", "গেটওয়ের মার্চেন্ট প্যানেলে যেমন দেখায় তেমন নম্বর লিখুন।"),
        ("Must differ from the current one.", "এখনকারটির চেয়ে আলাদা হতে হবে।"),
        ("Must not be the e-mail address.", "ই-মেইল ঠিকানা হতে পারবে না।"),
        (
            "Is one of the passwords that everybody tries first; choose another.",
            "এটি সবাই প্রথমে চেষ্টা করে এমন একটি পাসওয়ার্ড; অন্যটি বেছে নিন।"),
        (
            "Is not what the app shows now; check the clock of its device.",
            "অ্যাপে এখন যা দেখায় তা নয়; সেই যন্ত্রের ঘড়ি মিলিয়ে দেখুন।"),
        ("Must be INVOICE or REMINDER.", "ইনভয়েস বা মনে করিয়ে দেওয়া বেছে নিন।"),

        ("Must hold a column at least.", "অন্তত একটি কলাম লাগবে।"),
        ("Holds at most {0} columns.", "সর্বোচ্চ {0}টি কলাম।"),
        (
            "{0} stands there twice: a file has one column of each.",
            "{0} দুই কলামে বেছেছেন: একটি ফাইলে এর একটিই কলাম থাকে।"),
        ("{0} stands there twice.", "{0} দুবার আছে।"),
        ("Must be one character, such as , or ; or a tab.", "একটি চিহ্ন দিন, যেমন , বা ; বা ট্যাব।"),
        (
            "One of them must be TRANSACTION_ID, VALIDATION_ID or BANK_TRANSACTION_ID: rows are matched by ids alone.",
            "একটি কলাম TRANSACTION_ID, VALIDATION_ID বা BANK_TRANSACTION_ID হতে হবে: সারি কেবল আইডি দিয়ে মেলানো হয়।"),
        ("DEBIT and CREDIT go together.", "DEBIT ও CREDIT একসঙ্গে থাকতে হবে।"),
        ("DEBIT and CREDIT are there instead of NET.", "NET-এর বদলে DEBIT ও CREDIT আছে; দুটো একসঙ্গে নয়।"),
        (
            "One of them must be GROSS or NET, or DEBIT and CREDIT.",
            "একটি কলাম GROSS বা NET হতে হবে, অথবা DEBIT ও CREDIT।"),
        (
            "Without a column KIND nothing says whether money comes or goes.",
            "KIND কলাম না থাকলে টাকা আসছে না যাচ্ছে তা কিছুই বলে না।"),
        ("Words of kinds are of use only with a column KIND.", "KIND কলাম থাকলেই কেবল ধরনের শব্দ কাজে লাগে।"),
        ("Holds at most {0} words.", "সর্বোচ্চ {0}টি শব্দ।"),
        ("Holds a word that is too long.", "একটি শব্দ খুব লম্বা।"),
        ("Must be a day such as 2026-12-16.", "2026-12-16-এর মতো একটি তারিখ লিখুন।"),
        ("Holds at most {0} days.", "সর্বোচ্চ {0}টি দিন।"),
        ("Is in the future.", "দিনটি এখনও আসেনি।"),
        ("Is required: a day such as 2026-08-24.", "একটি দিন দিতে হবে, যেমন 2026-08-24।"),
        (
            "A PDF holds at most {0} entries, and these are {1}: take a shorter time, or csv.",
            "একটি PDF-এ সর্বোচ্চ {0}টি ভুক্তি থাকে, এখানে আছে {1}টি: আরও কম সময় বেছে নিন, অথবা CSV নিন।"),
        ("Is required: a month such as 2026-08.", "একটি মাস দিতে হবে, যেমন 2026-08।"),

        ("One of them must be BOOKED_ON: the day of the line.", "একটি কলাম BOOKED_ON হতে হবে: লাইনের দিন।"),
        (
            "One of them must be AMOUNT, or DEBIT and CREDIT instead.",
            "একটি কলাম AMOUNT হতে হবে, না হলে DEBIT আর CREDIT দুটিই।"),
        (
            "Is empty. Nothing was kept; download it again from the bank.",
            "ফাইলটি খালি। কিছুই রাখা হয়নি; ব্যাংক থেকে আবার নামিয়ে নিন।"),
        ("No other result of this mode has this number.", "এই মোডে এই নম্বরের অন্য কোনো ফলাফল নেই।"),
        ("No payout to this account's owner has this number.", "এই হিসাবের মালিকের এই নম্বরের কোনো পেআউট নেই।"),
        ("Must be from 0 to {0}.", "০ থেকে {0}-এর মধ্যে হতে হবে।"),
        (
            "The account holds {0}. An account of another currency is another account: give it another name.",
            "হিসাবটি {0}-এর। অন্য মুদ্রার হিসাব আরেকটি হিসাব: অন্য নাম দিন।"),

        // Last, as it could be the beginning of others.
        ("Must be {0}.", "{0} হতে হবে।"),
    ];

    private static readonly Sentences Read = new(All);

    /// <summary>The sentence in Bangla; null for one that no form can cause.</summary>
    public static string? InBangla(string english) => Read.InBangla(english);
}
