using OiPayments.Reconciliation;

namespace OiPayments.Dashboard.Texts;

internal sealed partial class Words
{
    public string NoResults => Say("No results yet", "এখনও কোনো ফলাফল নেই");
    public string NoResultsNext => Say(
        "Every row of an imported settlement file comes here, and every payment that is overdue in all of them.",
        "গৃহীত প্রতিটি নিষ্পত্তি ফাইলের প্রতিটি সারি এখানে আসে, আর কোনো ফাইলে না আসা বিলম্বিত পেমেন্টও।");
    public string CountsForDay => Say("Day", "দিন");
    public string Explained => Say("Explained", "ব্যাখ্যা করা");
    public string NotExplained => Say("Not explained", "ব্যাখ্যা বাকি");
    public string FileRow(long file, int row) => Say($"file {Number(file)}, row {Number(row)}", $"ফাইল {Number(file)}, সারি {Number(row)}");
    public string WhatItIs => Say("What it is", "কী এটি");
    public string Transaction => Say("Transaction", "লেনদেন");
    public string Explain => Say("Explain", "ব্যাখ্যা দিন");
    public string ExplainTitle => Say("Explain a difference", "একটি পার্থক্যের ব্যাখ্যা");
    public string ExplainMeaning => Say(
        "It counts no longer among the open ones, and keeps your name and your words. Nothing moves in the books by that: what has to be "
            + "booked is booked by a manual journal.",
        "এটি আর খোলাগুলোর মধ্যে থাকবে না, আপনার নাম ও কথা এর সঙ্গে থাকবে। এতে খাতায় কিছু সরে না: যা লেখা দরকার তা আলাদা জার্নালে "
            + "লিখতে হয়।");
    public string ExplainNote => Say("What it is, and what was done about it", "এটি কী, আর কী করা হয়েছে");
    public string ExplainedNow => Say("Explained.", "ব্যাখ্যা রাখা হয়েছে।");

    public string LinkedRow => Say("The number of another row that belongs to it", "এর সঙ্গে সম্পর্কিত অন্য সারির নম্বর");
    public string LinkedRowHint => Say(
        "Such as the row that corrects it. Each row shows its number.", "যেমন যে সারি এটি ঠিক করে। প্রতিটি সারিতে তার নম্বর আছে।");
    public string LinkedTo(long id) => Say($"belongs to #{id}", $"#{id}-এর সঙ্গে সম্পর্কিত");
    public string NoPayouts => Say("No payouts yet", "এখনও কোনো পেআউট নেই");
    public string NoPayoutsNext => Say(
        "The transfers that settlement files tell of come here.", "গেটওয়ে ব্যাংকে যা পাঠায় বলে নিষ্পত্তি ফাইলে থাকে, তা এখানে আসে।");
    public string Booked => Say("Explained and booked", "ব্যাখ্যাসহ হিসাবে লেখা");
    public string PaidOutOn => Say("Paid out", "পেআউটের দিন");
    public string ArrivedOn => Say("Arrived", "ব্যাংকে এসেছে");

    public string DaysMeaning => Say(
        "Compares the payments and refunds of a day with what settlement files say of them, and flags what is overdue. It can be done "
            + "again at any time.",
        "একটি দিনের পেমেন্ট ও রিফান্ডকে নিষ্পত্তি ফাইলের সঙ্গে মেলায়, আর যা বিলম্বিত তা চিহ্নিত করে। যেকোনো সময় আবার করা যায়।");
    public string CompareThisDay => Say("Compare this day", "এই দিন মেলান");
    public string AskGatewayToo => Say("Ask the gateway about what no file tells of", "যা কোনো ফাইলে নেই, তা গেটওয়েকেও জিজ্ঞাসা করুন");
    public string GatewayLeftOpen(int left) => Say(
        $"The gateway has not answered about {Number(left)} yet. Compare the day again to ask on.",
        $"গেটওয়ে এখনও {Number(left)}টির উত্তর দেয়নি। বাকিগুলো জিজ্ঞাসা করতে দিনটি আবার মেলান।");
    public string OtherDay => Say("Another day", "অন্য দিন");
    public string NotCompared => Say("Not compared here yet", "এখানে এখনও মেলানো হয়নি");
    public string BooksOfDay => Say("Books", "খাতা");
    public string BooksBalance => Say("Agree", "মিলে আছে");
    public string BooksDoNotBalance => Say("Differ", "মিলছে না");
    public string MayNotCompare => Say(
        "You may read reports but not have them made: somebody who may compares days.",
        "আপনি প্রতিবেদন দেখতে পারেন, তৈরি করাতে নয়: যিনি পারেন তিনি দিন মেলান।");

    public string Of(ResultStatus status) => status switch
    {
        ResultStatus.Matched => Say("Agrees", "মিলেছে"),
        ResultStatus.Flagged => Say("Differs", "মেলেনি"),
        ResultStatus.Deferred => Say("Waits", "অপেক্ষায়"),
    };

    public string Of(ResultReason reason) => reason switch
    {
        ResultReason.MissingInternal => Say("Not known here", "এখানে অজানা"),
        ResultReason.MissingInSettlement => Say("In no file", "কোনো ফাইলে নেই"),
        ResultReason.AmountMismatch => Say("Another amount", "অন্য পরিমাণ"),
        ResultReason.CurrencyMismatch => Say("Another currency", "অন্য মুদ্রা"),
        ResultReason.Converted => Say("Exchanged", "মুদ্রা বিনিময়"),
        ResultReason.DoesNotAddUp => Say("Does not add up", "যোগে মেলে না"),
        ResultReason.NotPaidHere => Say("Not paid here", "এখানে পরিশোধিত নয়"),
        ResultReason.NotPaidThere => Say("Not paid there", "গেটওয়েতে পরিশোধিত নয়"),
        ResultReason.AlreadySettled => Say("Settled before", "আগেই নিষ্পত্তি"),
        ResultReason.OtherStore => Say("Another store", "অন্য স্টোর"),
        ResultReason.Chargeback => Say("Chargeback", "চার্জব্যাক"),
        ResultReason.Adjustment => Say("Adjustment", "সমন্বয়"),
        ResultReason.Reserve => Say("Reserve", "সংরক্ষিত অর্থ"),
        ResultReason.Remainder => Say("Rest of a payout", "পেআউটের বাকি অংশ"),
    };

    public string Of(PayoutStatus status) => status switch
    {
        PayoutStatus.InTransit => Say("On its way", "পথে আছে"),
        PayoutStatus.Arrived => Say("Arrived", "এসেছে"),
        PayoutStatus.Returned => Say("Came back", "ফিরে গেছে"),
    };
}
