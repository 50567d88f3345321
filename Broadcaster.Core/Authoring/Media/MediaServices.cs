using Microsoft.Extensions.DependencyInjection;

namespace Broadcaster.Core.Authoring.Media;

/// <summary>The pictures of a workspace.</summary>
public static class MediaServices
{
    public static IServiceCollection AddMedia(this IServiceCollection services) => services
        .AddSingleton<MediaStore>()
        .AddSingleton<IMediaReader>(sp => sp.GetRequiredService<MediaStore>())
        .AddScoped<UploadMedia>()
        .AddScoped<DescribeMedia>()
        .AddScoped<MediaQueries>();
}
