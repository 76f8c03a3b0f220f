namespace OiPayments.UnitTests.Architecture;

/// <summary>The build's analyzer sees the lines of C# only. Pages have the same limit.</summary>
public class LineLengthTests
{
    /// <summary>As in <c>.editorconfig</c>.</summary>
    private const int Longest = 140;

    [Fact]
    public void No_line_of_a_page_is_longer_than_a_line_of_code_may_be()
    {
        var pages = Directory.GetFiles(Repository.Folder("src"), "*.razor", SearchOption.AllDirectories);

        Assert.NotEmpty(pages);
        Assert.Empty(pages.SelectMany(
            page => File.ReadLines(page).Index().Where(line => IsTooLong(line.Item)),
            (page, line) => $"{Path.GetFileName(page)}:{line.Index + 1}"));
    }

    /// <summary>A directive cannot be broken.</summary>
    private static bool IsTooLong(string line) => line.Length > Longest && !line.StartsWith("@using ", StringComparison.Ordinal);
}
