using OiPayments.Cli.Commands;

return await OiCommand.RunAsync(args);
