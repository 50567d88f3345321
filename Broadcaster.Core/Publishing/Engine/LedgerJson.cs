using System.Text.Json;
using System.Text.Json.Serialization;
using Broadcaster.Core.Publishing.Contracts;

namespace Broadcaster.Core.Publishing.Engine;

/// <summary>How requests and steps are kept in the ledger: camelCase, nulls left out.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IReadOnlyList<RequestCapture>))]
[JsonSerializable(typeof(IReadOnlyList<StepLine>))]
public sealed partial class LedgerJson : JsonSerializerContext;
