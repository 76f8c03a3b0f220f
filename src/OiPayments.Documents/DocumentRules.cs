namespace OiPayments.Documents;

/// <summary>What a document may hold. Lengths are in UTF-16 code units.</summary>
public static class DocumentRules
{
    public const int MaxLines = 5_000;
    public const int MaxTaxLines = 50;
    public const int MaxInstalments = 120;

    /// <summary>Names, numbers, references, positions: 255 letters of any script.</summary>
    public const int MaxShortText = 510;

    /// <summary>The foot of a page has four lines for it.</summary>
    public const int MaxFooterNote = 300;

    public const int MaxUnit = 30;

    /// <summary>Addresses and reasons: 1000 letters of any script.</summary>
    public const int MaxText = 2_000;

    public const int MaxDescription = 2_000;

    /// <summary>Of all lines together, so that one document takes seconds at most, whatever stands in it.</summary>
    public const int MaxDescriptions = 300_000;
    public const int MaxNotes = 5_000;
    public const int MaxQuantityDecimals = 3;
    public const decimal MaxQuantity = 999_999_999_999m;
    public const int MaxTaxRateBasisPoints = 100_000;

    /// <summary>
    /// Null for a document that can be drawn, else every field that cannot, by its JSON path. Amounts of different currencies are a bug,
    /// and throw.
    /// </summary>
    public static Refusal? Refuse(Document document)
    {
        ArgumentNullException.ThrowIfNull(document);
        foreach (var amount in AmountsOf(document))
        {
            if (amount.Currency != document.Total.Currency)
                throw new InvalidOperationException($"A document of {document.Total.Currency} cannot hold an amount of {amount.Currency}.");
        }

        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (path, text, most) in TextsOf(document))
        {
            if (text is not null && text.Length > most) fields[path] = $"Must have at most {most} characters.";
        }

        if (document.Mushak63 is not null && document.Kind is not DocumentKind.Invoice)
            fields["mushak63"] = "Only an invoice is a Mushak 6.3.";
        Count("lines", document.Lines.Count, MaxLines);
        if (document.Lines.Sum(line => line.Description.Length) > MaxDescriptions)
            fields["lines"] = $"Their descriptions must have at most {MaxDescriptions} characters together.";
        Count("taxes", document.Taxes.Count, MaxTaxLines);
        Count("instalments", document.Instalments.Count, MaxInstalments);
        for (var i = 0; i < document.Lines.Count; i++)
        {
            var line = document.Lines[i];
            if (Math.Abs(line.Quantity) > MaxQuantity) fields[$"lines[{i}].quantity"] = $"Must be at most {MaxQuantity}.";
            else if (decimal.Round(line.Quantity, MaxQuantityDecimals) != line.Quantity)
                fields[$"lines[{i}].quantity"] = $"Must have at most {MaxQuantityDecimals} decimals.";
            Rate($"lines[{i}].taxRateBasisPoints", line.TaxRateBasisPoints ?? 0);
        }

        for (var i = 0; i < document.Taxes.Count; i++) Rate($"taxes[{i}].rateBasisPoints", document.Taxes[i].RateBasisPoints);

        return RefusalOf(fields);

        void Count(string path, int count, int most)
        {
            if (count > most) fields[path] = $"Must be at most {most}.";
        }

        void Rate(string path, int basisPoints)
        {
            if (basisPoints is < 0 or > MaxTaxRateBasisPoints) fields[path] = $"Must be from 0 to {MaxTaxRateBasisPoints}.";
        }
    }

    /// <summary>As the other, of an account's statement.</summary>
    public static Refusal? Refuse(AccountStatement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        var amounts = statement.Entries.SelectMany(entry => (Money?[])[entry.Debit, entry.Credit, entry.Balance]).OfType<Money>();
        if (amounts.Append(statement.Closing).Any(amount => amount.Currency != statement.Opening.Currency))
            throw new InvalidOperationException($"A statement of {statement.Opening.Currency} holds an amount of another currency.");

        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        if (statement.Entries.Count > MaxLines) fields["entries"] = $"Must be at most {MaxLines}.";
        CheckNames(fields, statement.Brand, statement.Account);
        for (var i = 0; i < statement.Entries.Count; i++)
        {
            if (statement.Entries[i].Cause.Length > MaxShortText)
                fields[$"entries[{i}].cause"] = $"Must have at most {MaxShortText} characters.";
        }

        return RefusalOf(fields);
    }

    /// <summary>As the other, of a month's statement.</summary>
    public static Refusal? Refuse(MonthlyStatement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        foreach (var figures in statement.Figures)
        {
            Money[] all =
            [
                figures.CameIn, figures.Fees, figures.Refunds, figures.PaidOut, figures.Corrected, figures.ClosingOwed,
            ];
            if (all.Any(amount => amount.Currency != figures.OpeningOwed.Currency))
                throw new InvalidOperationException($"Figures of {figures.OpeningOwed.Currency} hold an amount of another currency.");
        }

        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        if (statement.Figures.Count > MaxLines) fields["figures"] = $"Must be at most {MaxLines}.";
        CheckNames(fields, statement.Brand, statement.Mode);
        return RefusalOf(fields);
    }

    private static void CheckNames(Dictionary<string, string> fields, Brand brand, string name)
    {
        if (brand.CompanyName.Length > MaxShortText) fields["brand.companyName"] = $"Must have at most {MaxShortText} characters.";
        if (name.Length > MaxShortText) fields["account"] = $"Must have at most {MaxShortText} characters.";
    }

    private static Refusal? RefusalOf(Dictionary<string, string> fields) => fields.Count == 0
        ? null
        : new(ErrorCode.ValidationError, "The document cannot be drawn. Nothing was made; correct the fields and try again.", fields);

    private static IEnumerable<(string Path, string? Text, int Most)> TextsOf(Document document)
    {
        var (brand, party) = (document.Brand, document.BillTo);
        yield return ("number", document.Number, MaxShortText);
        yield return ("reference", document.Reference, MaxShortText);
        yield return ("original.number", document.Original?.Number, MaxShortText);
        yield return ("reason", document.Reason, MaxText);
        yield return ("payment.method", document.Payment?.Method, MaxShortText);
        yield return ("payment.reference", document.Payment?.Reference, MaxShortText);
        yield return ("notes", document.Notes, MaxNotes);
        yield return ("brand.companyName", brand.CompanyName, MaxShortText);
        yield return ("brand.address", brand.Address, MaxText);
        yield return ("brand.contact", brand.Contact, MaxText);
        yield return ("brand.email", brand.Email, MaxShortText);
        yield return ("brand.phone", brand.Phone, MaxShortText);
        yield return ("brand.website", brand.Website, MaxShortText);
        yield return ("brand.bin", brand.Bin, MaxShortText);
        yield return ("brand.footerNote", brand.FooterNote, MaxFooterNote);
        yield return ("billTo.name", party.Name, MaxShortText);
        yield return ("billTo.address", party.Address, MaxText);
        yield return ("billTo.email", party.Email, MaxShortText);
        yield return ("billTo.phone", party.Phone, MaxShortText);
        yield return ("billTo.bin", party.Bin, MaxShortText);
        yield return ("billTo.destination", party.Destination, MaxText);
        yield return ("mushak63.issuingAddress", document.Mushak63?.IssuingAddress, MaxText);
        yield return ("mushak63.officerName", document.Mushak63?.OfficerName, MaxShortText);
        yield return ("mushak63.officerPosition", document.Mushak63?.OfficerPosition, MaxShortText);
        for (var i = 0; i < document.Lines.Count; i++)
        {
            yield return ($"lines[{i}].description", document.Lines[i].Description, MaxDescription);
            yield return ($"lines[{i}].unit", document.Lines[i].Unit, MaxUnit);
        }

        for (var i = 0; i < document.Taxes.Count; i++) yield return ($"taxes[{i}].name", document.Taxes[i].Name, MaxShortText);
    }

    private static IEnumerable<Money> AmountsOf(Document document)
    {
        Money?[] ofTheWhole =
        [
            document.Subtotal, document.Discount, document.SupplementaryDuty,
            document.Withheld, document.Credited, document.Paid, document.Refunded, document.Due,
        ];
        return ofTheWhole
            .Concat(document.Lines.SelectMany(line => (Money?[])[line.UnitPrice, line.Discount, line.Total]))
            .Concat(document.Lines.SelectMany(line => (Money?[])[line.SupplementaryDuty, line.Tax, line.TotalWithTaxes]))
            .Concat(document.Taxes.SelectMany(tax => (Money?[])[tax.Taxable, tax.Amount]))
            .Concat(document.Instalments.SelectMany(part => (Money?[])[part.Amount, part.Paid]))
            .OfType<Money>();
    }
}
