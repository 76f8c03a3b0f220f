using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using OiPayments.Access;

namespace OiPayments.Bench;

/// <summary>
/// Writes down what Entity Framework says to a database in this process, with when and the values; <see cref="StatementLog"/> reads it.
/// </summary>
internal sealed class StatementRecorder : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private const string Source = "Microsoft.EntityFrameworkCore";
    private readonly Lock gate = new();
    private readonly BinaryWriter file;
    private readonly IDisposable subscription;
    private readonly List<IDisposable> listening = [];

    public StatementRecorder(string path)
    {
        file = new(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read));
        subscription = DiagnosticListener.AllListeners.Subscribe(this);
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == Source) listening.Add(value.Subscribe(this));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        Said? said = value.Key switch
        {
            $"{Source}.Database.Transaction.TransactionStarted" => Said.Begin,
            $"{Source}.Database.Transaction.TransactionCommitted" => Said.Commit,
            $"{Source}.Database.Transaction.TransactionRolledBack" => Said.Rollback,
            $"{Source}.Database.Command.CommandExecuting" => Said.Command,
            _ => null,
        };
        if (said is null || value.Value is not { } happened) return;

        lock (gate)
        {
            file.Write(Stopwatch.GetTimestamp());
            file.Write(Of<Guid>(happened, "ConnectionId").ToByteArray());
            file.Write((byte)said);
            if (said is Said.Command) Write(Of<DbCommand>(happened, "Command"));
            file.Flush();
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose()
    {
        subscription.Dispose();
        listening.ForEach(one => one.Dispose());
        lock (gate) file.Dispose();
    }

    // Entity Framework's own types are not here: this is loaded into a server that brings its own.
    private static T Of<T>(object happened, string property) => (T)happened.GetType().GetProperty(property)!.GetValue(happened)!;

    private void Write(DbCommand command)
    {
        file.Write(command.CommandText);
        file.Write(command.Parameters.Count);
        foreach (DbParameter parameter in command.Parameters)
        {
            file.Write(parameter.ParameterName);
            switch (parameter.Value)
            {
                case null or DBNull:
                    file.Write((byte)Kind.Null);
                    break;
                case string text:
                    file.Write((byte)Kind.Text);
                    file.Write(text);
                    break;
                case DateOnly day:
                    // As SQLite keeps it.
                    file.Write((byte)Kind.Text);
                    file.Write(day.ToString("O", CultureInfo.InvariantCulture));
                    break;
                case byte[] bytes:
                    file.Write((byte)Kind.Bytes);
                    file.Write(bytes.Length);
                    file.Write(bytes);
                    break;
                case double number:
                    file.Write((byte)Kind.Real);
                    file.Write(number);
                    break;
                case bool or byte or short or int or uint or long:
                    file.Write((byte)Kind.Integer);
                    file.Write(Convert.ToInt64(parameter.Value, CultureInfo.InvariantCulture));
                    break;
                default:
                    // Told to whoever reads it: thrown here, it would end in the server's log, and a record in its middle.
                    file.Write((byte)Kind.Unknown);
                    file.Write(parameter.Value.GetType().ToString());
                    break;
            }
        }
    }

    internal enum Said : byte
    {
        Begin,
        Commit,
        Rollback,
        Command,
    }

    internal enum Kind : byte
    {
        Null,
        Text,
        Bytes,
        Real,
        Integer,
        Unknown,
    }
}
