using OiPayments.Access;
using OiPayments.Lists;
using OiPayments.Persistence;

namespace OiPayments.Applications;

/// <summary>Where operators' queries start: with who asks, and what for. Nothing outside their reach is ever among the answers.</summary>
internal static class AnyApplication
{
    extension(OiPaymentsDb db)
    {
        /// <summary>The applications that the operator was granted this for.</summary>
        public IQueryable<Application> ApplicationsFor(SignedInOperator who, Permission permission)
        {
            var (all, reach) = (db.Directory<Application>(), who.Rights.Of(permission));
            var named = reach.Applications.ToList();
            return reach.IsEverywhere ? all : all.Where(application => named.Contains(application.Id));
        }

        /// <summary>One of them; refused when the permission was granted for none, or the application is not among them.</summary>
        public async Task<Outcome<Application>> FindApplicationAsync(
            SignedInOperator who, Permission permission, ApplicationId id, CancellationToken ct)
        {
            if (who.Lacks(permission) is { } forbidden) return forbidden;
            return await db.ApplicationsFor(who, permission).SingleOrDefaultAsync(
                application => application.Id == id, ct) is { } application
                ? application
                : Refusal.NotFound("application");
        }

        /// <summary>Whose records a list may hold that the operator asks for.</summary>
        /// <param name="who">Who asks.</param>
        /// <param name="permission">What for.</param>
        /// <param name="only">Only of this application; null for all in reach.</param>
        public Owners OwnersFor(SignedInOperator who, Permission permission, ApplicationId? only)
        {
            var reach = who.Rights.Of(permission);
            return only is { } one ? db.OwnersAmong(reach.Includes(one) ? [one] : [])
                : reach.IsEverywhere ? new(db.Directory<Application>().Select(application => application.Id), Named: null)
                : db.OwnersAmong([.. reach.Applications]);
        }

        /// <summary>These, which the caller has found to be in reach.</summary>
        public Owners OwnersAmong(List<ApplicationId> named) =>
            new(
                db.Directory<Application>().Where(application => named.Contains(application.Id)).Select(application => application.Id),
                named);

        /// <summary>Every record of those applications.</summary>
        public IQueryable<T> RecordsFor<T>(SignedInOperator who, Permission permission)
            where T : class, IApplicationOwned
        {
            var (all, reach) = (db.AcrossApplications<T>(), who.Rights.Of(permission));
            var named = reach.Applications.ToList();
            return reach.IsEverywhere ? all : all.Where(record => named.Contains(record.ApplicationId));
        }

        /// <summary>
        /// The record with this number, if it is one of theirs. Looked for application by application, because that is what every
        /// key begins with.
        /// </summary>
        public IQueryable<T> RecordFor<T>(SignedInOperator who, Permission permission, Id<T> id)
            where T : class, IListed<T> =>
            db.ApplicationsFor(
                who,
                permission).SelectMany(a => db.AcrossApplications<T>().Where(record => record.ApplicationId == a.Id && record.Id == id));
    }
}
