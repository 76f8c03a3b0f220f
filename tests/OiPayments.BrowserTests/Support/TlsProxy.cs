using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;

namespace OiPayments.BrowserTests.Support;

/// <summary>A real nginx or HAProxy with TLS, as a user who is not root, with everything it writes in a folder of its own.</summary>
public sealed partial class TlsProxy : IAsyncDisposable
{
    private const string Nobody = "nobody";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("oipayments-proxy-");
    private Process? process;
    private int listensAt;

    private TlsProxy()
    {
    }

    /// <summary>Where it answers plain http, when it runs with a file of deploy/.</summary>
    public int PlainPort { get; } = FreePort();

    /// <summary>A certificate for localhost that nobody signed, with its key.</summary>
    public string Certificate => Path.Combine(folder.FullName, "certificate.pem");

    /// <summary>As deploy/nginx has it, for these nodes and at this port.</summary>
    public static Task<TlsProxy> NginxAsDeployedAsync(int port, params IReadOnlyList<Uri> pages) =>
        NginxAsync(port, proxy => proxy.Deployed("nginx/oi-payments.conf", port, pages, []));

    /// <summary>With no more than <c>proxy_pass</c>: no host, no scheme, no WebSockets.</summary>
    public static Task<TlsProxy> BareNginxAsync(int port, params IReadOnlyList<Uri> pages) => NginxAsync(port, proxy => $$"""
        upstream pages { {{string.Concat(pages.Select(page => $"server {page.Authority};"))}} }
        server {
            listen 127.0.0.1:{{port}} ssl;
            ssl_certificate {{proxy.Certificate}};
            ssl_certificate_key {{proxy.Certificate}};
            location / { proxy_pass http://{{(pages.Count == 1 ? pages[0].Authority : "pages")}}; }
        }
        """);

    /// <summary>As deploy/haproxy has it, for these nodes, whose health it asks at their management addresses.</summary>
    public static async Task<TlsProxy> HaProxyAsDeployedAsync(int port, IReadOnlyList<Uri> pages, IReadOnlyList<Uri> management)
    {
        var proxy = new TlsProxy();
        await proxy.StartAsync(
            port, "/usr/sbin/haproxy", "-db", "-f",
            proxy.Write("haproxy.cfg", proxy.Deployed("haproxy/oi-payments.cfg", port, pages, management)));
        return proxy;
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();

            // It is a child of the process that is waited for, and may live a moment longer: the next at this port would be taken for ready.
            while (await AnswersAsync(listensAt)) await Task.Delay(TimeSpan.FromMilliseconds(20));
        }

        process?.Dispose();
        folder.Delete(recursive: true);
    }

    private static async Task<TlsProxy> NginxAsync(int port, Func<TlsProxy, string> servers)
    {
        var proxy = new TlsProxy();
        var temp = string.Concat(((string[])["client_body", "proxy", "fastcgi", "uwsgi", "scgi"])
            .Select(name => $"{name}_temp_path {proxy.folder.FullName}/{name};\n"));
        var configuration = proxy.Write("nginx.conf", $$"""
            daemon off;
            master_process off;
            pid {{proxy.folder.FullName}}/pid;
            error_log stderr;
            events { }
            http {
            access_log off;
            {{temp}}
            {{servers(proxy)}}
            }
            """);
        await proxy.StartAsync(port, "/usr/sbin/nginx", "-e", "stderr", "-p", proxy.folder.FullName, "-c", configuration);
        return proxy;
    }

    /// <summary>The file itself, with what is ours in the places of the example's.</summary>
    private string Deployed(string file, int port, IReadOnlyList<Uri> pages, IReadOnlyList<Uri> management)
    {
        var text = File.ReadAllText(Path.Combine(Repository(), "deploy", file))
            .Replace("/etc/ssl/pay.example.com.pem", Certificate, StringComparison.Ordinal)
            .Replace("listen 443", $"listen 127.0.0.1:{port}", StringComparison.Ordinal)
            .Replace("listen 80;", $"listen 127.0.0.1:{PlainPort};", StringComparison.Ordinal)
            .Replace("bind 0.0.0.0:443", $"bind 127.0.0.1:{port}", StringComparison.Ordinal)
            .Replace("bind 0.0.0.0:80\n", $"bind 127.0.0.1:{PlainPort}\n", StringComparison.Ordinal)
            .Replace("pay.example.com", "localhost", StringComparison.Ordinal);
        for (var node = 0; node < 2; node++)
        {
            // Where there is one node, the lines of the second go.
            if (node >= pages.Count)
            {
                text = SecondNode().Replace(text, "");
                continue;
            }

            text = text.Replace($"127.0.0.1:{3000 + node}", pages[node].Authority, StringComparison.Ordinal);
            if (management.Count > node)
                text = text.Replace($" port {9080 + node}", $" port {management[node].Port}", StringComparison.Ordinal);
        }

        return text;
    }

    private string Write(string name, string text)
    {
        MakeCertificate();
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    private void MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        File.WriteAllText(Certificate, $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n");
    }

    private async Task StartAsync(int port, string program, params string[] arguments)
    {
        listensAt = port;

        // As root it would begin as root and change to a user of its own choice; and refuse, where that one may not look into this folder.
        var isRoot = Environment.UserName == "root";
        if (isRoot)
        {
            using var give = Process.Start("chown", ["-R", Nobody, folder.FullName]);
            await give.WaitForExitAsync();
        }

        var start = new ProcessStartInfo(isRoot ? "runuser" : program, isRoot ? ["-u", Nobody, "--", program, .. arguments] : arguments)
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        _ = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        while (!await AnswersAsync(port))
        {
            if (process.HasExited) throw new InvalidOperationException($"{program} ended: {await errors}");
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
    }

    private static async Task<bool> AnswersAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "OiPayments.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("These tests run inside the repository.");
    }

    [GeneratedRegex(
        "^.*127\\.0\\.0\\.1:(3001|8081).*\n", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex SecondNode();
}
