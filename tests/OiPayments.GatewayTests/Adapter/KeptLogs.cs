using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace OiPayments.GatewayTests.Adapter;

/// <summary>Keeps every log line at every level, with its properties and exception, as one text each.</summary>
internal sealed class KeptLogs : ILoggerProvider
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> lines = new();

    public IReadOnlyList<(LogLevel Level, string Text)> Lines => [.. lines];

    public ILogger CreateLogger(string categoryName) => new Keeper(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Keeper(KeptLogs logs, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            logs.lines.Enqueue((LogLevel.None, $"{category} scope {state}"));
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var properties = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs) : "";
            logs.lines.Enqueue((logLevel, $"{category} {formatter(state, exception)} {properties} {exception}"));
        }
    }
}
