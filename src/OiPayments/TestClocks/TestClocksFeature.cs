using Microsoft.Extensions.DependencyInjection;
using OiPayments.Access;
using OiPayments.Applications;

namespace OiPayments.TestClocks;

internal static class TestClocksFeature
{
    private static readonly Refusal OnlyInTest = new(
        ErrorCode.Forbidden, "This is a LIVE key, and LIVE goes by real time. Nothing was changed; use a TEST key of this application.");

    extension(IServiceCollection services)
    {
        public void AddTestClocks()
        {
            services.AddScoped<TurnTestClock>();
            services.AddScoped<ReadTestClock>();
            services.AddScoped<AdvanceTestClock>();
            services.AddScoped<ResetTestClock>();
            services.AddScoped<ReadAnyTestClock>();
            services.AddScoped<AdvanceAnyTestClock>();
            services.AddScoped<ResetAnyTestClock>();
            services.AddHostedService<MoveTestClocks>();
        }
    }

    extension(RouteGroupBuilder api)
    {
        public void MapTestClocks()
        {
            var clock = api.MapGroup("/test-clock").WithTags("Test clock").RequireApplication();
            ReadTestClock.Map(clock);
            AdvanceTestClock.Map(clock);
            ResetTestClock.Map(clock);

            var apps = api.MapGroup("/admin/apps").WithTags("Applications").RequireOperator();
            ReadAnyTestClock.Map(apps);
            AdvanceAnyTestClock.Map(apps);
            ResetAnyTestClock.Map(apps);
        }
    }

    extension(CallingApplication caller)
    {
        /// <summary>Why this caller has no test clock; null when it has one.</summary>
        public Refusal? LacksClock() => caller.Mode is Mode.Test ? null : OnlyInTest;
    }
}
