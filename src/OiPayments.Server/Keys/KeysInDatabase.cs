using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using OiPayments.Encryption;
using OiPayments.Persistence;

namespace OiPayments.Server.Keys;

/// <summary>
/// The key ring as rows of the database, each wrapped. The framework asks for the ring and, where it holds no key to use, adds one: what
/// another node added in between stays, and the framework finds it when it reads again, which it does after adding.
/// </summary>
internal sealed class KeysInDatabase(IServiceScopeFactory scopes, KeyRingSettings settings) : IXmlRepository
{
    private const string Key = "key";

    /// <summary>The last place that was read; the framework reads before it adds.</summary>
    private int lastPlace;

    private WrappingKey Wrapping => settings.Wrapping ?? throw new InvalidOperationException("The ring is not in the database.");

    // The framework asks synchronously.
    public IReadOnlyCollection<XElement> GetAllElements() => ReadAsync().GetAwaiter().GetResult();

    public void StoreElement(XElement element, string friendlyName) => AddAsync(element, friendlyName).GetAwaiter().GetResult();

    /// <summary>Adds the entries that are not there, such as those of a folder.</summary>
    /// <returns>How many were not.</returns>
    public async Task<int> ImportAsync(IReadOnlyCollection<(string Name, XElement Element)> entries, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<OiPaymentsDb>();
        var there = await db.Directory<WrappedKey>().AsNoTracking().ToDictionaryAsync(key => key.Name, key => key.Place, ct);
        var place = there.Values.DefaultIfEmpty().Max();
        var added = 0;
        foreach (var (name, element) in entries.Where(entry => !there.ContainsKey(entry.Name)))
        {
            db.Add(Wrapped(element, name, ++place));
            added++;
        }

        return await db.TrySaveAsync(ct)
            ? added
            : throw new SettingsException("A node added to the key ring meanwhile. Nothing was imported; run the command again.");
    }

    /// <summary>Wraps every entry with the wrapping key of today that is wrapped with the other one.</summary>
    /// <returns>How many were.</returns>
    public async Task<int> WrapAgainAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<OiPaymentsDb>();
        var wrapped = 0;
        foreach (var key in await db.Directory<WrappedKey>().OrderBy(key => key.Place).ToListAsync(ct))
        {
            var text = Open(key);
            if (key.WrappedBy == Wrapping.Mark) continue;
            (key.WrappedBy, key.Box) = (Wrapping.Mark, Wrapping.Wrap(text, key.Name));
            wrapped++;
        }

        await db.SaveAsync(ct);
        return wrapped;
    }

    private async Task<IReadOnlyCollection<XElement>> ReadAsync()
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<OiPaymentsDb>();
        var keys = await db.Directory<WrappedKey>().AsNoTracking().OrderBy(key => key.Place).ToListAsync();
        List<XElement> elements = [.. keys.Select(key => XElement.Parse(Open(key)))];
        lastPlace = keys.Count == 0 ? 0 : keys[^1].Place;
        return elements;
    }

    private async Task AddAsync(XElement element, string name)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<OiPaymentsDb>();
        db.Add(Wrapped(element, name, lastPlace + 1));

        // Another node was first with a key: that is the one to use. Anything else was to be kept.
        if (!await db.TrySaveAsync(CancellationToken.None) && element.Name.LocalName != Key)
            throw new InvalidOperationException($"Another node added to the key ring at the same time: {name} was not added.");
    }

    private WrappedKey Wrapped(XElement element, string name, int place) => new()
    {
        Place = place,
        Name = name,
        WrappedBy = Wrapping.Mark,
        Box = Wrapping.Wrap(element.ToString(SaveOptions.DisableFormatting), name),
    };

    private string Open(WrappedKey key)
    {
        WrappingKey[] known = settings.OtherWrapping is { } other ? [Wrapping, other] : [Wrapping];
        if (known.FirstOrDefault(one => one.Mark == key.WrappedBy) is not { } wrapping)
            throw new SettingsException(
                $"entry {key.Name} is wrapped by the key with the mark {key.WrappedBy}, and the configuration has "
                    + $"{string.Join(" and ", known.Select(one => one.Mark))}. Set Keys__Wrapping to the key that it was wrapped with, or "
                    + "name that as Keys__OtherWrapping.");
        return wrapping.TryOpen(key.Box, key.Name, out var text)
            ? text
            : throw new SettingsException(
                $"entry {key.Name} was changed since it was wrapped. Put back the table wrapped_keys from a backup.");
    }
}
