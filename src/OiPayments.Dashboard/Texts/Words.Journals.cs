using OiPayments.Bookkeeping;

namespace OiPayments.Dashboard.Texts;

internal sealed partial class Words
{
    public string AccountsOfBooks => Say("Accounts", "হিসাবগুলো");
    public string ManualJournals => Say("Manual journals", "হাতে লেখা জাবেদা");
    public string ManualJournal => Say("Manual journal", "হাতে লেখা জাবেদা");
    public string ManualJournalNumber(long id) => Say($"Manual journal {Number(id)}", $"হাতে লেখা জাবেদা {Number(id)}");
    public string NoManualJournals => Say("No manual journals yet", "এখনও হাতে লেখা কোনো জাবেদা নেই");
    public string NoManualJournalsNext => Say(
        "What the service cannot book by itself is booked by hand: one person asks for a journal, another approves it.",
        "সেবা নিজে যা লিখতে পারে না তা হাতে লেখা হয়: একজন জাবেদা চান, আরেকজন অনুমোদন দেন।");
    public string NoJournalsToApproveNext => Say(
        "A journal that somebody asks for comes here until somebody else decides.",
        "কেউ জাবেদা চাইলে অন্য কেউ সিদ্ধান্ত না দেওয়া পর্যন্ত তা এখানে থাকে।");

    public string AskForJournal => Say("Ask for a journal", "জাবেদা চান");
    public string AskForJournalOf(string amount) => Say($"Ask for a journal of {amount}", $"{amount}-র জাবেদা চান");
    public string AskForReversal => Say("Ask to undo a journal", "একটি জাবেদা বাতিল চান");
    public string AskForReversalOf(string amount) => Say($"Ask to undo {amount}", $"{amount} বাতিল চান");
    public string AskForJournalMeaning => Say(
        "Nothing moves until another person approves it. What is posted is never changed; another journal can undo it.",
        "অন্য কেউ অনুমোদন না দিলে কিছু সরে না। খাতায় যা লেখা হয় তা বদলায় না; আরেকটি জাবেদা তা বাতিল করতে পারে।");
    public string AskForReversalMeaning(long id) => Say(
        $"Moves back what manual journal {Number(id)} moved. Nothing moves until another person approves it.",
        $"হাতে লেখা জাবেদা {Number(id)} যা সরিয়েছে তা ফিরিয়ে দেয়। অন্য কেউ অনুমোদন না দিলে কিছু সরে না।");
    public string WhatMoves => Say("What moves", "কী সরে");
    public string MoveNumber(int number) => Say($"Line {Number(number)}", $"সারি {Number(number)}");
    public string AddMove => Say("Add a line", "সারি যোগ করুন");
    public string JournalReasonHint => Say(
        "For whoever reads it in a year: at least 5 characters.", "এক বছর পরে যিনি পড়বেন তাঁর জন্য: অন্তত ৫টি অক্ষর।");
    public string JournalDay => Say("Count it for the day", "যে দিনের হিসাবে ধরা হবে");
    public string JournalDayHint => Say(
        "Left empty, it counts from its approval. So does one for a month that is closed by then.",
        "ফাঁকা রাখলে অনুমোদনের সময় থেকে ধরা হয়। ততদিনে বন্ধ হওয়া মাসের হলেও তাই।");
    public string MayAskForNoJournal => Say(
        "There is no app whose books you may correct",
        "এমন কোনো অ্যাপ নেই যার হিসাব আপনি সংশোধন করতে পারেন");
    public string MayAskForNoJournalNext => Say(
        "You may correct the books of apps that you do not see here. Ask an administrator to let you see apps.",
        "যেসব অ্যাপের হিসাব আপনি সংশোধন করতে পারেন সেগুলো এখানে দেখা যাচ্ছে না। অ্যাপ দেখার অনুমতি একজন প্রশাসকের কাছে চান।");

    public string ApproveJournalTitle => Say("Approve a manual journal", "হাতে লেখা জাবেদা অনুমোদন");
    public string ApproveJournalMeaning(string amount) => Say(
        $"{amount} moves in the books at once. What is posted is never changed; another journal can undo it.",
        $"হিসাবে সঙ্গে সঙ্গে {amount} সরবে। যা লেখা হয় তা বদলায় না; আরেকটি জাবেদা তা বাতিল করতে পারে।");
    public string JournalPosted => Say("Approved by you. It is in the books.", "আপনি অনুমোদন দিয়েছেন। এটি হিসাবে লেখা হয়েছে।");
    public string RejectJournalTitle => Say("Reject a manual journal", "হাতে লেখা জাবেদা প্রত্যাখ্যান");
    public string TakeBackJournalTitle => Say("Take back a manual journal", "হাতে লেখা জাবেদা ফিরিয়ে নেওয়া");
    public string TakeBack => Say("Take it back", "ফিরিয়ে নিন");
    public string RejectJournalMeaning => Say(
        "Nothing moves. Whoever asked reads your reason.", "কিছু সরবে না। যিনি চেয়েছেন তিনি আপনার কারণটি পড়বেন।");
    public string WhyNot => Say("Why not", "কেন নয়");
    public string RejectedBecause(string by, string why) => Say($"{by} rejected it: {why}", $"{by} প্রত্যাখ্যান করেছেন: {why}");
    public string UndoJournal => Say("Undo it", "বাতিল করুন");
    public string Undoes => Say("Undoes", "যা বাতিল করে");
    public string UndoneBy => Say("Undone by", "যা এটি বাতিল করে");
    public string CountsFrom => Say("Counts from", "যখন থেকে ধরা হয়");
    public string CountsFromApproval => Say("its approval", "অনুমোদনের সময়");
    public string JournalInBooks => Say("In the books", "খাতায়");
    public string JournalOfBooks(long id) => Say($"journal {Number(id)}", $"জাবেদা {Number(id)}");
    public string PostedLate => Say(
        "The month of the day that was asked for was closed by then, so it counts from its approval.",
        "যে দিনের জন্য চাওয়া হয়েছিল তার মাস ততদিনে বন্ধ, তাই অনুমোদনের সময় থেকে ধরা হয়েছে।");
    public string AskedForAt => Say("Asked for", "চাওয়া হয়েছে");
    public string CorrectByJournal => Say("Correct with a journal", "জাবেদা দিয়ে সংশোধন");
    public string ReasonOfResult(long id, string? detail) =>
        Say($"Settlement result {id}. {detail}", $"নিষ্পত্তি ফলাফল {id}। {detail}").Trim();

    public string Of(ManualJournalStatus status) => status switch
    {
        ManualJournalStatus.AwaitingApproval => Say("Waits for approval", "অনুমোদনের অপেক্ষায়"),
        ManualJournalStatus.Posted => Say("In the books", "হিসাবে লেখা"),
        ManualJournalStatus.Rejected => Say("Rejected", "প্রত্যাখ্যাত"),
    };
}
