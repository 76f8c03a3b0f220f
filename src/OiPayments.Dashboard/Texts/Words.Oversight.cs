using OiPayments.Ledger;

namespace OiPayments.Dashboard.Texts;

internal sealed partial class Words
{
    public string Who => Say("Who", "কে");
    public string Action => Say("Action", "কাজ");
    public string Target => Say("On what", "কীসের উপর");
    public string At => Say("When", "কখন");
    public string Before => Say("Before", "আগে");
    public string AfterWord => Say("After", "পরে");
    public string NoAudit => Say("Nothing has been written down yet", "এখনও কিছু লেখা হয়নি");
    public string NoAuditNext => Say(
        "Every sign-in, and everything that changes money, keys or rights, leaves a line here that nobody can change.",
        "প্রতিটি সাইন ইন, এবং টাকা, কী বা অধিকার বদলায় এমন সব কিছুর একটি লাইন এখানে থাকে যা কেউ বদলাতে পারে না।");
    public string InviteUser => Say("Invite somebody", "কাউকে আমন্ত্রণ জানান");
    public string Roles_ => Say("Roles", "ভূমিকা");
    public string Enabled => Say("Can sign in", "সাইন ইন করতে পারে");
    public string Disabled => Say("Disabled", "বন্ধ");
    public string Disable => Say("Disable", "বন্ধ করুন");
    public string Enable => Say("Enable", "চালু করুন");
    public string DisableUserMeaning(string name) => Say(
        $"{name} is signed out everywhere at once and cannot sign in. What they did stays in the books.",
        $"{name} সঙ্গে সঙ্গে সব জায়গা থেকে সাইন আউট হবেন এবং সাইন ইন করতে পারবেন না। যা করেছেন তা হিসাবে থাকবে।");
    public string DisableUser(string name) => Say($"Disable {name}", $"{name}-কে বন্ধ করুন");
    public string ResetPassword => Say("Reset password", "পাসওয়ার্ড নতুন করুন");
    public string ResetPasswordMeaning(string name) => Say(
        $"{name} is signed out everywhere at once, and their password stops working. You get a temporary one that works for 24 hours.",
        $"{name} সঙ্গে সঙ্গে সব জায়গা থেকে সাইন আউট হবেন এবং তাঁর পাসওয়ার্ড আর কাজ করবে না। আপনি একটি সাময়িক পাসওয়ার্ড পাবেন যা ২৪ "
            + "ঘণ্টা কাজ করে।");
    public string ResetPasswordOf(string name) => Say($"Reset the password of {name}", $"{name}-এর পাসওয়ার্ড নতুন করুন");
    public string TakeFactors => Say("Take away second factors", "দ্বিতীয় প্রমাণ সরিয়ে দিন");
    public string TakeFactorsMeaning(string name) => Say(
        $"For somebody who lost them: the authenticator app, passkeys and recovery codes of {name} stop working. Be sure that it is "
            + "they who ask.",
        $"যিনি হারিয়েছেন তাঁর জন্য: {name}-এর অথেনটিকেটর অ্যাপ, পাসকি ও পুনরুদ্ধার কোড আর কাজ করবে না। নিশ্চিত হোন যে তিনিই চাইছেন।");
    public string TakeFactorsOf(string name) => Say($"Take away those of {name}", $"{name}-এরগুলো সরিয়ে দিন");
    public string FactorsTaken => Say("Taken away.", "সরিয়ে দেওয়া হয়েছে।");
    public string EditRole => Say("Edit", "সম্পাদনা করুন");
    public string EditRoleTitle(string name) => Say($"Edit {name}", $"{name} সম্পাদনা");
    public string EditRoleMeaning => Say(
        "Everybody who has this role may do from the next moment on what you choose here, and nothing else.",
        "যাঁদের এই ভূমিকা আছে, তাঁরা পরমুহূর্ত থেকে এখানে বেছে নেওয়া কাজই পারবেন, আর কিছু নয়।");
    public string ChangeRoles => Say("Change roles", "ভূমিকা বদলান");
    public string Everywhere => Say("for all apps", "সব অ্যাপের জন্য");
    public string TemporaryPassword => Say("Temporary password", "সাময়িক পাসওয়ার্ড");
    public string TemporaryPasswordAdvice => Say(
        "This password is shown only now. Give it to them in person or over the phone, not by e-mail. It works for 24 hours, and opens "
            + "nothing but the page where they choose their own.",
        "এই পাসওয়ার্ড কেবল এখনই দেখানো হচ্ছে। সামনাসামনি বা ফোনে দিন, ইমেইলে নয়। এটি ২৪ ঘণ্টা কাজ করে, আর কেবল নিজের পাসওয়ার্ড বেছে "
            + "নেওয়ার পাতাটি খোলে।");
    public string IHavePassedItOn => Say("I have passed it on, or noted it", "আমি এটি জানিয়েছি বা লিখে রেখেছি");
    public string RoleNone => Say("No role yet", "এখনও ভূমিকা নেই");
    public string NewRole => Say("Make a role", "ভূমিকা তৈরি করুন");
    public string BuiltIn => Say("Comes with the service", "সেবার সঙ্গে আসে");
    public string OwnRole => Say("Made here", "এখানে তৈরি");
    public string NeedsFactor => Say("Asks for a second factor", "দ্বিতীয় প্রমাণ লাগে");
    public string AllPermissions => Say("Everything, everywhere", "সবকিছু, সবখানে");
    public string Allows => Say("Allows", "অনুমতি দেয়");
    public string DeleteRole(string name) => Say($"Delete {name}", $"{name} মুছুন");
    public string DeleteRoleMeaning => Say("Only a role that nobody has can be deleted.", "কারও নেই এমন ভূমিকাই কেবল মোছা যায়।");
    public string AccountWord => Say("Account", "হিসাব");
    public string Debit => Say("Debit", "ডেবিট");
    public string Credit => Say("Credit", "ক্রেডিট");
    public string Balance => Say("Balance", "ব্যালেন্স");
    public string TrialBalance => Say("Trial balance", "রেওয়ামিল");
    public string Balanced => Say("Both sides are equal", "দুই পাশ সমান");
    public string NotBalanced => Say("The sides differ: tell support at once", "দুই পাশ মেলে না: এখনই সহায়তাকে জানান");
    public string Statement => Say("Statement", "বিবরণী");
    public string Opening => Say("Before", "শুরুতে");
    public string Journal => Say("Journal", "জাবেদা");
    public string Cause => Say("Cause", "কারণ");
    public string Kind => Say("Kind", "ধরন");
    public string OtherSide => Say("Other side", "অপর পাশ");
    public string ChooseApp => Say("Choose an app", "একটি অ্যাপ বেছে নিন");
    public string ChooseAppNext => Say("Each app has books of its own, in each mode.", "প্রতিটি অ্যাপের প্রতি মোডে নিজস্ব হিসাব আছে।");
    public string NoEntries => Say("No entries in this time", "এই সময়ে কোনো ভুক্তি নেই");
    public string NoEntriesNext =>
        Say("Money that is captured, refunded or held is booked here by itself.", "প্রাপ্ত, ফেরত বা আটকানো টাকা এখানে নিজে থেকে লেখা হয়।");
    public string AddRole => Say("Add a role", "ভূমিকা যোগ করুন");

    public string Of(Account account) => account switch
    {
        Account.GatewayClearing => Say("Gateway clearing", "গেটওয়ে ক্লিয়ারিং"),
        Account.ApplicationPayable => Say("Payable to the app", "অ্যাপের প্রাপ্য"),
        Account.GatewayFees => Say("Gateway fees", "গেটওয়ে ফি"),
        Account.RefundsInTransit => Say("Refunds on their way", "চলমান রিফান্ড"),
        Account.Bank => Say("Bank", "ব্যাংক"),
        Account.BankInTransit => Say("On its way to the bank", "ব্যাংকের পথে"),
        Account.Suspense => Say("Suspense", "স্থগিত"),
        Account.InvoiceReceivable => Say("Owed on invoices", "ইনভয়েসে পাওনা"),
        Account.Invoiced => Say("Invoiced", "ইনভয়েস করা"),
        Account.TaxWithheld => Say("Withheld by customers", "গ্রাহকের কাটা কর"),
        _ => WireNames<Account>.Of(account),
    };
}
