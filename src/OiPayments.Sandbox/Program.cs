using OiPayments.Sandbox;

return await SandboxCommand.RunAsync(args);
