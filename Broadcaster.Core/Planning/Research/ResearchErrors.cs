using Broadcaster.Core.Foundation.Common;

namespace Broadcaster.Core.Planning.Research;

/// <summary>Neither a topic nor a page that could be read.</summary>
public sealed record NothingToResearch(string Why) : Error("research.nothing", Why)
{
    public override ErrorKind Kind => ErrorKind.Invalid;
}
