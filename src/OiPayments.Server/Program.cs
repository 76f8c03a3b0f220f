using System.CommandLine;
using System.Data.Common;
using OiPayments;
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

var plan = new Option<bool>("--plan") { Description = "Say which migrations it would run, and what each keeps waiting; do nothing." };
var migrate = new Command("migrate", "Bring the database to this version's schema.") { plan, settings };
migrate.SetAction((line, ct) => line.GetValue(plan)
    ? Migrate.PlanAsync(line.GetValue(settings) ?? [], Console.Out, ct)
    : Migrate.RunAsync(line.GetValue(settings) ?? [], ct));
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

var folder = new Argument<string>("folder") { Description = "The folder of the backup." };
var backup = new Command("backup", "Copy a SQLite database and its keys into a new folder, beside a running service.") { folder, settings };
backup.SetAction((line, ct) => Backup.RunAsync(line.GetValue(settings) ?? [], line.GetValue(folder)!, Console.Out, ct));
root.Add(backup);

var replace = new Option<bool>("--replace") { Description = "Move aside what is there." };
var skip = new Option<long>("--skip-numbers")
{
    Description = "How many numbers each series of documents skips: as many as were issued since, or more; 0 where none was.",
    DefaultValueFactory = _ => 1000,
};
skip.Validators.Add(result =>
{
    if (result.GetValue(skip) is < 0 or > 1_000_000) result.AddError("--skip-numbers can be a whole number from 0 to 1000000.");
});
var restore = new Command("restore", "Put a backup in place, of SQLite, and verify it. Ends as verify does.")
{
    folder, replace, skip, settings
};
restore.SetAction((line, ct) => Restore.RunAsync(
    line.GetValue(settings) ?? [], line.GetValue(folder)!, line.GetValue(replace), line.GetValue(skip), Console.Out, ct));
root.Add(restore);

var from = new Option<string>("--from")
{
    Description = "The instant that the database was put back to, such as 2026-11-30T14:05:00Z.",
    Required = true,
};
var afterRestore = new Command(
    "after-restore",
    "Once, after PostgreSQL was put back to an earlier state and before a node starts: give no id or number again, ask the gateway.")
{
    from, skip, settings
};
afterRestore.SetAction(async (line, ct) =>
{
    await RepairAfterRestore.RunAsync(
        line.GetValue(settings) ?? [], RepairAfterRestore.ReadInstant(line.GetValue(from)!), line.GetValue(skip), Console.Out, ct);
    return 0;
});
root.Add(afterRestore);

var list = new Argument<FileInfo>("list")
{
    Description = "Any text that holds the gateway's transaction ids, such as an export of its panel.",
};
var mode = new Option<Mode>("--mode") { Description = "LIVE or TEST.", DefaultValueFactory = _ => Mode.Live };
var lostPayments = new Command(
    "lost-payments", "Ask the gateway about each transaction of a list; print those that were paid and that nothing here knows.")
{
    list, mode, settings
};
lostPayments.SetAction((line, ct) =>
    LostPayments.RunAsync(line.GetValue(settings) ?? [], line.GetValue(list)!, line.GetValue(mode), Console.Out, ct));
root.Add(lostPayments);

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
catch (Exception failure) when (FindDatabaseFailure(failure) is { } found)
{
    await Console.Error.WriteLineAsync(
        $"The database stopped answering: {found.Message.TrimEnd('.')}. What this command said until then holds. Run it again when the "
            + "database is well.");
    return 2;
}
catch (OperationCanceledException)
{
    return 0;
}

// Entity Framework wraps what may pass.
static DbException? FindDatabaseFailure(Exception? failure)
{
    while (failure is not null and not DbException) failure = failure.InnerException;
    return (DbException?)failure;
}
