using OiPayments.Presentation;
using OiPayments.Reconciliation;

namespace OiPayments.Dashboard.Texts;

internal sealed partial class Words
{
    public string Settlement => Say("Settlement", "নিষ্পত্তি");
    public string SettlementFiles => Say("Files", "ফাইল");
    public string SettlementResults => Say("Results", "ফলাফল");
    public string Payouts => Say("Payouts", "পেআউট");
    public string ComparedDays => Say("Days", "দিন");
    public string File => Say("File", "ফাইল");
    public string AllSettlementFiles => Say("All files", "সব ফাইল");
    public string RowsOfFile => Say("Rows", "সারি");
    public string MatchedRows => Say("Agree", "মিলেছে");
    public string FlaggedRows => Say("Differ", "মেলেনি");
    public string DeferredRows => Say("Wait", "অপেক্ষায়");
    public string UploadedBy => Say("Uploaded by", "আপলোডকারী");
    public string Uploaded => Say("Uploaded", "আপলোড");
    public string TriedOut => Say("Tried out only", "শুধু যাচাই");
    public string NoSettlementFiles => Say("No settlement files yet", "এখনও কোনো নিষ্পত্তি ফাইল নেই");
    public string NoSettlementFilesNext => Say(
        "The gateway sends a file about what it pays out. Upload it here: each row is compared with the payments, and what agrees is "
            + "booked.",
        "গেটওয়ে যা পরিশোধ করে তার একটি ফাইল দেয়। এখানে আপলোড করুন: প্রতিটি সারি পেমেন্টের সঙ্গে মেলানো হয়, আর যা মেলে তা হিসাবে "
            + "লেখা হয়।");

    public string UploadFile => Say("Upload a file", "ফাইল আপলোড করুন");
    public string UploadFileMeaning => Say(
        "The file is read in the background. Its rows count all together, or, when something is wrong with it, not at all. A row that came "
            + "before counts once.",
        "ফাইলটি পেছনে পড়া হয়। এর সব সারি একসঙ্গে হিসাবে আসে, আর কিছু ভুল থাকলে একটিও নয়। আগে আসা সারি একবারই গোনা হয়।");
    public string FileAboutMode => Say("The file is about", "ফাইলটি যা নিয়ে");
    public string FilesOfMode(Mode mode) => mode is Mode.Live
        ? Say("LIVE payments: real money", "LIVE পেমেন্ট: আসল টাকা")
        : Say("TEST payments: to practise", "TEST পেমেন্ট: অনুশীলন");
    public string StoreOfFile => Say("Store", "স্টোর");
    public string ServiceStore(string gateway) => Say($"The service’s own, at {gateway}", $"সেবার নিজের, {gateway}-এ");
    public string StoreOfApp(string app, string gateway) => Say($"{app}, at {gateway}", $"{app}, {gateway}-এ");
    public string NoStore => Say("There is no store whose files you may upload", "যার ফাইল আপলোড করতে পারেন এমন কোনো স্টোর নেই");
    public string NoStoreNext => Say(
        "You may have reports made for some apps only, and none of them has a store of its own in this mode. Look in the other mode.",
        "আপনি কেবল কিছু অ্যাপের প্রতিবেদন তৈরি করাতে পারেন, আর এই মোডে সেগুলোর কোনোটির নিজের স্টোর নেই। অন্য মোডে দেখুন।");
    public string FileHint(int megabytes) => Say(
        $"CSV, XLSX, or a web page with a table. At most {megabytes} MB.",
        $"CSV, XLSX, বা ছকসহ ওয়েব পাতা। সর্বোচ্চ {Number(megabytes)} MB।");
    public string TryFirst => Say("Try it out first: no row counts", "আগে যাচাই: কোনো সারি হিসাবে আসবে না");
    public string MustTryFirst => Say(
        "Nobody has said yet how the files of this store are laid out. So this one is tried out, and you are shown how it could be read.",
        "এই স্টোরের ফাইল কীভাবে সাজানো তা এখনও কেউ জানাননি। তাই এটি যাচাই করা হবে, আর কীভাবে পড়া যায় তা দেখানো হবে।");
    public string UploadNow => Say("Upload", "আপলোড করুন");
    public string NoFileChosen => Say("Choose a file.", "একটি ফাইল বেছে নিন।");
    public string FileTooLarge(int megabytes) => Say(
        $"A settlement file has at most {megabytes} MB. Nothing was kept; split it by days.",
        $"নিষ্পত্তি ফাইল সর্বোচ্চ {Number(megabytes)} MB। কিছু রাখা হয়নি; দিন ধরে ভাগ করুন।");
    public string FileEmpty => Say(
        "The file is empty. Nothing was kept; download it again from the gateway.",
        "ফাইলটি ফাঁকা। কিছু রাখা হয়নি; গেটওয়ে থেকে আবার নামান।");
    public string FileBroken => Say(
        "The file did not arrive whole: the connection broke, or the file was moved or changed meanwhile. Nothing was kept; choose it "
            + "again.",
        "ফাইলটি পুরো আসেনি: সংযোগ ছিঁড়েছে, অথবা ফাইলটি এর মধ্যে সরানো বা বদলানো হয়েছে। কিছু রাখা হয়নি; আবার বেছে নিন।");
    public string FileArriving(long sent, long whole) => Say(
        $"{sent * 100 / whole}% has arrived. Stay on this page until the file is here.",
        $"{Number(sent * 100 / whole)}% এসেছে। ফাইলটি পুরো আসা পর্যন্ত এই পাতায় থাকুন।");

    public string RowsReadSoFar(int rows) => Say($"{Number(rows)} rows are read so far.", $"এ পর্যন্ত {Number(rows)}টি সারি পড়া হয়েছে।");
    public string FileRefused => Say("The file was refused: none of its rows counts.", "ফাইলটি নেওয়া হয়নি: কোনো সারি হিসাবে আসেনি।");
    public string SettlementText(string english) =>
        Language is PageLanguage.Bangla ? SettlementTexts.InBangla(english) ?? english : english;
    public string AtRow(int row) => Say($"Row {Number(row)}", $"সারি {Number(row)}");
    public string RowsKnownBefore(int rows) => Say(
        $"{Number(rows)} rows had come before; each counts once.", $"{Number(rows)}টি সারি আগেই এসেছিল; প্রতিটি একবারই গোনা হয়।");
    public string FileSize => Say("Size", "আকার");
    public string Kilobytes(long bytes) => Say($"{Number((bytes + 999) / 1000)} kB", $"{Number((bytes + 999) / 1000)} kB");
    public string ShowResultsOfFile => Say("Show its results", "এর ফলাফল দেখুন");
    public string ShowFlagsOfFile(int flags) => Say($"Look at what differs ({Number(flags)})", $"যা মেলেনি দেখুন ({Number(flags)})");

    public string Of(StatementStatus status) => status switch
    {
        StatementStatus.Received => Say("Waits to be read", "পড়ার অপেক্ষায়"),
        StatementStatus.Reading => Say("Being read", "পড়া হচ্ছে"),
        StatementStatus.Imported => Say("Imported", "গৃহীত"),
        StatementStatus.Checked => Say("Tried out", "যাচাই করা"),
        StatementStatus.Refused => Say("Refused", "নেওয়া হয়নি"),
    };
}
