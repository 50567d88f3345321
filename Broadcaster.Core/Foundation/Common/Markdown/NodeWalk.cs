using AngleSharp.Dom;

namespace Broadcaster.Core.Foundation.Common.Markdown;

/// <summary>
/// Walks over a document without recursion and without NextSibling, which looks through all siblings each time: a list of a
/// hundred thousand items would take minutes.
/// </summary>
internal static class NodeWalk
{
    /// <param name="enter">Told each node below the root, in order; true to go on with its children.</param>
    /// <param name="leave">Told each node that was entered, after its children.</param>
    public static void Visit(INode root, Func<INode, bool> enter, Action<INode>? leave = null)
    {
        var path = new Stack<(INode Node, INodeList Children, int Next)>();
        path.Push((root, root.ChildNodes, 0));
        while (path.Count > 0)
        {
            var (node, children, next) = path.Pop();
            if (next == children.Length)
            {
                if (path.Count > 0)
                {
                    leave?.Invoke(node);
                }

                continue;
            }

            path.Push((node, children, next + 1));
            var child = children[next];
            if (enter(child))
            {
                path.Push((child, child.ChildNodes, 0));
            }
        }
    }
}
