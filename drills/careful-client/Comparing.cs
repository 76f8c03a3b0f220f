using System.Text.Json.Nodes;

namespace OiPayments.CarefulClient;

/// <summary>What was acknowledged is there, and what was asked for once is there once.</summary>
internal static class Comparing
{
    public static async Task<int> RunAsync(Uri api, string credentials, string file)
    {
        using var client = Connection.Open(api, credentials);
        var acknowledged = File.ReadLines(file).Select(line => line.Split(' ')).ToLookup(line => line[1], line => line[0]);
        var listed = new Dictionary<string, List<string>>();
        string? cursor = null;
        do
        {
            using var answer = await client.GetAsync($"payments?size=200{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}");
            var text = await answer.Content.ReadAsStringAsync();
            if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{(int)answer.StatusCode}: {text}");

            var page = JsonNode.Parse(text)!;
            foreach (var payment in page["data"]!.AsArray())
            {
                var order = (string)payment!["customerReference"]!;
                if (!listed.TryGetValue(order, out var ids)) listed[order] = ids = [];
                ids.Add(payment["id"]!.ToString());
            }

            cursor = (string?)page["pagination"]?["nextCursor"];
        }
        while (cursor is not null);

        var lost = acknowledged.Count(order => order.Any(id => listed.GetValueOrDefault(order.Key)?.Contains(id) is not true));
        var doubled = listed.Count(order => order.Value.Count > 1) + acknowledged.Count(order => order.Distinct().Count() > 1);
        var unacknowledged = listed.Keys.Count(order => !acknowledged.Contains(order));
        Console.WriteLine(
            $"{acknowledged.Count} acknowledged, {listed.Values.Sum(ids => ids.Count)} listed: {lost} lost, {doubled} doubled, "
                + $"{unacknowledged} listed without an acknowledgement");
        return lost + doubled == 0 ? 0 : 1;
    }
}
