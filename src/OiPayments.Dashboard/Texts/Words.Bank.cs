using OiPayments.Reconciliation.Agreements;
using OiPayments.Reconciliation.Banks;
using OiPayments.Statements;

namespace OiPayments.Dashboard.Texts;

internal sealed partial class Words
{
    public string Bank => Say("Bank", "ব্যাংক");
    public string BankAccounts => Say("Accounts", "হিসাব");
    public string BankAccount => Say("Account", "হিসাব");
    public string AddBankAccount => Say("Add an account", "হিসাব যোগ করুন");
    public string ChangeBankAccount(string name) => Say($"Change {name}", $"{name} বদলান");
    public string NoBankAccounts => Say("No bank account yet", "এখনও কোনো ব্যাংক হিসাব নেই");
    public string NoBankAccountsNext => Say(
        "Add the account that the gateway pays out to. Then upload its statements: each payout that the bank shows is booked.",
        "গেটওয়ে যে হিসাবে টাকা দেয় তা যোগ করুন। তারপর তার বিবরণী আপলোড করুন: ব্যাংক যে পেআউট দেখায় তা হিসাবে লেখা হয়।");
    public string BankAccountName => Say("What you call it", "আপনারা যে নামে ডাকেন");
    public string BankAccountNumber => Say("Number", "নম্বর");
    public string BankAccountNumberHint => Say(
        "As the bank writes it in its files. Files of other accounts are then refused.",
        "ব্যাংক তার ফাইলে যেভাবে লেখে। তাহলে অন্য হিসাবের ফাইল নেওয়া হবে না।");
    public string ArrivalDays => Say("Working days until a payout arrives", "কত কার্যদিবসে পেআউট আসে");
    public string ArrivalDaysHint => Say(
        "Fridays and Saturdays are none. What comes later is shown as late.", "শুক্র ও শনিবার বাদে। এর পরে এলে দেরি হিসেবে দেখানো হয়।");
    public string ReadUntil(string day, string balance) => Say($"Read until {day}: {balance}", $"{day} পর্যন্ত পড়া: {balance}");
    public string NothingReadYet => Say("Nothing read yet", "এখনও কিছু পড়া হয়নি");

    public string UploadBankFile => Say("Upload a statement", "বিবরণী আপলোড করুন");
    public string UploadBankFileMeaning => Say(
        "MT940, camt.053, or a table as CSV or XLSX. A line that names a payout and has its amount says that it arrived, or came back. All "
            + "lines count together, or none.",
        "MT940, camt.053, অথবা CSV বা XLSX ছক। যে লাইনে পেআউটের নাম আর পরিমাণ আছে তা বলে সেটি এসেছে, না ফেরত গেছে। সব লাইন একসঙ্গে হিসাবে "
            + "আসে, না হলে একটিও নয়।");
    public string BankFileHint(int megabytes) => Say($"At most {megabytes} MB.", $"সর্বোচ্চ {Number(megabytes)} MB।");
    public string BankFileTooLarge(int megabytes) => Say(
        $"A bank statement has at most {megabytes} MB. Nothing was kept; ask the bank for shorter periods.",
        $"ব্যাংক বিবরণী সর্বোচ্চ {Number(megabytes)} MB। কিছু রাখা হয়নি; ব্যাংকের কাছে ছোট সময়ের বিবরণী চান।");
    public string TryBankFirst => Say("Try it out first: no line counts", "আগে যাচাই: কোনো লাইন হিসাবে আসবে না");
    public string BankFileTried => Say("Tried out: nothing is saved", "যাচাই করা: কিছু সংরক্ষিত হয়নি");
    public string BankFileRead => Say("The statement is read", "বিবরণীটি পড়া হয়েছে");
    public string BankLines(int lines, int known) => known == 0
        ? Say($"{Number(lines)} lines", $"{Number(lines)}টি লাইন")
        : Say(
            $"{Number(lines)} lines, {Number(known)} of them known before", $"{Number(lines)}টি লাইন, {Number(known)}টি আগেই জানা ছিল");
    public string AboutPayouts => Say("About payouts", "পেআউট নিয়ে");
    public string ToLookAt => Say("To look at", "দেখা দরকার");
    public string HowBankTableIsRead => Say("How the tables of this account are read", "এই হিসাবের ছক যেভাবে পড়া হয়");
    public string SaveReading => Say("Save, and try it out with it", "সংরক্ষণ করে এই নিয়মে যাচাই করুন");
    public string BankLinesTitle => Say("Lines", "লাইন");
    public string NoBankLines => Say("No lines here", "এখানে কোনো লাইন নেই");
    public string NoBankLinesNext => Say("Lines of statements that you upload are listed here.", "আপলোড করা বিবরণীর লাইন এখানে দেখাবে।");
    public string BookedOnBank => Say("Booked on", "লেখা হয়েছে");
    public string SaidByBank => Say("The bank says", "ব্যাংক বলে");
    public string WhatIsIt => Say("Say what it is", "এটি কী জানান");
    public string WhatIsItMeaning => Say(
        "If it is a payout, choose it: the books follow at once. If it is something else, say what; then nothing moves in the books.",
        "পেআউট হলে বেছে নিন: খাতায় সঙ্গে সঙ্গে লেখা হবে। অন্য কিছু হলে কী তা লিখুন; তখন খাতায় কিছু বদলায় না।");
    public string ThePayout => Say("The payout", "পেআউটটি");
    public string NoPayoutOfThese => Say("None of these payouts", "এগুলোর কোনো পেআউট নয়");

    public string Agreement => Say("Agreement", "মিল");
    public string AgreementMeaning => Say(
        "What customers paid, what gateways paid out and what the bank has shown, beside the books of the same instant.",
        "গ্রাহকেরা যা দিয়েছেন, গেটওয়ে যা পাঠিয়েছে আর ব্যাংক যা দেখিয়েছে, একই মুহূর্তের খাতার পাশে।");
    public string AsOfDay => Say("At the end of", "যে দিনের শেষে");
    public string Agrees => Say("Gateway, books and bank agree", "গেটওয়ে, খাতা আর ব্যাংক মেলে");
    public string DoesNotAgree(int count) => Say(
        $"They differ: {Number(count)} things are open", $"মেলে না: {Number(count)}টি বিষয় খোলা");
    public string BooksDifferBy(string amount) => Say(
        $"The books differ from the records by {amount}: run verify.", $"খাতা আর নথির পার্থক্য {amount}: verify চালান।");
    public string NothingMovedYet => Say("No money has moved yet", "এখনও কোনো টাকা নড়েনি");
    public string NothingMovedYetNext => Say(
        "When a payment is paid, its way to the bank is shown here.", "কোনো পেমেন্ট পরিশোধ হলে ব্যাংক পর্যন্ত তার পথ এখানে দেখাবে।");
    public string FromCustomers => Say("From customers", "গ্রাহকের কাছ থেকে");
    public string FeesKept => Say("Fees kept", "কাটা ফি");
    public string GivenBack => Say("Given back", "ফেরত");
    public string NotYetInAFile => Say("of it in no file yet, and not late", "এর মধ্যে এখনও কোনো ফাইলে নেই, দেরিও হয়নি");
    public string ByManualJournals => Say("by manual journals", "হাতে লেখা জাবেদায়");
    public string WhatDiffers => Say("What differs", "যা মেলে না");
    public string NothingDiffers => Say("Nothing differs.", "সব মেলে।");
    public string OnlyFirstShown(int shown, int all) => Say(
        $"The oldest {Number(shown)} of {Number(all)} are shown.", $"{Number(all)}টির মধ্যে সবচেয়ে পুরোনো {Number(shown)}টি দেখানো হলো।");

    public string Of(MoneyPlace place) => place switch
    {
        MoneyPlace.AtGateway => Say("At the gateway", "গেটওয়েতে"),
        MoneyPlace.InTransit => Say("On its way", "পথে"),
        MoneyPlace.AtBank => Say("At the bank", "ব্যাংকে"),
    };

    public string Of(DifferenceKind kind) => kind switch
    {
        DifferenceKind.SettlementFlag => Say("Settlement file", "নিষ্পত্তি ফাইল"),
        DifferenceKind.BankFlag => Say("Bank statement", "ব্যাংক বিবরণী"),
        DifferenceKind.LatePayout => Say("Late payout", "পেআউটে দেরি"),
    };

    public string Of(BankEntryStatus status) => status switch
    {
        BankEntryStatus.Other => Say("Not a payout", "পেআউট নয়"),
        BankEntryStatus.Arrived => Say("Arrived", "এসেছে"),
        BankEntryStatus.Returned => Say("Came back", "ফেরত গেছে"),
        BankEntryStatus.Flagged => Say("To look at", "দেখা দরকার"),
    };

    public string Of(BankField field) => field switch
    {
        BankField.BookedOn => Say("The day it was booked", "যে দিন লেখা হয়েছে"),
        BankField.ValueOn => Say("The day it counts from", "যে দিন থেকে গোনা হয়"),
        BankField.Amount => Say("The amount, with its sign", "চিহ্নসহ পরিমাণ"),
        BankField.Debit => Say("Withdrawal", "উত্তোলন"),
        BankField.Credit => Say("Deposit", "জমা"),
        BankField.Balance => Say("The balance after it", "এর পরের স্থিতি"),
        BankField.Reference => Say("The payer’s reference", "প্রেরকের রেফারেন্স"),
        BankField.BankReference => Say("The bank’s reference", "ব্যাংকের রেফারেন্স"),
        BankField.Text => Say("What the bank says", "ব্যাংক যা লেখে"),
    };
}
