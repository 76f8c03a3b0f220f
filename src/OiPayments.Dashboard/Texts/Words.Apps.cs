using OiPayments.Applications;

namespace OiPayments.Dashboard.Texts;

internal sealed partial class Words
{
    public string RegisterApp => Say("Register an app", "অ্যাপ নিবন্ধন করুন");
    public string RegisterMeaning => Say(
        "An app is a program of the company that takes payments. It gets a key for TEST and one for LIVE; its records are seen by no "
            + "other app.",
        "অ্যাপ হলো কোম্পানির একটি প্রোগ্রাম যা পেমেন্ট নেয়। এটি TEST ও LIVE-এর জন্য একটি করে কী পায়; এর তথ্য অন্য কোনো অ্যাপ দেখে না।");
    public string Registered(string name) => Say($"{name} is registered.", $"{name} নিবন্ধিত হয়েছে।");
    public string ShownOnce => Say(
        "These secrets are shown only now. Copy them to where the app’s developers keep secrets.",
        "এই গোপন তথ্যগুলো কেবল এখনই দেখানো হচ্ছে। ডেভেলপাররা যেখানে গোপন তথ্য রাখেন সেখানে কপি করুন।");
    public string CopyAll => Say("Copy all", "সব কপি করুন");
    public string LeaveSecrets => Say("Leave without having kept them?", "না রেখেই চলে যাবেন?");
    public string LeaveSecretsMeaning => Say(
        "What this page shows is shown only now. If you leave, it is gone, and a new one has to be made.",
        "এই পাতায় যা আছে তা কেবল এখনই দেখানো হচ্ছে। চলে গেলে তা আর পাওয়া যাবে না, নতুন করে তৈরি করতে হবে।");
    public string LeaveSecretsButton => Say("Leave, and lose them", "চলে যাব, এগুলো হারাবে");
    public string ChangedByBoth => Say(
        "While you were at it, somebody changed the same as you. Nothing of yours is saved yet: choose for each, then save again.",
        "আপনি বদলানোর সময় অন্য কেউ একই জিনিস বদলেছেন। আপনার কিছুই এখনও সংরক্ষিত হয়নি: প্রতিটির জন্য বেছে নিন, তারপর আবার সংরক্ষণ করুন।");
    public string ChangedByAt(string who, string when) => Say($"changed by {who}, {when}", $"বদলেছেন {who}, {when}");
    public string TakeTheirs(string value) => Say($"Take theirs: {value}", $"তাঁদেরটি নিন: {value}");
    public string KeepMine(string value) => Say($"Keep mine: {value}", $"আমারটি রাখুন: {value}");
    public string Nothing => Say("nothing", "কিছু নেই");
    public string YesOrNo(bool isSo) => isSo ? Say("yes", "হ্যাঁ") : Say("no", "না");
    public string IHaveStored => Say("I have stored them", "আমি সংরক্ষণ করেছি");
    public string NoApps => Say("No apps yet", "এখনও কোনো অ্যাপ নেই");
    public string NoAppsNext => Say(
        "Register the first program that is to take payments. Its developers can begin in TEST at once.",
        "যে প্রোগ্রাম পেমেন্ট নেবে তা নিবন্ধন করুন। ডেভেলপাররা সঙ্গে সঙ্গে TEST-এ শুরু করতে পারবেন।");
    public string Name => Say("Name", "নাম");
    public string NameHint => Say("Customers see it on the checkout page.", "গ্রাহকরা চেকআউট পাতায় এটি দেখেন।");
    public string WebhookUrl => Say("Webhook address", "ওয়েবহুক ঠিকানা");
    public string WebhookUrlHint => Say(
        "https://… Where events are posted. Without one they are kept and wait.",
        "https://… যেখানে ঘটনা পাঠানো হয়। না থাকলে সেগুলো জমা থাকে।");
    public string TestWebhookUrl => Say("Webhook address for TEST", "TEST-এর ওয়েবহুক ঠিকানা");
    public string TestWebhookUrlHint => Say("Only if TEST events go somewhere else.", "TEST ঘটনা অন্য কোথাও গেলে তবেই।");
    public string ReturnUrl => Say("Return address", "ফেরার ঠিকানা");
    public string ReturnUrlHint =>
        Say("Where customers go at the end, unless a payment says otherwise.", "পেমেন্ট অন্য কিছু না বললে শেষে গ্রাহক যেখানে যান।");
    public string Threshold => Say("Refund approval above (BDT)", "এর বেশি ফেরতে অনুমোদন (BDT)");
    public string ThresholdHint => Say(
        "Refunds by operators above this need a second person. Empty: none does.",
        "অপারেটরের ফেরত এর বেশি হলে দ্বিতীয় ব্যক্তি লাগে। খালি: কখনও না।");
    public string SecondThreshold => Say("Two approvals above (BDT)", "এর বেশি ফেরতে দুই অনুমোদন (BDT)");
    public string SecondThresholdHint => Say("Above this, two people beside the one who asked.", "এর বেশি হলে অনুরোধকারী ছাড়াও দুজন।");
    public string MinAmount => Say("Smallest payment (BDT)", "সর্বনিম্ন পেমেন্ট (BDT)");
    public string MaxAmount => Say("Largest payment (BDT)", "সর্বোচ্চ পেমেন্ট (BDT)");
    public string WebhooksEnabled => Say("Post events", "ঘটনা পাঠান");
    public string ReceiptsEnabled => Say("Give customers a public receipt", "গ্রাহককে রসিদ দিন");
    public string MailInvoices => Say("Send each invoice to its customer by e-mail", "প্রতিটি ইনভয়েস গ্রাহককে ই-মেইলে পাঠান");
    public string MailRemindersBefore => Say("Remind by e-mail, days before", "ই-মেইলে মনে করানো, কত দিন আগে");
    public string MailRemindersAfter => Say("Remind by e-mail, days after", "ই-মেইলে মনে করানো, কত দিন পরে");
    public string MailRemindersHint => Say(
        "Of the last day to pay: at most five numbers, such as 1, 7. Empty: not at all.",
        "পরিশোধের শেষ দিনের হিসাবে: সর্বোচ্চ পাঁচটি সংখ্যা, যেমন 1, 7। খালি রাখলে পাঠানো হয় না।");
    public string NotReminderDays => Say(
        "Enter at most five whole numbers from 1 to 90, with commas between.",
        "1 থেকে 90 পর্যন্ত সর্বোচ্চ পাঁচটি পূর্ণ সংখ্যা কমা দিয়ে লিখুন।");
    public string AppTimeZone => Say("Time zone of invoices", "ইনভয়েসের সময় অঞ্চল");
    public string AppTimeZoneHint => Say(
        "Whose midnight ends the last day to pay, such as Asia/Dhaka.", "যে অঞ্চলের মধ্যরাতে পরিশোধের শেষ দিন ফুরায়, যেমন Asia/Dhaka।");
    public string NotATimeZone =>
        Say("Enter a time zone of the IANA list, such as Asia/Dhaka.", "IANA তালিকার সময় অঞ্চল লিখুন, যেমন Asia/Dhaka।");
    public string AcceptRisky => Say("Let payments succeed that the gateway calls risky", "গেটওয়ে ঝুঁকিপূর্ণ বললেও পেমেন্ট সফল হতে দিন");
    public string AutoRefundSurplus =>
        Say("Refund a second payment of the same thing by itself", "একই জিনিসের দ্বিতীয় পেমেন্ট নিজে থেকে ফেরত দিন");
    public string NotAnAmount => Say(
        "Enter an amount such as 1250.50 or 1,250.50, or nothing. Commas stand only between groups.",
        "১২৫০.৫০ বা ১,২৫০.৫০-এর মতো পরিমাণ দিন, অথবা খালি রাখুন। কমা কেবল অঙ্কের ভাগে ভাগে বসে।");
    public string Settings => Say("Settings", "সেটিংস");
    public string Credentials => Say("Credentials", "কী ও গোপন তথ্য");
    public string ModeWord => Say("Mode", "মোড");
    public string LastUsed => Say("Last used", "শেষ ব্যবহার");
    public string Actions => Say("Actions", "কাজ");
    public string InUse => Say("In use", "চালু");
    public string Ending => Say("Ends soon", "শেষ হচ্ছে");
    public string Revoked => Say("Revoked", "বাতিলকৃত");
    public string Revoke => Say("Revoke", "বাতিল করুন");
    public string RevokeButton(string mode) => Say($"Revoke this {mode} key", $"এই {mode} কী বাতিল করুন");
    public string RevokeMeaning(string key) => Say(
        $"Every request with the key {key} is refused from now on, for good. If the app still uses it, its payments stop.",
        $"{key} কী দিয়ে প্রতিটি অনুরোধ এখন থেকে চিরতরে প্রত্যাখ্যাত হবে। অ্যাপ এটি ব্যবহার করলে তার পেমেন্ট বন্ধ হবে।");
    public string RevokedDone =>
        Say("Revoked. It is refused everywhere within a second.", "বাতিল হয়েছে। এক সেকেন্ডের মধ্যে সব জায়গায় প্রত্যাখ্যাত হবে।");
    public string Limits => Say("Limits", "সীমা");
    public string LimitsOf(string key) => Say($"What key {key} may do", $"{key} কী যা করতে পারে");
    public string ReadOnlyKey => Say("It may only read; every write is refused", "কেবল পড়তে পারে; প্রতিটি লেখা প্রত্যাখ্যাত হয়");
    public string AllowedNetworks => Say("Networks it may be used from", "যেসব নেটওয়ার্ক থেকে ব্যবহার করা যায়");
    public string AllowedNetworksHint => Say(
        "One a line, such as 203.0.113.7 or 10.0.0.0/8. Empty: from anywhere.",
        "প্রতি লাইনে একটি, যেমন 203.0.113.7 বা 10.0.0.0/8। খালি: যেকোনো জায়গা থেকে।");
    public string RequestsPerSecond => Say("Requests a second", "প্রতি সেকেন্ডে অনুরোধ");
    public string RequestsPerSecondHint => Say(
        "Of each node, in the long run. Empty: as many as the service’s settings say.", "প্রতি নোডে, গড়ে। খালি: সেবার সেটিংস অনুযায়ী।");
    public string NotAnAddress => Say(
        "Enter a whole address, such as https://shop.example.com/hook.",
        "পুরো ঠিকানা দিন, যেমন https://shop.example.com/hook।");

    public string NotANumber => Say("Enter a whole number, or nothing.", "একটি পূর্ণ সংখ্যা দিন, অথবা খালি রাখুন।");
    public string OnlyReads => Say("only reads", "কেবল পড়ে");
    public string OnlyFrom(string networks) => Say($"only from {networks}", $"কেবল {networks} থেকে");
    public string OnlyPerSecond(int rate) => Say($"{Number(rate)} requests a second", $"প্রতি সেকেন্ডে {Number(rate)}টি অনুরোধ");
    public string Rotate(string mode) => Say($"New {mode} key", $"নতুন {mode} কী");
    public string RotateMeaning(TimeSpan grace) => Say(
        $"A new key and secret are made. The ones in use go on working for {Duration(grace)}, so that the app can change over.",
        $"নতুন কী ও গোপন তথ্য তৈরি হবে। চালু কী আরও {Duration(grace)} কাজ করবে, যাতে অ্যাপ বদলে নিতে পারে।");
    public string RotateSigning => Say("New signing secret", "নতুন স্বাক্ষর-গোপন");
    public string RotateSigningMeaning(TimeSpan grace) => Say(
        $"Webhooks are signed with both secrets for {Duration(grace)}, so that the receiver can change over.",
        $"{Duration(grace)} দুই গোপন তথ্য দিয়েই ওয়েবহুক স্বাক্ষরিত হবে, যাতে গ্রাহক-প্রোগ্রাম বদলে নিতে পারে।");
    public string OldWorksUntil(string time) => Say($"The old one works until {time}.", $"পুরোনোটি {time} পর্যন্ত কাজ করবে।");
    public string DisableApp => Say("Disable the app", "অ্যাপ বন্ধ করুন");
    public string EnableApp => Say("Enable the app", "অ্যাপ চালু করুন");
    public string DisableAppMeaning(string name) =>
        Say(
            $"Every request of {name} is refused until you enable it again, and its customers cannot begin to pay. Money that is on its "
                + "way still counts. Its payments, refunds and books stay.",
            $"আবার চালু না করা পর্যন্ত {name}-এর প্রতিটি অনুরোধ প্রত্যাখ্যাত হবে, আর তার গ্রাহকরা টাকা দেওয়া শুরু করতে পারবেন না। যে "
                + "টাকা আসছে তা গণ্য হবে। পেমেন্ট, ফেরত ও হিসাব থাকবে।");
    public string Stores => Say("Store at the gateway", "গেটওয়ের স্টোর");
    public string StoresMeaning => Say(
        "Where this app’s payments are collected. An app of another legal entity has a store of its own.",
        "এই অ্যাপের পেমেন্ট যেখানে জমা হয়। অন্য প্রতিষ্ঠানের অ্যাপের নিজস্ব স্টোর থাকে।");
    public string Store => Say("Store", "স্টোর");
    public string SetWhen => Say("Set", "নির্ধারিত");
    public string ServicesStore => Say("The service’s store", "সার্ভিসের স্টোর");
    public string SetStore => Say("Use its own", "নিজস্বটি ব্যবহার করুন");
    public string ChangeStore => Say("Change", "বদলান");
    public string RemoveStore => Say("Remove", "সরান");
    public string StoreTitle(string mode) => Say($"{mode} payments in a store of its own", $"নিজস্ব স্টোরে {mode} পেমেন্ট");
    public string StoreMeaning => Say(
        "From the next attempt on, payments are collected there; the gateway is asked first whether it lets the store in. What was begun "
            + "before goes on where it began, refunds included.",
        "পরের চেষ্টা থেকে পেমেন্ট সেখানে জমা হবে; আগে গেটওয়েকে জিজ্ঞাসা করা হয় সে স্টোরটি মানে কি না। আগে যা শুরু হয়েছে তা ফেরতসহ "
            + "যেখানে শুরু সেখানেই চলবে।");
    public string StoreId => Say("Store ID", "স্টোর আইডি");
    public string StorePassword => Say("API password", "এপিআই পাসওয়ার্ড");
    public string StorePasswordHint => Say(
        "Not the merchant panel’s. It is stored encrypted and never shown again.",
        "মার্চেন্ট প্যানেলের পাসওয়ার্ড নয়। এনক্রিপ্ট করে রাখা হয়, আর কখনও দেখানো হয় না।");
    public string UseStore => Say("Use this store", "এই স্টোর ব্যবহার করুন");
    public string StoreSet => Say("The gateway knows the store. New payments go there.", "গেটওয়ে স্টোরটি চেনে। নতুন পেমেন্ট সেখানে যাবে।");
    public string RemoveStoreMeaning(string mode, string store) => Say(
        $"New {mode} payments go to the service’s store again. What was begun in {store} goes on there, refunds included.",
        $"নতুন {mode} পেমেন্ট আবার সার্ভিসের স্টোরে যাবে। {store}-এ যা শুরু হয়েছে তা ফেরতসহ সেখানেই চলবে।");
    public string StoreRemoved =>
        Say("Removed. New payments go to the service’s store.", "সরানো হয়েছে। নতুন পেমেন্ট সার্ভিসের স্টোরে যাবে।");
    public string WebhookHealth => Say("Webhook health", "ওয়েবহুকের অবস্থা");
    public string WebhooksHealthy => Say("Nothing is parked", "কিছু আটকে নেই");
    public string WebhooksParked(long number, bool isExact) =>
        Say($"{Number(number)}{(isExact ? "" : "+")} parked", $"{Number(number)}{(isExact ? "" : "+")}টি আটকে আছে");
    public string ShowThem => Say("Show them", "দেখুন");
    public string AppNumber => Say("Number", "নম্বর");
    public string PageBefore => Say("Page before", "আগের পাতা");

    public string OtherCurrencies => Say("Other currencies", "অন্যান্য মুদ্রা");
    public string OtherCurrenciesMeaning(bool hasLargest) => hasLargest
        ? Say(
            "In a currency that is not here every refund by an operator needs approval, and no payment is taken, because the app has a "
                + "largest payment in BDT.",
            "এখানে নেই এমন মুদ্রায় অপারেটরের প্রতিটি ফেরতে অনুমোদন লাগে, আর কোনো পেমেন্ট নেওয়া হয় না, কারণ অ্যাপটির BDT-তে সর্বোচ্চ "
                + "পেমেন্ট আছে।")
        : Say(
            "In a currency that is not here every refund by an operator needs approval, and payments are limited by the gateway alone.",
            "এখানে নেই এমন মুদ্রায় অপারেটরের প্রতিটি ফেরতে অনুমোদন লাগে, আর পেমেন্টের সীমা কেবল গেটওয়ের।");
    public string NoOtherCurrencies => Say("No limits in another currency yet.", "অন্য কোনো মুদ্রায় এখনও সীমা নেই।");
    public string AddCurrency => Say("Add limits in a currency", "একটি মুদ্রায় সীমা যোগ করুন");
    public string CurrencyWord => Say("Currency", "মুদ্রা");
    public string CurrencyHint => Say("Three capital letters, such as USD.", "তিনটি বড় হাতের অক্ষর, যেমন USD।");
    public string LimitsIn(string currency) => Say($"Limits in {currency}", $"{currency}-তে সীমা");
    public string SmallestPayment => Say("Smallest payment", "সর্বনিম্ন পেমেন্ট");
    public string LargestPayment => Say("Largest payment", "সর্বোচ্চ পেমেন্ট");
    public string ApprovalAbove => Say("Refund approval above", "এর বেশি ফেরতে অনুমোদন");
    public string ApprovalAboveHint =>
        Say("Empty: every refund by an operator needs approval.", "খালি: অপারেটরের প্রতিটি ফেরতে অনুমোদন লাগে।");
    public string TwoApprovalsAbove => Say("Two approvals above", "এর বেশি ফেরতে দুই অনুমোদন");
    public string NotACurrency =>
        Say("Enter a currency such as USD; BDT has its own fields.", "USD-এর মতো একটি মুদ্রা দিন; BDT-র নিজস্ব ঘর আছে।");
    public string RemoveLimits => Say("Remove", "সরান");
    public string RemoveLimitsOf(string currency) => Say($"Remove the limits in {currency}", $"{currency}-র সীমা সরান");
    public string RemoveLimitsMeaning(string currency, bool hasLargest) => hasLargest
        ? Say(
            $"Every refund in {currency} by an operator will need approval, and no payment in {currency} is taken.",
            $"{currency}-তে অপারেটরের প্রতিটি ফেরতে অনুমোদন লাগবে, আর {currency}-তে কোনো পেমেন্ট নেওয়া হবে না।")
        : Say($"Every refund in {currency} by an operator will need approval.", $"{currency}-তে অপারেটরের প্রতিটি ফেরতে অনুমোদন লাগবে।");
    public string Proposed =>
        Say("Nothing is changed yet: another operator has to approve it.", "এখনও কিছু বদলায়নি: আরেকজন অপারেটরকে অনুমোদন দিতে হবে।");
    public string ProposedChanges => Say("Proposed changes", "প্রস্তাবিত পরিবর্তন");
    public string ProposedChangesOfApp(long number) => Say(
        $"{Number(number)} {(number == 1 ? "change waits" : "changes wait")} for a second person.",
        $"{Number(number)}টি পরিবর্তন দ্বিতীয় ব্যক্তির অপেক্ষায়।");
    public string NoProposedChanges => Say("No change waits for anybody", "কোনো পরিবর্তন অপেক্ষায় নেই");
    public string NoProposedChangesNext => Say(
        "A change that weakens a control of an app, such as a higher approval threshold, waits here for another operator.",
        "অ্যাপের কোনো নিয়ন্ত্রণ দুর্বল করে এমন পরিবর্তন, যেমন উঁচু অনুমোদন-সীমা, এখানে আরেকজন অপারেটরের অপেক্ষায় থাকে।");
    public string WouldChange => Say("Would change", "যা বদলাবে");
    public string ProposedBy => Say("Proposed by", "প্রস্তাব করেছেন");
    public string DecidedBy => Say("Decided by", "সিদ্ধান্ত নিয়েছেন");
    public string DecideUntil => Say("Until", "যতক্ষণ");
    public string ApproveChange => Say("Approve", "অনুমোদন দিন");
    public string ApproveChangeMeaning(string app) => Say(
        $"The settings of {app} change at once. They weaken a control: be sure that it is meant.",
        $"{app}-এর সেটিংস সঙ্গে সঙ্গে বদলাবে। এতে একটি নিয়ন্ত্রণ দুর্বল হয়: নিশ্চিত হোন।");
    public string RejectChange => Say("Reject", "প্রত্যাখ্যান করুন");
    public string TakeBackChange => Say("Take back", "ফিরিয়ে নিন");
    public string ChangeApproved => Say("Approved: the settings are changed.", "অনুমোদিত: সেটিংস বদলেছে।");
    public string ChangeRejected => Say("Dropped: the settings stay as they are.", "বাদ দেওয়া হয়েছে: সেটিংস আগের মতোই আছে।");
    public string YouProposedIt =>
        Say("You proposed it; somebody else has to approve it.", "আপনি প্রস্তাব করেছেন; অন্য কাউকে অনুমোদন দিতে হবে।");

    public string Of(SettingChangeStatus status) => status switch
    {
        SettingChangeStatus.Open => Say("Waits", "অপেক্ষায়"),
        SettingChangeStatus.Approved => Say("Approved", "অনুমোদিত"),
        SettingChangeStatus.Rejected => Say("Rejected", "প্রত্যাখ্যাত"),
        SettingChangeStatus.Stale => Say("Out of date", "পুরোনো হয়ে গেছে"),
        SettingChangeStatus.Expired => Say("Expired", "মেয়াদ শেষ"),
    };

    /// <summary>A setting as the form calls it.</summary>
    public string SettingName(string setting) => setting switch
    {
        "name" => Name,
        "status" => Status,
        "webhookUrl" => WebhookUrl,
        "testWebhookUrl" => TestWebhookUrl,
        "webhooksEnabled" => WebhooksEnabled,
        "returnUrl" => ReturnUrl,
        "refundApprovalThresholdMinor" => Threshold,
        "refundSecondApprovalThresholdMinor" => SecondThreshold,
        "receiptsEnabled" => ReceiptsEnabled,
        "mailInvoices" => MailInvoices,
        "mailRemindersBefore" => MailRemindersBefore,
        "mailRemindersAfter" => MailRemindersAfter,
        "timeZone" => AppTimeZone,
        "acceptRiskyPayments" => AcceptRisky,
        "autoRefundSurplus" => AutoRefundSurplus,
        "minAmountMinor" => MinAmount,
        "maxAmountMinor" => MaxAmount,
        "limits" => OtherCurrencies,
        _ => setting,
    };

    public string Of(ApplicationStatus status) => status switch
    {
        ApplicationStatus.Active => Say("Active", "চালু"),
        ApplicationStatus.Disabled => Say("Disabled", "বন্ধ"),
    };
}
