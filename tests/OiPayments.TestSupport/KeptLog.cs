using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace OiPayments.TestSupport;

/// <summary>Keeps every line of every category, with its exception, at every level.</summary>
public sealed class KeptLog : ILoggerProvider
{
    private readonly ConcurrentQueue<string> lines = new();

    public string Text => string.Join('\n', lines);

    /// <summary>How many statements were run that hold this text, whichever way the database quotes its names.</summary>
    public int StatementsWith(string text) => lines.Count(line => line.Contains("Executed DbCommand", StringComparison.Ordinal)
        && line.Replace("\"", "", StringComparison.Ordinal).Contains(text, StringComparison.Ordinal));

    public void Clear() => lines.Clear();

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, lines);

    public void Dispose()
    {
        // The lines outlive the server that wrote them.
    }

    private sealed class Logger(string category, ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is not LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{logLevel} {category}: {formatter(state, exception)} {exception}");
    }
}
