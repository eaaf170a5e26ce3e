"""`python -m benchmarks.run`: every benchmark once, as tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from benchmarks import montecarlo, samples, slopes, start
from orbitcalc.tape.native.compiler import NativeError

DEAREST = 15
"""Rules shown in the table of what costs most."""


def table(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of texts: the first column to the left, the others to the right."""
    lines = [list(heads), *map(list, rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(heads))]
    shown = ["  ".join([line[0].ljust(widths[0]), *map(str.rjust, line[1:], widths[1:])]).rstrip() for line in lines]
    return "\n".join([f"\n{title}", *shown])


def start_rows(times: Mapping[str, float]) -> list[list[str]]:
    """Each command's median, and how many times each of the others it takes."""
    return [
        [name, f"{1e3 * spent:.0f}", *(f"{spent / other:.2f}" for other in times.values())]
        for name, spent in times.items()
    ]


def start_table(title: str, times: Mapping[str, float]) -> str:
    """Times of commands, each over each of the others."""
    return table(title, ["median of the turns", "ms", *(f"over {name}" for name in times)], start_rows(times))


def rate_table(rates: Mapping[str, float]) -> str:
    """Evaluations a second, over the slowest and over the drawing."""
    title = f"Evaluations a second on one core: {rates['varied']:.0f} parameters varied, chunks of {samples.CHUNK}"
    speeds = {name: rate for name, rate in rates.items() if name != "varied"}
    return table(
        title,
        ["", "per second", "over the scalar loop", "over drawing"],
        [
            [name, f"{rate:,.0f}", f"{rate / rates['scalar loop']:,.0f}", f"{rate / rates['drawing']:.3f}"]
            for name, rate in speeds.items()
        ],
    )


def engine_line() -> str:
    """The native kernel beside NumPy."""
    try:
        times = samples.engines()
    except NativeError as error:
        return f"\n{error}"
    numpy, native = (f"{1e9 * times[name]:,.0f} ns" for name in ("numpy", "native"))
    return (
        f"\nMonte Carlo's outputs, all inputs varied: a sample takes NumPy {numpy}, the native kernel {native}:"
        f"\n{times['ratio']:.2f} times as fast; its first call takes {times['first']:.1f} s"
    )


def cost_tables(by_rule: Mapping[str, float]) -> str:
    """The dearest rules, and all groups, in nanoseconds a sample."""
    total = sum(by_rule.values())

    def rows(costs: Mapping[str, float]) -> list[list[str]]:
        return [[name, f"{1e9 * spent:.0f}", f"{spent / total:.1%}"] for name, spent in costs.items()]

    heads = ["", "ns a sample", "share"]
    dearest = table("The dearest rules", heads, rows(by_rule)[:DEAREST])
    return dearest + "\n" + table("The groups", heads, rows(samples.cost_by_group(by_rule)))


def main() -> None:
    """Run and print everything; about two minutes."""
    print(start_table("Help", start.help_text()))
    print(start_table("One run", start.one_run()))
    print(rate_table(samples.rates()))
    print(engine_line())
    print(cost_tables(samples.cost_by_rule()))
    print(slopes.report())
    print(montecarlo.report())


if __name__ == "__main__":
    main()
