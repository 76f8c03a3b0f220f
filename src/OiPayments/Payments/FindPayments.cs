using System.Globalization;
using OiPayments.Applications;
using OiPayments.Operators;
using OiPayments.Persistence;

namespace OiPayments.Payments;

/// <summary>
/// Finds payments by whatever somebody reads out or pastes. Every way of finding is a step into an index of each application, so
/// that it costs the same however many payments there are.
/// </summary>
internal static class FindPayments
{
    /// <summary>A shorter beginning would fit too many to be of help.</summary>
    private const int MinBeginning = 3;

    /// <summary>How many a mere beginning finds: who is looking for more types more.</summary>
    private const int MaxByBeginning = 200;

    // Stands behind every way a text can go on, in the order of code points that both databases keep these columns in.
    private const string AfterAll = "\U0010FFFF";

    public static IQueryable<Payment> Matching(OiPaymentsDb db, SignedInOperator who, Permission permission, string text)
    {
        var (applications, payments, attempts) =
            (db.ApplicationsFor(who, permission), db.RecordsFor<Payment>(who, permission), db.RecordsFor<PaymentAttempt>(who, permission));

        // Both modes are named because the index has the mode before the reference. The keys first, each once however often it is found, and then the payments.
        var found = applications.SelectMany(a => payments.Where(p => p.ApplicationId == a.Id && (p.Mode == Mode.Test || p.Mode == Mode.Live) && p.CustomerReference == text)
                .Select(p => new Key { ApplicationId = p.ApplicationId, Id = p.Id }))
            .Union(applications.SelectMany(a => attempts.Where(t => t.ApplicationId == a.Id && t.TransactionId == text)
                .Select(t => new Key { ApplicationId = t.ApplicationId, Id = t.PaymentId })))
            .Union(applications.SelectMany(a => attempts.Where(t => t.ApplicationId == a.Id && t.BankTransactionId == text)
                .Select(t => new Key { ApplicationId = t.ApplicationId, Id = t.PaymentId })));

        // A whole reference is the beginning of nothing; and a search of single steps is planned once, one of stretches anew each time.
        if (text.StartsWith(Payment.ReferencePrefix, StringComparison.Ordinal) && text.Length == Reference.LengthWith(Payment.ReferencePrefix))
        {
            found = found.Union(applications.SelectMany(a => payments.Where(p => p.ApplicationId == a.Id && p.Reference == text)
                .Select(p => new Key { ApplicationId = p.ApplicationId, Id = p.Id })));
        }
        else if (text.Length >= MinBeginning)
        {
            var end = text + AfterAll;
            found = found.Union(applications.SelectMany(a => payments
                    .Where(p => p.ApplicationId == a.Id && (p.Mode == Mode.Test || p.Mode == Mode.Live) && string.Compare(p.CustomerReference, text) >= 0 && string.Compare(p.CustomerReference, end) < 0)
                    .Select(p => new Key { ApplicationId = p.ApplicationId, Id = p.Id })).Take(MaxByBeginning));

            if (text.StartsWith(Payment.ReferencePrefix, StringComparison.Ordinal) && text.Length >= Payment.ReferencePrefix.Length + MinBeginning)
            {
                found = found.Union(applications.SelectMany(a => payments
                        .Where(p => p.ApplicationId == a.Id && string.Compare(p.Reference, text) >= 0 && string.Compare(p.Reference, end) < 0)
                        .Select(p => new Key { ApplicationId = p.ApplicationId, Id = p.Id })).Take(MaxByBeginning));
            }
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            var id = new Id<Payment>(number);
            found = found.Union(applications.SelectMany(a => payments.Where(p => p.ApplicationId == a.Id && p.Id == id)
                .Select(p => new Key { ApplicationId = p.ApplicationId, Id = p.Id })));
        }

        return found.Join(payments, key => new { key.ApplicationId, key.Id }, p => new { p.ApplicationId, p.Id }, (_, p) => p);
    }

    private sealed class Key
    {
        public required ApplicationId ApplicationId { get; init; }
        public required Id<Payment> Id { get; init; }
    }
}
