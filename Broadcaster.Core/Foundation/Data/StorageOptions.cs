using System.ComponentModel.DataAnnotations;

namespace Broadcaster.Core.Foundation.Data;

/// <summary>Where files are kept. Section <c>Storage</c>.</summary>
public sealed class StorageOptions
{
    /// <summary>Folder of the SQLite file, <c>drafts/</c>, <c>published/</c>, <c>media/</c>; relative to the working directory.</summary>
    [Required(ErrorMessage = "Storage:Root is the folder for the database and files, e.g. ./data.")]
    public string Root { get; set; } = "./data";

    public string PathOf(params string[] parts) => Path.GetFullPath(Path.Combine([Root, .. parts]));
}
