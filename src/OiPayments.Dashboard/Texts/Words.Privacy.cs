using OiPayments.Privacy;

namespace OiPayments.Dashboard.Texts;

internal sealed partial class Words
{
    public string Privacy => Say("Privacy", "গোপনীয়তা");
    public string PrivacyMeaning => Say(
        "When a customer asks what is kept of them, or asks to be erased. An app’s customer is looked for in TEST and LIVE together.",
        "গ্রাহক নিজের রাখা তথ্য জানতে বা মুছে ফেলতে চাইলে। অ্যাপের গ্রাহককে TEST ও LIVE দুটোতেই একসঙ্গে খোঁজা হয়।");
    public string PrivacyNowhere => Say(
        "There is no app whose customers’ data you may manage", "এমন কোনো অ্যাপ নেই যার গ্রাহকের তথ্য আপনি সামলাতে পারেন");
    public string PrivacyNowhereNext => Say(
        "You may manage data of apps that you do not see here. Ask an administrator to let you see apps.",
        "যেসব অ্যাপের তথ্য আপনি সামলাতে পারেন সেগুলো এখানে দেখা যাচ্ছে না। অ্যাপ দেখার অনুমতি একজন প্রশাসকের কাছে চান।");

    public string CustomerNamedBy => Say("What do you know of them?", "গ্রাহকের কী জানেন?");
    public string NamedByHint(string by) => by switch
    {
        NamedCustomer.ByEmail => Say(
            "The whole address. Capital and small letters are the same.", "পুরো ঠিকানা। বড় ও ছোট হাতের অক্ষর একই ধরা হয়।"),
        NamedCustomer.ByPhone => Say(
            "However it is written. It finds payments alone: invoices carry no number.",
            "যেভাবেই লেখা হোক। এতে কেবল পেমেন্ট পাওয়া যায়: ইনভয়েসে নম্বর থাকে না।"),
        _ => Say("As the app spells it, letter by letter.", "অ্যাপ যেভাবে লেখে, হুবহু সেভাবে।"),
    };
    public string NamedBy(string by) => by switch
    {
        NamedCustomer.ByEmail => CustomerEmail,
        NamedCustomer.ByPhone => CustomerPhone,
        _ => CustomerReference,
    };
    public string LookForCustomer => Say("Look what is kept", "কী রাখা আছে দেখুন");
    public string LookAgain => Say("Look again", "আবার দেখুন");

    public string NothingKept => Say("Nothing is kept under this name", "এই নামে কিছু রাখা নেই");
    public string NothingKeptNext => Say(
        "Check the app and every letter. Somebody who was erased is found no more. Ask once for each reference, address and number that "
            + "the customer has used.",
        "অ্যাপ ও প্রতিটি অক্ষর মিলিয়ে দেখুন। যাঁর তথ্য মোছা হয়েছে তাঁকে আর পাওয়া যায় না। গ্রাহক যত রেফারেন্স, ঠিকানা ও নম্বর ব্যবহার "
            + "করেছেন প্রতিটি দিয়ে একবার করে খুঁজুন।");
    public string KeptOf(string customer, string app) => Say($"Kept of {customer} at {app}", $"{app}-এ {customer}-এর যা রাখা আছে");
    public string WhatIsKept => Say("What is kept", "যা রাখা আছে");
    public string HowMany => Say("How many", "কয়টি");
    public string WhatGoes => Say("What an erasure takes of it", "মুছলে এর যা যায়");
    public string Erases(string what) => Say($"Erases: {what}", $"যা মোছে: {what}");
    public string InvoicesOfTheTaxOffice => Say("Issued LIVE invoices", "ইস্যু করা LIVE ইনভয়েস");
    public string NothingOfInvoices => Say("nothing before their day", "নির্ধারিত দিনের আগে কিছুই না");
    public string DownloadCustomer => Say("Download all of it", "সব ডাউনলোড করুন");
    public string DownloadCustomerMeaning => Say(
        "One file (JSON) for the customer, with every record in both modes. The audit log says that you took it, and not whose it is.",
        "গ্রাহকের জন্য একটি ফাইল (JSON), দুই মোডের সব রেকর্ডসহ। আপনি এটি নিয়েছেন তা অডিট লগে থাকে, কার তথ্য তা থাকে না।");

    public string EraseCustomer => Say("Erase this customer", "এই গ্রাহকের তথ্য মুছুন");
    public string EraseMeaning => Say(
        "What the list above says is blanked for good, in TEST and LIVE. Nobody can bring it back.",
        "উপরের তালিকায় যা বলা আছে তা TEST ও LIVE দুটোতেই চিরতরে মুছে যায়। কেউ তা ফেরাতে পারে না।");
    public IReadOnlyList<string> WhatStays =>
    [
        Say(
            "Amounts, states, times and references such as pay_…, the books and the audit log stay: they prove what money moved.",
            "পরিমাণ, অবস্থা, সময়, pay_…-এর মতো রেফারেন্স, হিসাবের খাতা ও অডিট লগ থাকে: কোন টাকা সরেছে তার প্রমাণ।"),
        Say(
            "Backups from before, the gateway, the app and whoever got a mail still have what they have.",
            "আগের ব্যাকআপ, গেটওয়ে, অ্যাপ আর যিনি ইমেইল পেয়েছেন তাঁদের কাছে যা আছে তা থেকে যায়।"),
    ];
    public string InvoicesStay(int count) => Say(
        count == 1
            ? "An issued LIVE invoice is a document of the tax office’s. It stays as it is until its day; then erase again."
            : $"{count} issued LIVE invoices are documents of the tax office’s. They stay as they are until their day; then erase again.",
        $"ইস্যু করা {Number(count)}টি LIVE ইনভয়েস কর অফিসের দলিল। নির্ধারিত দিন পর্যন্ত যেমন আছে তেমনই থাকে; তারপর আবার মুছুন।");
    public string KeptFrom(string day) => Say($"can be erased from {day}", $"{day} থেকে মোছা যাবে");
    public string AndMoreInvoices(int count) => Say($"and {count} more", $"আরও {Number(count)}টি");
    public string OpenFirst => Say(
        "Nothing can be erased yet. This is not settled:", "এখনও কিছু মোছা যাবে না। এগুলোর মীমাংসা বাকি:");
    public string OnlyInvoicesLeft => Say("Nothing else is left to erase.", "আর কিছু মোছার নেই।");

    public string EraseConfirm => Say("Erase for good?", "চিরতরে মুছবেন?");
    public string EraseConfirmMeaning(int count, string app) => Say(
        $"{Records(count)} of a customer of {app} will be erased. This cannot be undone.",
        $"{app}-এর একজন গ্রাহকের {Records(count)} মুছে যাবে। এটি আর ফেরানো যাবে না।");
    public string TypeToErase(string customer) => Say($"Type {customer} to confirm", $"নিশ্চিত করতে {customer} লিখুন");
    public string EraseRecords(int count) => Say($"Erase {Records(count)} for good", $"{Records(count)} চিরতরে মুছুন");
    public string ErasingNow(int count) => Say($"Erasing. {Records(count)} so far…", $"মোছা হচ্ছে। এ পর্যন্ত {Records(count)}…");
    public string ErasedRecords(int count) => Say($"{Records(count)} erased for good.", $"{Records(count)} চিরতরে মোছা হয়েছে।");
    public string ErasedOf(string customer, string app) => Say($"Erased: {customer} at {app}", $"মোছা হয়েছে: {app}-এ {customer}");
    public string ErasedByAnother => Say(
        "Nothing was left to erase: somebody else has just done it.", "মোছার কিছু বাকি ছিল না: অন্য কেউ এইমাত্র মুছেছেন।");
    public string ErasedNext => Say(
        "The customer’s other references, addresses and numbers are not found by this one: look for each of them too. After a restore from "
            + "a backup of before, erase again.",
        "গ্রাহকের অন্য রেফারেন্স, ঠিকানা ও নম্বর এটি দিয়ে পাওয়া যায় না: সেগুলোও একটি একটি করে খুঁজুন। "
            + "আগের ব্যাকআপ ফেরানো হলে আবার মুছুন।");
    public string PartlyErased(int count) => Say(
        $"{Records(count)} were erased before that; erase again for the rest.",
        $"তার আগে {Records(count)} মোছা হয়েছে; বাকিটার জন্য আবার মুছুন।");
    public string LookForAnother => Say("Look for another", "আরেকজনকে খুঁজুন");
    public string PrivacyOfCustomer => Say("Export or erase the customer’s data", "গ্রাহকের তথ্য নিন বা মুছুন");

    /// <summary>What a kind of records is called, and what of it is erased.</summary>
    public (string Name, string Goes) OfRecords(string kind) => kind switch
    {
        "payments" => (Payments, Say(
            "reference, name, e-mail address, telephone number, product, description, return address and metadata",
            "রেফারেন্স, নাম, ইমেইল, ফোন, পণ্য, বিবরণ, ফেরার ঠিকানা ও মেটাডেটা")),
        "paymentAttempts" => (Say("Attempts to pay", "পরিশোধের চেষ্টা"), Say("the address of the gateway’s page", "গেটওয়ের পাতার ঠিকানা")),
        "gatewayCallbacks" => (Callbacks, Say("the text", "লেখা")),
        "refunds" => (Refunds, Say("the reason, notes and why it failed", "কারণ, মন্তব্য ও ব্যর্থতার কারণ")),
        "searchTerms" => (Say("Search terms", "খোঁজার শব্দ"), Say("all of it", "সবটুকু")),
        "invoices" => (Invoices, Say(
            "reference, name, e-mail address, address, BIN and notes", "রেফারেন্স, নাম, ইমেইল, ঠিকানা, বিআইএন ও মন্তব্য")),
        "invoiceLines" => (Say("Lines of invoices", "ইনভয়েসের সারি"), Say("the description", "বিবরণ")),
        "creditNotes" => (CreditNotes, Say("the reason and the descriptions", "কারণ ও বিবরণ")),
        "webhookAttempts" => (Say("Tries to send an event", "ইভেন্ট পাঠানোর চেষ্টা"), Say("all of it", "সবটুকু")),
        "events" => (Say("Events", "ইভেন্ট"), Say("the body; it is not sent any more", "মূল লেখা; এটি আর পাঠানো হয় না")),
        PersonalData.KeptAnswersKind => (Say("Kept answers of the API", "এপিআই-এর রাখা উত্তর"), Say("the same fields", "একই তথ্য")),
        _ => (kind, ""),
    };

    /// <summary>What is not settled, and what to do about it. The service says the latter in English.</summary>
    public (string Name, string ToDo) Of(OpenBusinessDto open)
    {
        var (name, bangla) = open.Kind switch
        {
            "payments" => (Say("Payments that have not ended", "শেষ না হওয়া পেমেন্ট"),
                "শেষ হওয়া ও গেটওয়েকে শেষবার জিজ্ঞেস করা পর্যন্ত অপেক্ষা করুন, সর্বোচ্চ দুই দিন।"),
            "heldPayments" => (Say("Held payments", "আটকে রাখা পেমেন্ট"), "প্রতিটি ছেড়ে দিন, অথবা টাকা ফেরত দিন।"),
            "suspendedMoney" => (Say("Money that does not count", "গণনার বাইরে থাকা টাকা"),
                "যে টাকা এসেছে কিন্তু গোনা হয় না তা ফেরত দিন।"),
            "refunds" => (Say("Open refunds", "চলমান রিফান্ড"),
                "প্রতিটি অনুমোদন, প্রত্যাখ্যান বা মীমাংসা করুন, অথবা গেটওয়ে কী হলো তা জানানো পর্যন্ত অপেক্ষা করুন।"),
            "drafts" => (Say("Drafts of invoices", "ইনভয়েসের খসড়া"), "প্রতিটি খসড়া মুছুন, অথবা ইস্যু করুন।"),
            "invoices" => (Say("Unpaid invoices", "অপরিশোধিত ইনভয়েস"),
                "প্রতিটি বাতিল করুন বা ক্রেডিট নোট দিন, অথবা পরিশোধ হওয়া পর্যন্ত অপেক্ষা করুন।"),
            "mails" => (Say("Mails to be sent", "পাঠানো বাকি ইমেইল"), "পাঠানো বা ব্যর্থ হওয়া পর্যন্ত অপেক্ষা করুন।"),
            "events" => (Say("Events that are tried again", "আবার পাঠানোর অপেক্ষায় থাকা ইভেন্ট"),
                "পৌঁছানো বা সব চেষ্টা শেষ হওয়া পর্যন্ত অপেক্ষা করুন, সর্বোচ্চ পাঁচ দিন।"),
            _ => (open.Kind, open.WhatToDo),
        };
        return (name, Say(open.WhatToDo, bangla));
    }

    private string Records(int count) => Say(count == 1 ? "1 record" : $"{Number(count)} records", $"{Number(count)}টি রেকর্ড");
}
