using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Ledger;

/// <summary>What an application's books say, as a line of text.</summary>
internal static class Books
{
    extension(TestApplication application)
    {
        /// <summary>
        /// Every account of TEST money that holds something, in the order of the chart; fails when the books do not balance.
        /// </summary>
        public async Task<string> BalancesAsync(string query = "")
        {
            var trial = (await application.Test.ReadAsync("ledger/trial-balance" + query)).Data();
            Assert.True((bool)trial["balanced"]!, trial.ToJsonString());
            return string.Join(", ", trial["accounts"]!.AsArray()
                .Where(account => (long)account!["balanceMinor"]! != 0).Select(account => $"{account!["code"]} {account["balanceMinor"]}"));
        }
    }
}
