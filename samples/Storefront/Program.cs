using Microsoft.Extensions.Options;
using Storefront;

try
{
    await Shop.Build(args).RunAsync();
    return 0;
}
catch (OptionsValidationException wrong)
{
    foreach (var failure in wrong.Failures) Console.Error.WriteLine(failure);
    Console.Error.WriteLine(
        "Start the demo of the service first, and leave it running: dotnet run --project src/OiPayments.Server -- demo");
    return 1;
}
