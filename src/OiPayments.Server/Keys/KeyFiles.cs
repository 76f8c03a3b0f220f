using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace OiPayments.Server.Keys;

/// <summary>
/// The key ring as files of the data folder, for this user alone. Written without the temp folder, which the framework's own repository
/// needs and a hardened unit or container may not have: each key goes into a file beside its place, to the disk, and then to its name, so
/// that another node that reads the folder sees a whole key or none.
/// </summary>
internal sealed class KeyFiles(string folder) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() => [.. Files().Select(file => XElement.Load(file))];

    /// <summary>Whether a ring was begun here.</summary>
    public bool Any() => Files().Any();

    /// <summary>Each entry with the name that it was stored under.</summary>
    public IReadOnlyCollection<(string Name, XElement Element)> ReadByName() =>
        [.. Files().Select(file => (Path.GetFileNameWithoutExtension(file), XElement.Load(file)))];

    public void StoreElement(XElement element, string friendlyName)
    {
        DataFolder.MakeForOwnerOnly(folder);
        var name = Path.Combine(folder, $"{friendlyName}.xml");
        var half = Path.Combine(folder, $".{friendlyName}.{RandomToken.New128("")}.half");
        try
        {
            using (var file = OwnFile.Create(half))
            {
                element.Save(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(half, name);
        }
        finally
        {
            File.Delete(half);
        }
    }

    private IEnumerable<string> Files() => Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.xml") : [];
}
