using System.Runtime.CompilerServices;

namespace OiPayments.UnitTests;

/// <summary>The working copy these tests were built from: its source and its guides are under test as well.</summary>
internal static class Repository
{
    public static string Guides { get; } = Folder("docs");

    /// <summary>The product's own project, whose folders are the rooms.</summary>
    public static string Product { get; } = Folder("src/OiPayments");

    public static string Folder(string path) => Path.GetFullPath(Path.Combine(Root(), path));

    private static string Root([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "../..");
}
