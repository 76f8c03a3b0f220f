using System.Globalization;
using OiPayments.Sandbox.Domain;

namespace OiPayments.Sandbox.Settlements;

/// <summary>Makes settlement files and bank statements. The same question, about the same payments, is answered with the same bytes.</summary>
internal sealed class MakeFiles(StoreBook stores, SettlementBook settlements)
{
    private const string IsoDay = "yyyy-MM-dd";
    private const int ListedDays = 30;

    /// <summary>What there is to make files of: each store's days, the newest first.</summary>
    public IEnumerable<(SandboxStore Store, DateOnly Day)> Days(DateTimeOffset now) => stores.All
        .SelectMany(store => settlements.Of(store, now).Reverse().Take(ListedDays).Select(one => (store, one.Day)));

    /// <summary>The settlement file of a day.</summary>
    public NoFile? Settlement(FileWish wish, DateTimeOffset now, out MadeFile file)
    {
        file = null!;
        if (ChooseFormat(wish, FileFormats.OfSettlements, out var format) is { } unknown) return unknown;
        if (Choose(wish, now, out var day) is { } wrong) return wrong;
        if (!day.Layout.HasPayout && day.Faults.Contains(PlantedFault.Remainder))
        {
            return new(StatusCodes.Status400BadRequest,
                $"The layout {day.Layout.Name} has no row for the payout, so it cannot show the fault {PlantedFault.Remainder.Name}. "
                + $"Choose {Listed(SettlementLayout.All.Where(layout => layout.HasPayout).Select(layout => layout.Name))}.");
        }

        var content = format.Write(day.Layout.Write(day.Settlement));
        file = new($"settlement-{Shown(day.Settlement.Day)}.{format.Name}", format.MediaType, content);
        return null;
    }

    /// <summary>The bank's statement about the payout of a day.</summary>
    public NoFile? BankStatement(FileWish wish, DateTimeOffset now, out MadeFile file)
    {
        file = null!;
        if (ChooseFormat(wish, FileFormats.OfBankStatements, out var format) is { } unknown) return unknown;
        if (Choose(wish, now, out var day) is { } wrong) return wrong;

        var store = day.Settlement.Store;
        var number = string.Create(CultureInfo.InvariantCulture, $"1501200000{settlements.NumberOf(store):000}");
        var statement = new BankAccount(number, settlements.Of(store, now))
            .StatementOf(day.Settlement, isReturned: day.Faults.Contains(PlantedFault.ReturnedPayout));
        file = new($"bank-{Shown(statement.From)}.{format.Name}", format.MediaType, format.Write(statement));
        return null;
    }

    private static NoFile? ChooseFormat<T>(FileWish wish, IReadOnlyList<FileFormat<T>> formats, out FileFormat<T> format)
    {
        format = formats.FirstOrDefault(known => known.Name == wish.Format)!;
        return format is null ? Unknown("file's ending", wish.Format, formats.Select(known => known.Name)) : null;
    }

    private NoFile? Choose(FileWish wish, DateTimeOffset now, out Chosen chosen)
    {
        chosen = null!;
        if (!wish.TryDay(out var day))
            return new(StatusCodes.Status400BadRequest, $"\"{wish.Day}\" is no day. Write it as 2026-08-24.");
        if ((wish.Store is { } id ? stores.Find(id) : stores.All[0]) is not { } store)
            return Unknown("store", wish.Store!, stores.All.Select(known => known.Id));
        if ((wish.Layout is { } name ? SettlementLayout.Find(name) : SettlementLayout.All[0]) is not { } layout)
            return Unknown("layout", wish.Layout!, SettlementLayout.All.Select(known => known.Name));
        if (wish.Faults.FirstOrDefault(fault => PlantedFault.Find(fault) is null) is { } fault)
            return Unknown("fault", fault, PlantedFault.All.Select(known => known.Name));

        var all = settlements.Of(store, now);
        if (all.FirstOrDefault(one => one.Day == day) is not { } settlement) return NothingOn(day, store, all);

        List<PlantedFault> faults = [.. PlantedFault.All.Where(known => wish.Faults.Contains(known.Name))];
        foreach (var planted in faults)
        {
            if (planted.Plant(settlement) is not { } wrong)
            {
                return new(StatusCodes.Status409Conflict,
                    $"The fault {planted.Name} needs {planted.Needs}, which the store {store.Id} did not have on {Shown(day)}.");
            }

            settlement = wrong;
        }

        chosen = new(settlement, layout, faults);
        return null;
    }

    private static NoFile NothingOn(DateOnly day, SandboxStore store, IReadOnlyList<Settlement> all) => new(
        StatusCodes.Status404NotFound,
        $"Nothing was paid to the store {store.Id}, or given back by it, on {Shown(day)}. "
        + (all.Count == 0 ? "Nor on any other day." : $"It was on {Listed(all.TakeLast(ListedDays).Select(one => Shown(one.Day)))}."));

    private static NoFile Unknown(string what, string name, IEnumerable<string> valid) =>
        new(StatusCodes.Status400BadRequest, $"Nobody knows the {what} \"{name}\". Choose {Listed(valid)}.");

    private static string Listed(IEnumerable<string> names) => string.Join(", ", names);

    private static string Shown(DateOnly day) => day.ToString(IsoDay, CultureInfo.InvariantCulture);

    private sealed record Chosen(Settlement Settlement, SettlementLayout Layout, IReadOnlyList<PlantedFault> Faults);
}
