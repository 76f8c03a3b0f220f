using System.Globalization;
using OiPayments.Access;
using OiPayments.Lists;
using OiPayments.Persistence;

namespace OiPayments.Applications;

/// <summary>
/// What names a <typeparamref name="T"/> in a path, its number or its reference. Any other text is the name of a record that nobody has.
/// </summary>
internal readonly record struct RecordName<T>(string Text) : IParsable<RecordName<T>>
{
    public static RecordName<T> Parse(string s, IFormatProvider? provider) => new(s);

    public static bool TryParse(string? s, IFormatProvider? provider, out RecordName<T> result)
    {
        result = new(s ?? "");
        return true;
    }

    public Id<T>? Number => Id<T>.TryParse(Text, CultureInfo.InvariantCulture, out var id) ? id : null;
}

internal static class RecordNames
{
    /// <summary>No record has this number.</summary>
    private const long Nobodys = 0;

    extension<T>(IQueryable<T> records)
        where T : class, IReferenced<T>
    {
        /// <summary>The one that is so named; null, without a query, when a reference is mistyped.</summary>
        public IQueryable<T>? Named(RecordName<T> name)
        {
            if (name.Number is { } id) return records.Where(record => record.Id == id);
            return Reference.TryParse(name.Text, T.Prefix, out var reference)
                ? records.Where(record => record.Reference == reference.Text)
                : null;
        }
    }

    extension(OiPaymentsDb db)
    {
        /// <summary>
        /// The number of a record that an operator names; one that nobody has, when it is not within their reach, so that the use case
        /// itself says what it says of those.
        /// </summary>
        public async Task<Id<T>> NumberOfAsync<T>(SignedInOperator who, Permission permission, RecordName<T> name, CancellationToken ct)
            where T : class, IReferenced<T>
        {
            if (name.Number is { } id) return id;
            if (!Reference.TryParse(name.Text, T.Prefix, out var reference)) return new(Nobodys);
            return await db.RecordsFor<T>(who, permission)
                .Where(record => record.ApplicationId == reference.ApplicationId && record.Reference == reference.Text)
                .Select(record => record.Id).SingleOrDefaultAsync(ct);
        }
    }
}
