Console.Error.WriteLine("Name a benchmark to run. There are none yet.");
return 2;
