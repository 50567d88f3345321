using Broadcaster.Core;
using Broadcaster.Web.Api;
using Broadcaster.Web.Api.Common;
using Broadcaster.Web.Startup;

var builder = WebApplication.CreateBuilder(Server.Options(args));

builder.AddServer();
builder.Services.AddBroadcasterCore();
builder.AddApi();
builder.AddPages();

var app = builder.Build();

app.UseApiProblems();
app.UseRouting();
app.UseAuthorization();
app.UseApiLimits();

app.MapPages();
app.MapApi();

await app.RunAsync();
