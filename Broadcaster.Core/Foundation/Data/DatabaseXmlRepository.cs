using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Foundation.Data;

/// <summary>Keeps Data Protection's keys in the database, so that cookies and secrets outlive a restart and hold on every node.</summary>
internal sealed class DatabaseXmlRepository(Database database) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var db = database.OpenUnscoped();
        return [.. db.DataProtectionKeys.AsNoTracking().Select(k => k.Xml).ToList().Select(xml => XElement.Parse(xml))];
    }

    // The interface is synchronous, so this does not go through SaveChangesAsync; a key is neither audited nor live.
    public void StoreElement(XElement element, string friendlyName)
    {
        using var db = database.OpenUnscoped();
        var xml = element.ToString(SaveOptions.DisableFormatting);
        db.Database.ExecuteSql($"INSERT INTO data_protection_keys (id, xml) VALUES ({friendlyName}, {xml})");
    }
}
