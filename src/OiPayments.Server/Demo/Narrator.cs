using Spectre.Console;

namespace OiPayments.Server.Demo;

/// <summary>A step of the story did not go as it must. The message says which and what was seen.</summary>
internal sealed class StoryBrokeException(string message) : Exception(message);

/// <summary>Tells the story on a terminal: a line for what is done, and under it what it answered.</summary>
internal sealed class Narrator(IAnsiConsole console) : IDisposable
{
    private int step;

    public void Step(string title)
    {
        step++;
        console.WriteLine();
        console.MarkupLineInterpolated($"[bold blue]{step,2}.[/] [bold]{title}[/]");
    }

    /// <summary>What goes over the wire, as a reader could type it.</summary>
    public void Request(string line) => console.MarkupLineInterpolated($"    [grey]>[/] {line}");

    public void Shows(string name, string? value) => console.MarkupLineInterpolated($"    {name,-22} [green]{value}[/]");

    public void Says(string sentence) => console.MarkupLineInterpolated($"    {sentence}");

    public void Draw(Table table) => console.Write(new Padder(table, new(4, 0, 0, 0)));

    public void Close(string sentence)
    {
        console.WriteLine();
        console.MarkupLineInterpolated($"[bold green]✔ {sentence}[/]");
        console.WriteLine();
    }

    public void Break(string sentence)
    {
        console.WriteLine();
        console.MarkupLineInterpolated($"[bold red]✘ Step {step}: {sentence}[/]");
    }

    public void Dispose() => console.Profile.Out.Writer.Flush();
}
