using Broadcaster.Core.Common;

namespace Broadcaster.Core.Research;

/// <summary>Neither a topic nor a page that could be read.</summary>
public sealed record NothingToResearch(string Why) : Error("research.nothing", Why)
{
    public override ErrorKind Kind => ErrorKind.Invalid;
}
