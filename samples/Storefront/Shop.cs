using OiPayments.Client;
using OiPayments.Client.AspNetCore;

namespace Storefront;

/// <summary>A small shop that takes payments through OI Payments: what is in a cart is paid on its checkout page, or by invoice.</summary>
public static class Shop
{
    public const string DefaultAddress = "http://localhost:4000";

    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ApplicationName = "Storefront" });

        // Beneath everything that you set yourself.
        builder.Configuration.Sources.Insert(0, DemoCredentials.Source());
        var address = builder.Configuration["Urls"] ?? DefaultAddress;
        builder.WebHost.UseUrls(address);

        builder.Services.AddOiPayments(builder.Configuration);
        builder.Services.AddSingleton(new ShopAddress(new(builder.Configuration["PublicAddress"] ?? address)));
        builder.Services.AddSingleton<OrderBook>();
        builder.Services.AddSingleton<Till>();
        builder.Services.AddRazorPages();

        var app = builder.Build();
        app.MapRazorPages();
        app.MapOiPaymentsWebhooks("/hook", (told, services, _) =>
        {
            services.GetRequiredService<OrderBook>().Take(told);
            return Task.CompletedTask;
        });
        return app;
    }
}

/// <summary>Where customers find the shop: what they come back to after paying.</summary>
public sealed record ShopAddress(Uri Root)
{
    public Uri Order(string id) => new(Root, $"/orders/{id}");
}
