#pragma warning disable CA1862 // Of the ways to compare without case, databases know this one.
using OiPayments.Api;
using OiPayments.Invoices;
using OiPayments.Payments;
using OiPayments.Persistence;

namespace OiPayments.Privacy;

/// <summary>A customer as somebody names them: by exactly one of what records carry of them.</summary>
internal sealed record NamedCustomer(ApplicationId ApplicationId, string? Reference, string? Email, string? Phone)
{
    public const string ByReference = "customerReference";
    public const string ByEmail = "customerEmail";
    public const string ByPhone = "customerPhone";

    /// <summary>By which of them, as the request spells it: all that the audit log says of it.</summary>
    public string By => Reference is not null ? ByReference : Email is not null ? ByEmail : ByPhone;

    public void Check(FieldErrors errors)
    {
        if (new[] { Reference, Email, Phone }.Count(one => one is not null) != 1)
        {
            errors.Add("customerReference", "Send exactly one of customerReference, customerEmail and customerPhone.");
            return;
        }

        if (Reference is not null) errors.CheckFilled("customerReference", Reference, CreatePayment.MaxReferenceLength);
        if (Reference == ErasedText.Mark) errors.Add("customerReference", "This stands where a reference was erased.");
        errors.CheckEmail("customerEmail", Email);
        if (errors.CheckText("customerPhone", Phone, PhoneNumberText.MaxLength)
            && Phone is not null
            && !PhoneNumberText.TryRead(Phone, out _))
            errors.Add("customerPhone", "Must be a telephone number, such as 01711-000000 or +880 1711 000000, without an extension.");
    }

    /// <summary>Their payments of both modes that were not erased.</summary>
    public IQueryable<Payment> PaymentsIn(OiPaymentsDb db)
    {
        // Both modes are named because the indexes have the mode before what is looked for.
        var all = db.Of<Payment>(ApplicationId).Where(p => p.ErasedAt == null && (p.Mode == Mode.Live || p.Mode == Mode.Test));
        if (Reference is { } reference) return all.Where(p => p.CustomerReference == reference);

        // By the search terms, which have an index; what they cut short, or write in one form, is compared whole.
        var term = Email is { } email ? SearchTerms.OfEmail(email) : SearchTerms.OfPhone(Phone ?? "");
        var terms = db.Of<PaymentTerm>(ApplicationId).Where(t => (t.Mode == Mode.Live || t.Mode == Mode.Test) && t.Term == term)
            .Select(t => t.PaymentId);
        var found = all.Where(p => terms.Contains(p.Id));
        if (PhoneNumberText.TryRead(Phone ?? "", out var number)) return found.Where(p => p.CustomerPhone == number);
        var plain = SearchTerms.Plain(Email ?? "");
        return found.Where(p => p.CustomerEmail != null && p.CustomerEmail.ToLower() == plain);
    }

    /// <summary>
    /// Their invoices of both modes that were not erased. Invoices carry no telephone number, so by one none is found: somebody else may
    /// have paid it.
    /// </summary>
    public IQueryable<Invoice> InvoicesIn(OiPaymentsDb db)
    {
        var all = db.Of<Invoice>(ApplicationId).Where(i => i.ErasedAt == null && (i.Mode == Mode.Live || i.Mode == Mode.Test));
        if (Reference is { } reference) return all.Where(i => i.CustomerReference == reference);
        var plain = SearchTerms.Plain(Email ?? "");
        return Email is null ? all.Where(_ => false) : all.Where(i => i.CustomerEmail != null && i.CustomerEmail.ToLower() == plain);
    }
}
