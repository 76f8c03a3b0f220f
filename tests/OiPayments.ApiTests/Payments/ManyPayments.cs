using OiPayments.Payments;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Payments;

/// <summary>More payments than anybody would open one by one.</summary>
internal static class ManyPayments
{
    extension(TestServer server)
    {
        /// <summary>Pending TEST payments of this application, a second apart up to now.</summary>
        public Task<int> ManyPaymentsAsync(TestApplication application, int count, string customerReference = "customer-1") =>
            server.WithDbAsync(async db =>
        {
            var now = server.Clock.GetUtcNow();
            var first = 1_000_000_000L * application.Id;
            for (var number = 0; number < count; number++)
            {
                var reference = Reference.New(Payment.ReferencePrefix, new((uint)application.Id));
                db.Add(new Payment
                {
                    ApplicationId = reference.ApplicationId,
                    Id = new(first + number),
                    Mode = Mode.Test,
                    Reference = reference.Text,
                    AmountMinor = 100,
                    Currency = Currency.Bdt,
                    Gateway = "SSLCOMMERZ",
                    CustomerReference = customerReference,
                    CreatedAt = now - TimeSpan.FromSeconds(count - number),
                    ExpiresAt = now + TimeSpan.FromHours(1),
                });
            }

            await db.SaveAsync(CancellationToken.None);
            return count;
        });
    }
}
