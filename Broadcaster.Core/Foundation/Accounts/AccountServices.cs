using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Broadcaster.Core.Foundation.Accounts;

/// <summary>People who can sign in, and the first of them.</summary>
public static class AccountServices
{
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddOptions<BootstrapOptions>().BindConfiguration("Bootstrap");
        services.AddIdentityCore<User>(o =>
            {
                o.User.RequireUniqueEmail = true;
                o.ClaimsIdentity.EmailClaimType = System.Security.Claims.ClaimTypes.Email;
            })
            .AddSignInManager()
            .AddEntityFrameworkStores<BroadcasterDbContext>();

        services.AddDataProtection().SetApplicationName("Broadcaster");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(sp =>
            new ConfigureOptions<KeyManagementOptions>(o => o.XmlRepository = new DatabaseXmlRepository(sp.GetRequiredService<Database>())));

        return services
            .AddSingleton<InstanceState>()
            .AddSingleton<SignInAttempts>()
            .AddScoped<AccountAudit>()
            .AddScoped<CheckPassword>()
            .AddScoped<ChangePassword>()
            .AddSingleton<PasswordLinks>()
            .AddScoped<MakePasswordLink>()
            .AddScoped<ResetPassword>()
            .AddScoped<RenameUser>()
            .AddScoped<EndSessions>()
            .AddScoped<NewUser>()
            .AddScoped<SetUpInstance>()
            .AddScoped<BootstrapInstance>();
    }
}
