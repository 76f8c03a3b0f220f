using System.Net;
using System.Net.Sockets;
using OiPayments.Bench;

/// <summary>
/// Loaded into the measured server by <c>DOTNET_STARTUP_HOOKS</c>: answers every connection to a local socket with the bytes that the
/// process has allocated so far, and, where it is told to, writes down what is said to the database. The server itself knows nothing of
/// being measured.
/// </summary>
internal static class StartupHook
{
    public const string SocketVariable = "BENCH_ALLOCATIONS_SOCKET", StatementsVariable = "BENCH_STATEMENTS_FILE";

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(StatementsVariable) is { Length: > 0 } file) _ = new StatementRecorder(file);
        if (Environment.GetEnvironmentVariable(SocketVariable) is not { Length: > 0 } path) return;

        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        new Thread(() =>
        {
            while (true)
            {
                using var asking = listener.Accept();
                asking.Send(BitConverter.GetBytes(IPAddress.HostToNetworkOrder(GC.GetTotalAllocatedBytes(precise: false))));
            }
        })
        { IsBackground = true }.Start();
    }
}
