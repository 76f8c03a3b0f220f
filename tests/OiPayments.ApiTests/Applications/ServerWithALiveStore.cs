using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Applications;

/// <summary>A service with a LIVE store, as far as it can tell: what it sends to the gateway's live host, the sandbox gets.</summary>
internal sealed class ServerWithALiveStore : TestServer
{
    public ServerWithALiveStore()
        : this(new())
    {
    }

    private ServerWithALiveStore(ToSandbox handler)
        : base(
            new() { ["Gateways:SslCommerz:Live:StoreId"] = "testbox", ["Gateways:SslCommerz:Live:StorePassword"] = "qwerty" },
            builder => builder.Services.PostConfigure<HttpClientFactoryOptions>(
                "SSLCOMMERZ", options => options.HttpMessageHandlerBuilderActions.Add(client => client.PrimaryHandler = handler))) =>
        handler.Server = this;

    private sealed class ToSandbox() : DelegatingHandler(new SocketsHttpHandler())
    {
        public TestServer? Server { get; set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri is { Host: "securepay.sslcommerz.com" } url && Server is not null)
                request.RequestUri = new(Server.SandboxUrl, url.PathAndQuery);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
