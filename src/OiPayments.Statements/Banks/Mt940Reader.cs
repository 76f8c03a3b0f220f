using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using OiPayments.Statements.Tables;

namespace OiPayments.Statements.Banks;

/// <summary>
/// Reads MT940. A field begins only with a tag that may stand at its place: texts may hold lines that look like one, and stay texts.
/// </summary>
internal sealed partial class Mt940Reader
{
    // What a bank may write for one line of a statement is 6 lines of 65 characters; some write more.
    private const int MaxFieldLength = 16 * 1024;

    private static readonly HashSet<string> BeforeLines = ["20", "21", "13", "13D", "25", "25P", "28", "28C", "60F", "60M"];
    private static readonly HashSet<string> AmongLines = ["61", "86", "62F", "62M"];
    private static readonly HashSet<string> BehindLines = ["64", "65", "86", "20"];

    private Place place = Place.Outside;
    private Mt940Statement statement = new();
    private string account = "";
    private string number = "";
    private string tag = "";
    private string field = "";
    private int fieldLine;
    private bool hasAny;

    private enum Place
    {
        Outside,
        BeforeLines,
        AmongLines,
        BehindLines,
    }

    public static async IAsyncEnumerable<BankStatement> ReadAsync(
        Stream file, FirstBytes first, [EnumeratorCancellation] CancellationToken ct)
    {
        // Banks write the letters of their country in a code page that the file does not name. They stand in texts alone.
        using var text = new BoundedText(file, FirstBytes.Lenient(first.Encoding!));
        var (lines, reader) = (new TextLines(text), new Mt940Reader());
        while (await lines.ReadAsync(ct) is { } line)
        {
            if (reader.Take(line, lines.Number) is { } statement) yield return statement;
        }

        if (reader.End(lines.Number) is { } last) yield return last;
    }

    /// <summary>A statement when it is complete, which shows only at what follows it.</summary>
    private BankStatement? Take(string line, int at)
    {
        line = WithoutEnvelope(line);
        if (IsEnd(line, at)) return Finish();
        var match = TagShape().Match(line);
        var name = match.Groups["tag"].Value;
        if (!match.Success || !Allowed(name))
        {
            RefuseDisorder(name, line[match.Length..], at);
            Continue(line, at);
            return null;
        }

        Apply();
        var done = name == "20" ? Finish() : null;
        (tag, field, fieldLine) = (name, line[match.Length..], at);
        Enter();
        return done;
    }

    private BankStatement? End(int at)
    {
        Apply();
        if (place is Place.BeforeLines or Place.AmongLines) throw Cut(at);
        var last = Finish();
        if (statement.HasMore) throw statement.MissingPage(at);
        return hasAny ? last : throw new FileRefusedException("The file has no statement. Download it again from the bank.");
    }

    private static string WithoutEnvelope(string line)
    {
        var text = line.IndexOf("{4:", StringComparison.Ordinal);
        return line.TrimStart('\u0001', ' ').StartsWith('{') && text >= 0 ? line[(text + 3)..] : line;
    }

    private bool IsEnd(string line, int at)
    {
        var isEnvelope = line.StartsWith("-}", StringComparison.Ordinal);
        if (!isEnvelope && (line.TrimEnd() != "-" || place is Place.AmongLines or Place.BeforeLines)) return false;
        Apply();
        return place is Place.BeforeLines or Place.AmongLines ? throw Cut(at) : true;
    }

    private bool Allowed(string name) => place switch
    {
        Place.Outside => name == "20",
        Place.BeforeLines => BeforeLines.Contains(name),
        Place.AmongLines => AmongLines.Contains(name),
        Place.BehindLines => BehindLines.Contains(name),
    };

    // A text may well look like a tag, but not like a whole opening balance: then the statement before has no end.
    private void RefuseDisorder(string name, string content, int at)
    {
        if (place is Place.AmongLines && name is ("60F" or "60M") && Mt940Fields.IsBalance(content)) throw Cut(at);
        if (place is Place.BehindLines && name is ("60F" or "60M" or "61" or "62F" or "62M"))
        {
            throw new FileRefusedException(
                $"Line {at}: the field {name} stands behind the closing balance of its statement. Download the file again.", at);
        }
    }

    private void Continue(string line, int at)
    {
        if (place is Place.Outside)
        {
            if (!hasAny || line.Trim() is [] or ['{', ..] or ['\u0003', ..] or ['$', ..]) return;
            throw new FileRefusedException($"Line {at}: {Quoted.Of(line)} belongs to no statement. Download the file again.", at);
        }

        if (field.Length + line.Length > MaxFieldLength)
            throw new FileRefusedException($"What begins in line {fieldLine} has no end. Download the file again.", fieldLine);
        field = $"{field}\n{line}";
    }

    private void Enter()
    {
        place = (tag, place) switch
        {
            ("20", _) => Place.BeforeLines,
            ("60F" or "60M", _) => Place.AmongLines,
            ("62F" or "62M", _) => Place.BehindLines,
            _ => place,
        };
        if (tag == "20") (account, number, hasAny) = ("", "", true);
    }

    // A field is complete when the next begins.
    private void Apply()
    {
        var content = field.Trim();
        switch (tag)
        {
            case "25" or "25P":
                account = content.Split('\n')[0].Trim();
                break;
            case "28" or "28C":
                number = content;
                break;
            case "60F" or "60M":
                statement.Begin(account, number, Mt940Fields.Balance(content, fieldLine), tag == "60M", fieldLine);
                break;
            case "61":
                statement.AddLine(fieldLine, content);
                break;
            case "86" when place is Place.AmongLines:
                statement.AddText(content);
                break;
            case "62F" or "62M":
                statement.Close(Mt940Fields.Balance(content, fieldLine), tag == "62M", fieldLine);
                break;
        }

        (tag, field) = ("", "");
    }

    private BankStatement? Finish()
    {
        place = Place.Outside;
        if (!statement.IsClosed || statement.HasMore) return null;
        var done = statement.Finish();
        statement = new();
        return done;
    }

    private static FileRefusedException Cut(int at) =>
        new($"At line {at} a statement ends without its closing balance: the file is cut. Download it again from the bank.", at);

    [GeneratedRegex(@"\A:(?<tag>[0-9]{2}[A-Z]?):", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TagShape();
}
