using System.Globalization;
using OiPayments.Invoices;
using OiPayments.Presentation;

namespace OiPayments.Dashboard.Texts;

internal sealed partial class Words
{
    public string Invoices => Say("Invoices", "ইনভয়েস");
    public string Invoice => Say("Invoice", "ইনভয়েস");
    public string NewInvoice => Say("Make an invoice", "ইনভয়েস তৈরি করুন");
    public string EditInvoice => Say("Edit", "সম্পাদনা করুন");
    public string EditDraft => Say("Edit a draft", "খসড়া সম্পাদনা");
    public string SaveDraft => Say("Save as a draft", "খসড়া হিসেবে রাখুন");
    public string DraftSaved =>
        Say("Saved as a draft. Nobody is asked to pay yet.", "খসড়া রাখা হয়েছে। এখনও কারও কাছে টাকা চাওয়া হয়নি।");
    public string NoInvoices(Mode mode) => mode is Mode.Live
        ? Say("No LIVE invoices yet", "এখনও কোনো LIVE ইনভয়েস নেই")
        : Say("No TEST invoices yet", "এখনও কোনো TEST ইনভয়েস নেই");
    public string NoInvoicesNext => Say(
        "Every invoice that an app makes with POST /invoices appears here, and every one that an operator makes on this page.",
        "কোনো অ্যাপ POST /invoices দিয়ে যে ইনভয়েস বানায়, আর কোনো অপারেটর এই পাতায় যা বানান, সব এখানে দেখা যায়।");
    public string NoInvoiceNumber => Say("No number yet", "এখনও নম্বর নেই");
    public string InvoiceNumber => Say("Invoice number", "ইনভয়েস নম্বর");
    public string CustomerReference => Say("Customer reference", "গ্রাহকের রেফারেন্স");
    public string CustomerReferenceHint => Say(
        "The app’s own name for the customer. Invoices are found by it.", "অ্যাপে গ্রাহক যে নামে চেনা। এটি দিয়ে ইনভয়েস খোঁজা যায়।");
    public string CustomerAddress => Say("Customer’s address", "গ্রাহকের ঠিকানা");
    public string CustomerBin => Say("Customer’s BIN", "গ্রাহকের বিআইএন");
    public string CustomerBinHint => Say("For a tax invoice: 9 or 13 digits.", "কর চালানপত্রের জন্য: ৯ বা ১৩ অঙ্ক।");
    public string Overdue => Say("Overdue", "সময় পেরিয়েছে");
    public string NotOverdue => Say("Not overdue", "সময় পেরোয়নি");
    public string DueBefore => Say("Due before", "যে দিনের আগে দেয়");
    public string DueDay => Say("Last day to pay", "পরিশোধের শেষ দিন");
    public string DueDayHint => Say("In Bangladesh. With instalments it is the last one’s.", "বাংলাদেশে। কিস্তি থাকলে শেষ কিস্তির দিন।");
    public string NoDueDay => Say("No day agreed", "দিন ঠিক হয়নি");
    public string ForWhat => Say("What it is for", "যার জন্য");
    public string LineDescription => Say("What", "কী");
    public string Quantity => Say("How many", "কত");
    public string UnitPrice => Say("Price of one", "একটির দাম");
    public string LineDiscount => Say("Discount", "ছাড়");
    public string TaxRate => Say("Tax %", "কর %");
    public string LineTotal => Say("Line", "সারির মোট");
    public string AddLine => Say("Add a line", "সারি যোগ করুন");
    public string TakeAwayLine(int number) => Say($"Take away line {number}", $"সারি {Number(number)} সরিয়ে দিন");
    public string TaxIncluded => Say("Prices include the tax", "দামের মধ্যে কর আছে");
    public string InvoiceDiscount => Say("Discount on the whole", "পুরোটার উপর ছাড়");
    public string InvoiceDiscountHint => Say("An amount. It is spread over the lines.", "একটি পরিমাণ। সারিগুলোতে ভাগ হয়ে যায়।");
    public string Subtotal => Say("Lines together", "সারিগুলো মিলে");
    public string DiscountWord => Say("Discount", "ছাড়");
    public string TaxOf(int basisPoints) => Say($"Tax {Percent(basisPoints / 10_000.0)}", $"কর {Percent(basisPoints / 10_000.0)}");
    public string TaxOn(string taxable) => Say($"on {taxable}", $"{taxable}-এর উপর");
    public string Withheld => Say("Withheld at source", "উৎসে কর্তন");
    public string Credited => Say("Credited", "ক্রেডিট নোটে বাদ");
    public string WithholdButton => Say("Write down what was withheld", "যা কাটা হয়েছে লিখুন");
    public string Withhold(string amount) => Say($"Write down {amount} withheld", $"{amount} কর্তন লিখুন");
    public string WithholdMeaning(string due) => Say(
        $"What the customer withheld, and proves with a certificate, is settled without money. {due} is still owed. It cannot be undone.",
        $"গ্রাহক যা কেটে রেখেছেন ও সনদ দিয়ে প্রমাণ করেছেন, তা টাকা ছাড়াই মেটে। এখনও {due} বাকি। এটি আর ফেরানো যায় না।");
    public string WithheldFor => Say("Withheld for", "যে জন্য কর্তন");
    public string CertificateNumber => Say("Certificate number", "সনদ নম্বর");
    public string CertificateHint => Say("Such as of the Mushak 6.6.", "যেমন মূসক ৬.৬-এর নম্বর।");
    public string CertificateDay => Say("Day of the certificate", "সনদের তারিখ");
    public string WithheldDone(string amount) => Say($"{amount} is written down as withheld.", $"{amount} কর্তন হিসেবে লেখা হয়েছে।");
    public string WithheldOnInvoice(string amount, string certificate) =>
        Say($"{amount} was withheld at source: certificate {certificate}.", $"উৎসে {amount} কাটা হয়েছে: সনদ {certificate}।");
    public string CreditNote => Say("Credit note", "ক্রেডিট নোট");
    public string CreditNotes => Say("Credit notes", "ক্রেডিট নোট");
    public string CreditNoteNumber => Say("Number and reason", "নম্বর ও কারণ");
    public string CreditButton => Say("Make a credit note", "ক্রেডিট নোট তৈরি করুন");
    public string CreditAmount(string amount) => Say($"Credit {amount}", $"{amount} ক্রেডিট করুন");
    public string CreditMeaning(string left) => Say(
        $"It takes back a part of the invoice, or all of it, with a number of its own. At most {left} is left to take back. What was paid "
            + "beyond what is owed then is to be refunded. It cannot be undone.",
        $"এটি নিজের নম্বর নিয়ে ইনভয়েসের একটি অংশ বা পুরোটা ফেরত নেয়। আর সর্বোচ্চ {left} ফেরত নেওয়া যায়। তখন পাওনার বেশি যা পরিশোধ "
            + "হয়েছে তা ফেরত দিতে হবে। এটি আর ফেরানো যায় না।");
    public string CreditReasonHint => Say("Stands on the credit note.", "ক্রেডিট নোটে লেখা থাকে।");
    public string CreditDone(string amount) => Say($"A credit note of {amount} is made.", $"{amount}-এর ক্রেডিট নোট তৈরি হয়েছে।");
    public string CreditedOnInvoice(string amount, string number) =>
        Say($"{amount} was taken back by credit note {number}.", $"ক্রেডিট নোট {number} দিয়ে {amount} ফেরত নেওয়া হয়েছে।");
    public string Pdf => Say("PDF", "পিডিএফ");
    public string PdfOf(string number) => Say($"{number} as PDF", $"{number} পিডিএফ");
    public string Overpaid => Say("Paid beyond what is owed; refund it", "পাওনার চেয়ে বেশি পরিশোধ; ফেরত দিন");
    public string Settled => Say("Settled", "মিটেছে");
    public string SettledPart => Say("Settled in part", "আংশিক মিটেছে");
    public string PayablePage => Say("Customer’s link", "গ্রাহকের লিংক");
    public string LinkMade(string amount) => Say($"A payment of {amount} was opened.", $"{amount} পরিশোধের একটি পেমেন্ট খোলা হয়েছে।");
    public string PaidOnInvoice(string amount) => Say($"{amount} was paid.", $"{amount} পরিশোধ হয়েছে।");
    public string StillOwed => Say("Still owed", "এখনও বাকি");
    public string TotalsUnread => Say(
        "Mend the marked fields; then the total stands here.", "চিহ্নিত ঘরগুলো ঠিক করুন; তখন মোট এখানে দেখা যাবে।");
    public string Installments => Say("Instalments", "কিস্তি");
    public string InstallmentsHint =>
        Say("If it is not paid at once. Together they are the total.", "একবারে পরিশোধ না হলে। সব মিলে মোটের সমান।");
    public string Installment(int number) => Say($"Instalment {number}", $"কিস্তি {Number(number)}");
    public string AddInstallment => Say("Add an instalment", "কিস্তি যোগ করুন");
    public string TakeAwayInstallment(int number) => Say($"Take away instalment {number}", $"কিস্তি {Number(number)} সরিয়ে দিন");
    public string InstallmentsCome(string sum, string total) => Say(
        $"The instalments come to {sum}; the total is {total}.", $"কিস্তিগুলো মিলে {sum}; মোট {total}।");
    public string Notes => Say("Notes", "টীকা");
    public string NotesHint => Say("For the customer to read.", "গ্রাহকের পড়ার জন্য।");
    public string CustomersData => Say("Customer", "গ্রাহক");
    public string InvoiceMade => Say("The draft was made.", "খসড়া তৈরি হয়েছে।");
    public string InvoiceIssued(string number, string total) => Say(
        $"Issued as {number}: {total} is owed from here on.", $"{number} হিসেবে ইস্যু হয়েছে: এখন থেকে {total} পাওনা।");
    public string InvoiceVoided => Say("Made void: it counts no longer.", "অকার্যকর হয়েছে: আর গণ্য হয় না।");
    public string Issue(string amount) => Say($"Issue {amount}", $"{amount} ইস্যু করুন");
    public string IssueTitle => Say("Issue this invoice", "ইনভয়েসটি ইস্যু করুন");
    public string IssueMeaning => Say(
        "It gets the next number of its series, is owed from now on, and can never be changed again. What is wrong in it then can only "
            + "be made void.",
        "এটি তার ধারার পরের নম্বর পাবে, এখন থেকে পাওনা হবে, আর কখনও বদলানো যাবে না। ভুল থাকলে কেবল অকার্যকর করা যাবে।");
    public string VoidButton => Say("Make void", "অকার্যকর করুন");
    public string VoidTitle => Say("Make this invoice void", "ইনভয়েসটি অকার্যকর করুন");
    public string VoidMeaning(string number) => Say(
        $"Nothing is owed on {number} any more. It keeps its number, and cannot be brought back.",
        $"{number}-এ আর কিছু পাওনা থাকবে না। নম্বরটি তারই থাকবে, আর ফেরানো যাবে না।");
    public string VoidNumber(string number) => Say($"Make {number} void", $"{number} অকার্যকর করুন");
    public string DeleteDraft => Say("Delete the draft", "খসড়া মুছুন");
    public string DeleteDraftMeaning => Say(
        "The draft is gone for good. It never had a number.", "খসড়াটি চিরতরে মুছে যাবে। এটির কোনো নম্বর ছিল না।");
    public string DraftDeleted => Say("The draft is deleted.", "খসড়া মুছে ফেলা হয়েছে।");
    public string NotDraftTitle => Say("This invoice is issued", "এই ইনভয়েস ইস্যু হয়ে গেছে");
    public string NotDraftNext => Say("Only a draft can be edited.", "কেবল খসড়া সম্পাদনা করা যায়।");
    public string ShowInvoice => Say("Show the invoice", "ইনভয়েস দেখুন");
    public string NotAnAmountThere => Say("Not an amount.", "পরিমাণ নয়।");
    public string NotAQuantity => Say("A number above 0, such as 1.5.", "০-র বেশি সংখ্যা, যেমন ১.৫।");
    public string NotARate => Say("A number from 0 to 100.", "০ থেকে ১০০-এর মধ্যে।");
    public string NotADay => Say("Choose a day.", "একটি দিন বেছে নিন।");
    public string NoDescription => Say("Say what it is.", "কী, তা লিখুন।");
    public string MoreThanLine => Say("More than the line comes to.", "সারির মোটের চেয়ে বেশি।");
    public string MoreThanLines => Say("More than the lines come to.", "সারিগুলোর মোটের চেয়ে বেশি।");
    public string TooMuchToReckon => Say("This comes to more than can be reckoned with.", "এটি হিসাবের সীমার চেয়ে বেশি।");
    public string LinesUnread => Say("A line cannot be read.", "একটি সারি পড়া যায় না।");
    public string InstallmentsUnread => Say("An instalment cannot be read.", "একটি কিস্তি পড়া যায় না।");
    public string InvoiceCurrencyHint => Say("Three capital letters, such as BDT.", "তিনটি বড় হাতের অক্ষর, যেমন BDT।");
    public string NotThatCurrency =>
        Say("Not a currency. Three capital letters, such as BDT.", "মুদ্রা নয়। তিনটি বড় হাতের অক্ষর, যেমন BDT।");
    public string TemplateOfInvoices => Say("How invoices look", "ইনভয়েসের চেহারা");
    public string TemplateMeaning => Say(
        "For the app’s next invoices, in TEST and LIVE. An issued invoice keeps what it was issued with.",
        "অ্যাপের পরের ইনভয়েসের জন্য, TEST ও LIVE দুটোতেই। ইস্যু করা ইনভয়েস যেমন ছিল তেমনই থাকে।");
    public string TemplateAppNext => Say("Each app’s invoices have their own.", "প্রতিটি অ্যাপের ইনভয়েসের নিজস্ব চেহারা আছে।");
    public string TemplatePreview => Say("See a sample", "নমুনা দেখুন");
    public string NoPreview => Say(
        "No sample can be drawn from what is typed. Close this tab and mend it; nothing was changed.",
        "যা লেখা আছে তা দিয়ে নমুনা আঁকা যায় না। এই ট্যাব বন্ধ করে ঠিক করুন; কিছু বদলায়নি।");
    public string CompanyName => Say("Company", "প্রতিষ্ঠান");
    public string CompanyAddress => Say("Address", "ঠিকানা");
    public string ContactDetails => Say("How to reach you", "যোগাযোগ");
    public string FooterNote => Say("Note at the foot", "নিচের টীকা");
    public string AccentColour => Say("Accent colour", "মূল রং");
    public string AccentColourHint => Say("Such as #0a7d4f.", "যেমন #0a7d4f।");
    public string LogoWord => Say("Logo", "লোগো");
    public string NoLogo => Say("None yet.", "এখনও নেই।");
    public string UploadLogo => Say("Upload a logo", "লোগো আপলোড করুন");
    public string UploadLogoHint => Say(
        "PNG or JPEG, at most 1 MB. Or give its address below.", "PNG বা JPEG, সর্বোচ্চ ১ MB। অথবা নিচে ঠিকানা দিন।");
    public string LogoTooLarge => Say("A logo has at most 1 MB. Nothing was changed.", "লোগো সর্বোচ্চ ১ MB। কিছু বদলায়নি।");
    public string LogoSet => Say("The logo is in its place.", "লোগো বসানো হয়েছে।");
    public string LogoRemoved => Say("The logo is removed.", "লোগো সরানো হয়েছে।");
    public string RemoveLogo => Say("Remove the logo", "লোগো সরান");
    public string RemoveLogoMeaning => Say(
        "The app’s next invoices have none. Issued ones keep theirs.", "অ্যাপের পরের ইনভয়েসে লোগো থাকবে না। ইস্যু করাগুলোয় থাকবে।");
    public string LogoAddress => Say("Address of the logo", "লোগোর ঠিকানা");
    public string LogoAddressHint => Say("https://…", "https://… দিয়ে শুরু।");
    public string DocumentLanguage => Say("Language of documents", "ডকুমেন্টের ভাষা");
    public IReadOnlyList<(string Value, string Name)> DocumentLanguages =>
    [
        (WireNames<InvoiceLanguage>.Of(InvoiceLanguage.En), Say("English", "ইংরেজি")),
        (WireNames<InvoiceLanguage>.Of(InvoiceLanguage.Bn), Say("Bangla", "বাংলা")),
        (WireNames<InvoiceLanguage>.Of(InvoiceLanguage.Both), Say("English and Bangla", "ইংরেজি ও বাংলা")),
    ];
    public string DocumentLayout => Say("Layout of documents", "ডকুমেন্টের ছাঁচ");
    public IReadOnlyList<(string Value, string Name)> DocumentLayouts =>
    [
        (WireNames<InvoiceLayout>.Of(InvoiceLayout.Plain), Say("Plain invoice", "সাধারণ ইনভয়েস")),
        (WireNames<InvoiceLayout>.Of(InvoiceLayout.Mushak63), Say("Tax invoice, Mushak 6.3", "কর চালানপত্র, মূসক ৬.৩")),
    ];
    public string CompanyBin => Say("BIN of the company", "প্রতিষ্ঠানের বিআইএন");
    public string CompanyBinHint => Say("9 or 13 digits; Mushak 6.3 needs it.", "৯ বা ১৩ অঙ্ক; মূসক ৬.৩-এ লাগে।");
    public string OfficerName => Say("Responsible officer", "দায়িত্বপ্রাপ্ত কর্মকর্তা");
    public string OfficerHint => Say("Mushak 6.3 needs name and position.", "মূসক ৬.৩-এ নাম ও পদবি লাগে।");
    public string OfficerPosition => Say("Position of the officer", "কর্মকর্তার পদবি");
    public string CreditNotePattern => Say("Number pattern of credit notes", "ক্রেডিট নোটের নম্বরের ধরন");
    public string NumberPatternWord => Say("Number pattern", "নম্বরের ধরন");
    public string NumberPatternHint => Say(
        "{yyyy}, {yy}, {mm}, {fy} (fiscal year) and once {seq:6}. When what stands around {seq} changes, numbers begin at 1 again.",
        "{yyyy}, {yy}, {mm}, {fy} (অর্থবছর) ও একবার {seq:6}। {seq}-এর চারপাশ বদলালে নম্বর আবার ১ থেকে শুরু হয়।");
    public string FirstNumberIs(string number) =>
        Say($"The first of its series today would be {number}.", $"আজ ধারার প্রথমটি হবে {number}।");
    public string OutstandingOnInvoices => Say("Owed on invoices", "ইনভয়েসে পাওনা");
    public string OverdueOnInvoices => Say("Overdue on invoices", "ইনভয়েসে সময় পেরোনো পাওনা");
    public string OnInvoices(long number, bool isExact) => isExact
        ? Say($"on {Number(number)} {(number == 1 ? "invoice" : "invoices")}", $"{Number(number)}টি ইনভয়েসে")
        : Say($"on {Number(number)} of more invoices", $"আরও ইনভয়েসের মধ্যে {Number(number)}টিতে");

    /// <summary>How many, with as many decimals as it has.</summary>
    public string Quantity_(decimal number) => BanglaDigits.In(Language, number.ToString("#,0.###", CultureInfo.InvariantCulture));

    /// <summary>A field of an invoice as the form calls it.</summary>
    /// <param name="field">As requests spell it, such as <c>installments[0].dueDate</c>.</param>
    public string InvoiceField(string field) => field.Split('[', ']', '.') switch
    {
        ["lineItems"] => ForWhat,
        ["lineItems", var place, ..] when int.TryParse(place, CultureInfo.InvariantCulture, out var line) =>
            $"{ForWhat} {Number(line + 1)}",
        ["installments"] => Installments,
        ["installments", var place, ..] when int.TryParse(place, CultureInfo.InvariantCulture, out var part) => Installment(part + 1),
        ["dueDate"] => DueDay,
        ["customerReference"] => CustomerReference,
        ["customerName"] => CustomerName,
        ["customerEmail"] => CustomerEmail,
        ["customerAddress"] => CustomerAddress,
        ["customerBin"] => CustomerBin,
        ["discountMinor"] => InvoiceDiscount,
        ["notes"] => Notes,
        ["currency"] => CurrencyWord,
        _ => field,
    };

    public string Of(WithholdingKind kind) => kind switch
    {
        WithholdingKind.Vat => Say("VAT", "ভ্যাট"),
        WithholdingKind.IncomeTax => Say("Income tax", "আয়কর"),
        WithholdingKind.Other => Say("Something else", "অন্য কিছু"),
    };

    public string Of(InvoiceStatus status) => status switch
    {
        InvoiceStatus.Draft => Say("Draft", "খসড়া"),
        InvoiceStatus.Issued => Say("Issued", "ইস্যু করা"),
        InvoiceStatus.PartiallyPaid => Say("Partly paid", "আংশিক পরিশোধিত"),
        InvoiceStatus.Paid => Say("Paid", "পরিশোধিত"),
        InvoiceStatus.Void => Say("Void", "অকার্যকর"),
    };
}
