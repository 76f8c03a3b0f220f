using OiPayments.Persistence;

namespace OiPayments.Applications;

internal static class AnyApplication
{
    extension(OiPaymentsDb db)
    {
        /// <summary>
        /// The record with this number, whosever it is: for operators. Looked for application by application, because that is
        /// what every key begins with.
        /// </summary>
        public IQueryable<T> OfAnyApplication<T>(Id<T> id)
            where T : class, IListed<T> =>
            db.Directory<Application>().SelectMany(a => db.AcrossApplications<T>().Where(record => record.ApplicationId == a.Id && record.Id == id));
    }
}
