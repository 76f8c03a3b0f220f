[assembly: AssemblyFixture(typeof(OiPayments.TestSupport.TestRun))]
