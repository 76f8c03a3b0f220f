using System.Xml;

namespace OiPayments.Statements.Workbooks;

/// <summary>The names of elements and attributes. A reader keeps all that it saw, so a file may not have any number of them.</summary>
internal sealed class BoundedNames : NameTable
{
    private const int MaxNames = 4096;
    private int added;

    public override string Add(string key) => base.Get(key) ?? base.Add(Counted(key));

    public override string Add(char[] key, int start, int len) =>
        base.Get(key, start, len) ?? base.Add(Counted(new string(key, start, len)));

    private string Counted(string name) => ++added <= MaxNames ? name
        : throw new FileRefusedException("The file has more kinds of elements than any program writes. Save it as CSV (UTF-8) and upload "
            + "that.");
}
