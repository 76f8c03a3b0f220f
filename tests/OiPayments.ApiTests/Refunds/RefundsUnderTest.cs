using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.Access;
using OiPayments.Refunds;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Refunds;

/// <summary>Asking for refunds, and waiting for what becomes of them.</summary>
internal static class RefundsUnderTest
{
    public const string OtherEmail = "second@example.com";

    extension(TestServer server)
    {
        /// <summary>A payment of 1,250.50 BDT that was paid.</summary>
        public async Task<JsonNode> PaidPaymentAsync(TestApplication application, JsonObject? fields = null)
        {
            var payment = await application.OpenPaymentAsync(fields);
            await server.PayAsync((string)payment["reference"]!);
            return await application.ReadPaymentAsync(payment);
        }

        /// <summary>Sets what the sandbox does about one payment's gateway transaction.</summary>
        public async Task PlanAsync(string transactionId, JsonObject scenario)
        {
            using var client = new HttpClient();
            using var content = new StringContent(scenario.ToJsonString(), Encoding.UTF8, "application/json");
            using var set = await client.PostAsync(new Uri(server.SandboxUrl, $"/control/transactions/{transactionId}/scenario"), content);
            Assert.True(set.IsSuccessStatusCode, await set.Content.ReadAsStringAsync());
        }

        /// <summary>A paid payment whose refunds the sandbox treats as the scenario says.</summary>
        public async Task<JsonNode> PaidPaymentAsync(TestApplication application, string scenario)
        {
            var payment = await application.OpenPaymentAsync();
            var session = await server.StartPayingAsync((string)payment["reference"]!);
            using var client = new HttpClient();
            var view = JsonNode.Parse(await client.GetStringAsync(new Uri(server.SandboxUrl, $"/control/sessions/{session}")))!;
            await server.PlanAsync((string)view["tran_id"]!, new() { ["name"] = scenario });
            await server.EndSessionAsync(session, "success");
            return await application.ReadPaymentAsync(payment);
        }

        /// <summary>Lets the clock tick until the refund is as it should be.</summary>
        public Task<JsonNode> WhenRefundAsync(TestApplication application, JsonNode refund, Func<JsonNode, bool> holds) =>
            Eventually.BecomesAsync(
            async () =>
            {
                server.Clock.Advance(TimeSpan.FromSeconds(1));
                return (await application.Test.ReadAsync($"refunds/{refund["id"]}")).Data();
            },
            holds);

        /// <summary>Lets the clock run in long steps until the gateway has given the money back, or will not.</summary>
        public async Task<JsonNode> WhenRefundEndsAsync(TestApplication application, JsonNode refund) => await Eventually.BecomesAsync(
            async () =>
            {
                server.WaitOut(TimeSpan.FromMinutes(10));
                return (await application.Test.ReadAsync($"refunds/{refund["id"]}")).Data();
            },
            read => (string?)read["status"] is "SUCCEEDED" or "FAILED" or "REJECTED");

        /// <summary>When the service goes on with the refund; null when it does not.</summary>
        public Task<DateTimeOffset?> DueAtAsync(JsonNode refund) => server.WithDbAsync(db =>
        {
            var id = new Id<Refund>((long)refund["id"]!);
            return db.AcrossApplications<Refund>().Where(r => r.Id == id).Select(r => r.DueAt).SingleAsync();
        });

        /// <summary>Lets so much time pass at once, and what is due at its end happen.</summary>
        public void WaitOut(TimeSpan time)
        {
            server.Clock.AdjustTime(server.Clock.GetUtcNow() + time);
            server.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        /// <summary>Another operator with a session of its own.</summary>
        public async Task<HttpClient> SecondOperatorAsync(string email = OtherEmail)
        {
            const string password = "another correct horse battery";
            await server.WithDbAsync(async db =>
            {
                if (await db.Directory<Operator>().AnyAsync(known => known.Email == email)) return 0;
                var second = new Operator
                {
                    Id = await server.Services.GetRequiredService<IIdSource>().NextAsync<Operator>(CancellationToken.None),
                    Email = email,
                    Name = "Second",
                    PasswordHash = "",
                    SuperAdmin = true,
                    CreatedAt = server.Clock.GetUtcNow(),
                };
                second.PasswordHash = QuickHasher.Create().HashPassword(second, password);
                db.Add(second);
                await db.SaveAsync(CancellationToken.None);
                return 0;
            });
            var session = (await server.Anonymous.PostAsync("auth/login", new JsonObject { ["email"] = email, ["password"] = password }))
                .Data();
            var client = server.ClientWith(null, null);
            client.DefaultRequestHeaders.Authorization = new("Bearer", (string)session["token"]!);
            return client;
        }
    }

    extension(TestApplication application)
    {
        public Task<Answer> RefundAsync(JsonNode payment, long amountMinor, params (string Name, string Value)[] headers) =>
            application.Test.PostAsync($"payments/{payment["id"]}/refunds", new JsonObject { ["amountMinor"] = amountMinor }, headers);
    }
}
