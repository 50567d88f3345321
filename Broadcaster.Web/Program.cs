using Broadcaster.Web.Startup;

var builder = WebApplication.CreateBuilder(Server.Options(args));

builder.AddServer();
builder.AddPages();

var app = builder.Build();

app.MapPages();

await app.RunAsync();
