using System.CommandLine;
using OiPayments.Server;
using OiPayments.Server.Commands;
using OiPayments.Storage;

var settings = new Argument<string[]>("settings")
{
    Description = "Settings as --Section:Key=value; the same as Section__Key in the environment. appsettings.json lists them all.",
    Arity = ArgumentArity.ZeroOrMore,
};

var root = new RootCommand("OI Payments: one payment service that all of a company's applications share.") { settings };
root.SetAction((line, ct) => Serve.RunAsync(line.GetValue(settings) ?? [], ct));

var serve = new Command("serve", "Run the service: API, pages and, in Development, the sandbox.") { settings };
serve.SetAction((line, ct) => Serve.RunAsync(line.GetValue(settings) ?? [], ct));
root.Add(serve);

var migrate = new Command("migrate", "Bring the database to this version's schema.") { settings };
migrate.SetAction((line, ct) => Migrate.RunAsync(line.GetValue(settings) ?? [], ct));
root.Add(migrate);

var withGateway = new Option<bool>("--with-gateway")
{
    Description = "Also ask the gateway about every refund and print where it says something else; that takes one question each."
};
var verify = new Command(
    "verify", "Check everything that must be true of the database, beside a running service. Ends with 0 when all of it is, 1 when not.")
{
    withGateway, settings
};
verify.SetAction((line, ct) => Verify.RunAsync(line.GetValue(settings) ?? [], line.GetValue(withGateway), Console.Out, ct));
root.Add(verify);

var keys = new Command("keys", "What is done by hand to a key ring in the database (Keys__Store=Database).");
var import = new Command("import", "Copy the key ring of the data folder into the database, before the nodes use it there.") { settings };
import.SetAction((line, ct) => ManageKeys.ImportAsync(line.GetValue(settings) ?? [], ct));
var wrap = new Command("wrap", "Encrypt the whole ring with Keys__Wrapping, after that took the place of another.") { settings };
wrap.SetAction((line, ct) => ManageKeys.WrapAsync(line.GetValue(settings) ?? [], ct));
var begin = new Command("begin", "Begin a new ring, where the old one is lost: what that encrypted stays unreadable.") { settings };
begin.SetAction((line, ct) => ManageKeys.BeginAsync(line.GetValue(settings) ?? [], ct));
keys.Add(import);
keys.Add(wrap);
keys.Add(begin);
root.Add(keys);

var exit = new Option<bool>("--exit") { Description = "End after the story, with 0 only if every step held." };
var demo = new Command("demo", "Take one payment from registration to the books, on a database of its own, and keep serving.")
{
    exit, settings
};
demo.SetAction((line, ct) => RunDemo.RunAsync(line.GetValue(settings) ?? [], line.GetValue(exit), ct));
root.Add(demo);

try
{
    // The host itself answers Ctrl-C and SIGTERM, by letting requests finish; a second listener would end the process under it.
    return await root.Parse(args).InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
}
catch (Exception failure) when (failure is SettingsException or DatabaseSettingsException)
{
    await Console.Error.WriteLineAsync(failure.Message);
    return 2;
}
catch (OperationCanceledException)
{
    return 0;
}
