using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OiPayments.Cli.Output;

/// <summary>How good or bad something is, in a colour.</summary>
internal enum Tone
{
    Plain,
    Good,
    Bad,
    Waiting,
    Quiet,
}

/// <summary>A piece of text, and how it looks where colours are wanted.</summary>
internal readonly record struct Cell(string Text, Tone Tone = Tone.Plain)
{
    public static implicit operator Cell(string? text) => new(text ?? "");
}

/// <summary>
/// What the command prints: text for people, or JSON for programs. Results go to the output, and everything that only accompanies them goes
/// to the error output.
/// </summary>
internal sealed class Screen(TextWriter output, TextWriter error, bool isJson, bool hasColours)
{
    private static readonly JsonSerializerOptions OneLine = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonSerializerOptions Indented = new(OneLine) { WriteIndented = true };

    private readonly object turn = new();

    public bool IsJson => isJson;

    /// <summary>For the console as it is: no colours into a file or a pipe, nor where NO_COLOR asks for none.</summary>
    public static Screen OfConsole(bool isJson) => new(
        Console.Out, Console.Error, isJson,
        hasColours: !isJson && !Console.IsOutputRedirected && !Console.IsErrorRedirected
            && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            && Environment.GetEnvironmentVariable("TERM") != "dumb");

    /// <summary>As the API would say it.</summary>
    public static JsonNode? ToJson(object? value) =>
        value is null ? null : JsonSerializer.SerializeToNode(value, value.GetType(), OneLine);

    /// <summary>The one result.</summary>
    public void Result(JsonNode? json, params Cell[][] lines)
    {
        if (isJson) Write(output, json?.ToJsonString(Indented) ?? "null");
        else Write(output, Columns(lines));
    }

    /// <summary>One of many that come one after the other.</summary>
    public void Line(JsonNode json, params Cell[] cells) =>
        Write(output, isJson ? json.ToJsonString(OneLine) : string.Join("  ", cells.Select(Show)));

    /// <summary>A list under its headings.</summary>
    public void Table(IEnumerable<JsonNode?> json, string[] headings, IReadOnlyList<Cell[]> rows, string nothing)
    {
        if (isJson) Write(output, new JsonArray([.. json]).ToJsonString(Indented));
        else if (rows.Count == 0) Note(nothing);
        else Write(output, Columns([[.. headings.Select(heading => new Cell(heading, Tone.Quiet))], .. rows]));
    }

    /// <summary>What accompanies the result, for people.</summary>
    public void Note(string text)
    {
        if (!isJson) Write(error, Show(new(text, Tone.Quiet)));
    }

    public void Error(string message, string? next, JsonObject json)
    {
        if (isJson) Write(error, new JsonObject { ["error"] = json }.ToJsonString(OneLine));
        else Write(error, next is null ? Show(new(message, Tone.Bad)) : $"{Show(new(message, Tone.Bad))}\n{next}");
    }

    private string Columns(IReadOnlyList<Cell[]> rows)
    {
        var widths = new int[rows.Max(row => row.Length)];
        foreach (var row in rows)
            for (var i = 0; i < row.Length; i++) widths[i] = Math.Max(widths[i], row[i].Text.Length);
        return string.Join('\n', rows.Select(row => string.Concat(row.Select((cell, i) =>
            i == row.Length - 1 ? Show(cell) : Show(cell) + new string(' ', widths[i] - cell.Text.Length + 2)))));
    }

    /// <summary>What others wrote may not steer the terminal.</summary>
    private string Show(Cell cell)
    {
        var text = string.Concat(cell.Text.Select(letter => char.IsControl(letter) && letter != '\n' ? '·' : letter));
        return hasColours && cell.Tone is not Tone.Plain ? $"\u001b[{Code(cell.Tone)}m{text}\u001b[0m" : text;
    }

    private static int Code(Tone tone) => tone switch
    {
        Tone.Good => 32,
        Tone.Bad => 31,
        Tone.Waiting => 33,
        Tone.Quiet => 90,
        Tone.Plain => 0,
    };

    private void Write(TextWriter writer, string text)
    {
        lock (turn)
        {
            writer.WriteLine(text);
            writer.Flush();
        }
    }
}
