using OiPayments.CarefulClient;

// The application of the drills. Each command ends with 0 when what it promises holds.
//
//   register --api URL --email ADDRESS --password FIRST --credentials FILE      signs in, registers an application, keeps its TEST credentials
//   pay --api URL --credentials FILE --rate N --acknowledged FILE [--seconds N] creates payments until that time or SIGTERM; fails when a
//                                                                               request and its one repetition both failed
//   compare --api URL --credentials FILE --acknowledged FILE                    fails when an acknowledged payment is not listed, or one
//                                                                               order has two
var options = args.Skip(1).Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]);
var api = new Uri(options["--api"].TrimEnd('/') + "/api/v1/");
switch (args[0])
{
    case "register":
        await Registering.RunAsync(api, options["--email"], options["--password"], options["--credentials"]);
        return 0;
    case "pay":
        var seconds = int.Parse(options.GetValueOrDefault("--seconds", "86400"));
        return await Paying.RunAsync(
            api, options["--credentials"], int.Parse(options["--rate"]), TimeSpan.FromSeconds(seconds), options["--acknowledged"]);
    case "compare":
        return await Comparing.RunAsync(api, options["--credentials"], options["--acknowledged"]);
    default:
        throw new ArgumentException($"No command is named {args[0]}.");
}
