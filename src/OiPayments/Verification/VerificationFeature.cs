using Microsoft.Extensions.DependencyInjection;
using OiPayments.Reconciliation;
using OiPayments.Reports;

namespace OiPayments.Verification;

internal static class VerificationFeature
{
    extension(IServiceCollection services)
    {
        /// <summary>The checker and its invariants, in the order they are reported. Needs the database, the ledger and a clock.</summary>
        public void AddVerification()
        {
            services.AddScoped<Verifier>();
            services.AddScoped<CompareWithBooks>();
            services.AddScoped<CountDays>();
            services.AddScoped<VerifyDatabase>();
            services.AddScoped<IInvariant, DebitsEqualCredits>();
            services.AddScoped<IInvariant, BalancesAreSumsOfEntries>();
            services.AddScoped<IInvariant, PaidPaymentsAreCapturedOnce>();
            services.AddScoped<IInvariant, AttemptsWithMoneyAreBooked>();
            services.AddScoped<IInvariant, PaymentsAreConsistent>();
            services.AddScoped<IInvariant, RefundsAreCovered>();
            services.AddScoped<IInvariant, RefundsAreBooked>();
            services.AddScoped<IInvariant, ManualJournalsAreBooked>();
            services.AddScoped<IInvariant, ClosedMonthsStay>();
            services.AddScoped<IInvariant, InvoicesAreNumbered>();
            services.AddScoped<IInvariant, InvoicesAreBooked>();
            services.AddScoped<IInvariant, InvoicesAreSettled>();
            services.AddScoped<IInvariant, SettlementsAreBooked>();
            services.AddScoped<IInvariant, ReportsAreSums>();
            services.AddScoped<IInvariant, StateChangesHaveEvents>();
            services.AddScoped<IInvariant, EventsAreDelivered>();
            services.AddScoped<IInvariant, AnswersNameWhatIsThere>();
            services.AddScoped<IInvariant, IdBlocksAreAhead>();
            services.AddScoped<IInvariant, SealsAreIntact>();
            services.AddScoped<IInvariant, JournalsAreSealed>();
            services.AddScoped<IInvariant, AuditLogIsIntact>();
        }
    }

    extension(RouteGroupBuilder api)
    {
        public void MapVerification() => VerifyDatabase.Map(api);
    }
}
