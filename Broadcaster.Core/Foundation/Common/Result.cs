using System.Diagnostics.CodeAnalysis;

namespace Broadcaster.Core.Foundation.Common;

/// <summary>The outcome of a use case that answers nothing: done, or a refusal.</summary>
public readonly struct Result
{
    private Result(Error? error) => Error = error;

    public static Result Done { get; } = new(null);

    public Error? Error { get; }

    [MemberNotNullWhen(false, nameof(Error))]
    public bool Ok => Error is null;

    public static implicit operator Result(Error error) => new(error);
}

/// <summary>The outcome of a use case: a value, or a refusal. Converts from either.</summary>
public readonly struct Result<T>
{
    private readonly T? value;

    private Result(T? value, Error? error)
    {
        this.value = value;
        Error = error;
    }

    public Error? Error { get; }

    [MemberNotNullWhen(false, nameof(Error))]
    public bool Ok => Error is null;

    /// <summary>The value. Reading it from a refusal is a bug and throws.</summary>
    public T Value => Error is null ? value! : throw new InvalidOperationException($"No value: {Error.Code}");

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Error error) => new(default, error);
}
