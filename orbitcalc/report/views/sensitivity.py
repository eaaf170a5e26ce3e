"""What drives an output: tornado bars over whole ranges, elasticities at a point, Sobol indices."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from orbitcalc.analysis.sampling.fractional import fractional
from orbitcalc.analysis.sampling.whole import slopes_notes
from orbitcalc.analysis.sensitivity.elasticity import Elasticity
from orbitcalc.analysis.sensitivity.tornado import Tornado, TornadoBar, bar_entry
from orbitcalc.analysis.sensitivity.variance import Index, Sensitivity
from orbitcalc.document import Block, Document, Paragraph, Section, Table
from orbitcalc.report.views import Amounts, listed, lower_first, share_text
from orbitcalc.report.views.pictures import bars_chart, indices_picture
from orbitcalc.scenario import Scenario
from orbitcalc.units import number

BAR_COLUMNS = (
    *("output", "output_unit", "output_base", "input", "unit", "low", "high", "base"),
    *("at_low", "at_high", "swing", "monotone", "inner", "status"),
)

ELASTICITY_COLUMNS = ("output", "input", "value", "unit", "elasticity", "slope", "output_unit", "status")

INDEX_COLUMNS = {
    "output": "variable whose variance is divided among the inputs",
    "input": "input, or group of inputs",
    "first": "share of the variance that it explains alone",
    "first_low": "lower end of the 95 % interval",
    "first_high": "upper end of the 95 % interval",
    "total": "that share with all interactions",
    "total_low": "lower end of the 95 % interval",
    "total_high": "upper end of the 95 % interval",
}

INDICES = 15
"""Inputs shown for an output unless the user asks for all."""

ADDITIVE = 0.95
"""Sum of the first-order indices from which on interactions are not worth a sentence."""

LEAST_INDEX = 0.005
"""Total index from which on an input has a row for people."""

COUNTED = "satellites and flights are counted in fractions (satellite_count = fractional)"


# Tornado


def tornado_document(tornado: Tornado, top: int, shown_units: Mapping[str, str]) -> Document:
    """The document of a tornado; people see the `top` longest bars of each output."""
    amounts = Amounts(tornado.scenario, shown_units)
    first = next(iter(tornado.bars))
    return Document(
        kind="tornado",
        title=f"What drives {listed(tornado.bars)} in {tornado.scenario.name}",
        blocks=lambda: [_bars_section(tornado, output, top, amounts) for output in tornado.bars],
        data=lambda: tornado.to_dict(shown_units),
        rows=lambda: bars_rows(tornado, amounts),
        figure=lambda: bars_chart(tornado, first, top, amounts),
    )


def _bars_section(tornado: Tornado, output: str, top: int, amounts: Amounts) -> Section:
    bars = tornado.bars[output]
    if not math.isfinite(tornado.base[output]):
        return _no_bars_section(tornado, output)
    base = amounts(output, tornado.base[output])
    more = len(bars) - top
    rest = f" {more} further inputs have smaller effects." if more > 1 else " One further input has a smaller effect."
    text = (
        f"{_defined(output, tornado.scenario)} is {base} in {tornado.scenario.name}. Each row moves one input from "
        "the low to the high end of its range while the others keep their values; the largest effects come first."
        f"{rest if more > 0 else ''}"
    )
    chart = bars_chart(tornado, output, top, amounts)
    return Section(f"What drives {output}", [Paragraph(text), bars_table(tornado, output, top, amounts), chart])


def _no_bars_section(tornado: Tornado, output: str) -> Section:
    """A sentence for an output without a value at the scenario's own point."""
    bars = [bar for bar in tornado.bars[output] if math.isfinite(bar.swing)]
    reason = next((f": {bar.reason}" for bar in tornado.bars[output] if bar.reason), "")
    some = f"It has one in part of the range of {listed(bar.name for bar in bars)}" if bars else "No input changes that"
    text = (
        f"{_defined(output, tornado.scenario)} has no value in {tornado.scenario.name}{reason}. {some}, the others "
        "keeping their values. 'orbitcalc mc' varies all inputs at once."
    )
    return Section(f"What drives {output}", [Paragraph(text)])


def _defined(name: str, scenario: Scenario) -> str:
    """A variable with its meaning, in a sentence."""
    return f"{name} ({lower_first(scenario.graph[name].meaning)})"


def bars_table(tornado: Tornado, output: str, top: int, amounts: Amounts) -> Table:
    """The longest bars of one output, for people."""
    rows = [
        [
            bar.name,
            amounts.text(bar.name, bar.low),
            amounts.text(bar.name, bar.high),
            amounts.text(output, bar.at_low),
            amounts.text(output, bar.at_high),
            amounts.width(output, bar.swing),
            _bar_remark(bar, output, amounts),
        ]
        for bar in tornado.bars[output][:top]
    ]
    columns = ("input", "low", "high", "at low", "at high", "swing", "remark")
    return Table(columns, rows, prose="remark", right=frozenset(columns[1:6]))


def _bar_remark(bar: TornadoBar, output: str, amounts: Amounts) -> str:
    """Where the effect of an input reverses, and where the output has no value."""
    parts = []
    if not bar.monotone:
        turns = [f"{amounts(output, value)} at {amounts(bar.name, at)}" for at, value in bar.inner]
        parts.append(f"the effect reverses{f': {listed(turns)}' if turns else ' within the range'}")
    if bar.reason:
        parts.append(f"in part of the range {bar.reason}")
    return "; ".join(parts)


def bars_rows(tornado: Tornado, amounts: Amounts) -> Table:
    """One row a bar, every digit."""
    rows = [_bar_row(tornado, output, bar, amounts) for output, bars in tornado.bars.items() for bar in bars]
    return Table(BAR_COLUMNS, rows)


def _bar_row(tornado: Tornado, output: str, bar: TornadoBar, amounts: Amounts) -> list[Any]:
    entry = bar_entry(tornado.scenario, output, bar, amounts.shown_units)
    inner = "; ".join(f"{extreme['at']!r}: {extreme['value']!r}" for extreme in entry["inner"])
    about = [output, amounts.unit(output).text, amounts.exact(output, tornado.base[output]), bar.name]
    return [*about, *({**entry, "inner": inner}[column] for column in BAR_COLUMNS[4:])]


# Elasticities


def elasticity_document(scenario: Scenario, outputs: Mapping[str, Sequence[Elasticity]], top: int) -> Document:
    """The document of the elasticities of some outputs; people see the `top` largest of each."""
    amounts = Amounts(scenario)
    return Document(
        kind="elasticities",
        title=f"Elasticities of {listed(outputs)} in {scenario.name}",
        blocks=lambda: [_elasticity_section(output, items, top, amounts) for output, items in outputs.items()],
        rows=lambda: _elasticity_rows(outputs, amounts),
        notes=[COUNTED, *slopes_notes(fractional(scenario, "tornado"), outputs)],
    )


def _elasticity_section(output: str, items: Sequence[Elasticity], top: int, amounts: Amounts) -> Section:
    text = (
        f"By how many percent {output} changes when one input grows by one percent from its present value; the "
        "largest effects come first."
    )
    percent = f"percent of {output} per percent"
    rows = [
        [
            item.name,
            amounts.text(item.name, item.value),
            number(item.elasticity, 3) if not item.reason else "no value",
            item.reason or ("a step or a kink: one percent less has another effect" if item.kink else ""),
        ]
        for item in items[:top]
    ]
    table = Table(("input", "value", percent, "remark"), rows, prose="remark", right=frozenset(("value", percent)))
    return Section(f"Elasticities of {output}", [Paragraph(text), table])


def _elasticity_rows(outputs: Mapping[str, Sequence[Elasticity]], amounts: Amounts) -> Table:
    """One row an elasticity; `slope` is in units of the output over units of the input."""
    rows = [_elasticity_row(output, item, amounts) for output, items in outputs.items() for item in items]
    return Table(ELASTICITY_COLUMNS, rows)


def _elasticity_row(output: str, item: Elasticity, amounts: Amounts) -> list[Any]:
    unit = amounts.unit(item.name)
    slope = item.slope * (unit.to_si(1.0) - unit.to_si(0.0)) * amounts.exact_width(output, 1.0)
    share = None if item.reason else item.elasticity
    status = item.reason or ("kink" if item.kink else "ok")
    value = amounts.exact(item.name, item.value)
    return [output, item.name, value, unit.text, share, slope, amounts.unit(output).text, status]


# Sobol indices


def sobol_document(result: Sensitivity, *, everything: bool = False) -> Document:
    """The document of Sobol indices; people see every input only with `everything`."""
    return Document(
        kind="sobol",
        title=f"Sobol indices of {listed(result.first)} in {result.scenario.name}",
        blocks=lambda: _sobol_blocks(result, everything),
        data=result.to_dict,
        rows=lambda: _index_rows(result),
        figure=lambda: indices_picture(result),
        notes=result.notes,
        remarks=[f"for narrower intervals: -n {4 * result.samples}"],
    )


def _sobol_blocks(result: Sensitivity, everything: bool) -> list[Block]:
    text = (
        "Each index is a share of an output's variance: the first order is what an input explains alone, the total "
        "what it explains together with others. In brackets are 95 % intervals."
    )
    text += " Correlated inputs have one index together." if any(" + " in name for name in result.groups) else ""
    return [Paragraph(text), *(_index_section(result, output, everything) for output in result.first)]


def _index_section(result: Sensitivity, output: str, everything: bool) -> Section:
    ranked = result.ranked(output)
    clear = [name for name in ranked if result.total[output][name].distinguishable]
    large = [name for name in clear if result.total[output][name].value >= LEAST_INDEX]
    shown = ranked if everything else large[:INDICES]
    indices = (result.first[output], result.total[output])
    rows = [[result.label(name), *(_index_text(order[name]) for order in indices)] for name in shown]
    table = Table(("input", "first order", "total"), rows)
    long = [name for name in shown if result.label(name) != name]
    names = [f"{result.label(name)} stands for {listed(result.groups[name])}." for name in long]
    texts = [*names, _others(result, output, shown, clear)]
    return Section(output, [*_ranked(result, output), table, Paragraph(" ".join(texts))])


def _ranked(result: Sensitivity, output: str) -> list[Paragraph]:
    """A sentence on the indices of an output without a value in some draws."""
    share = result.without_value[output]
    text = f"{output} has no value in {share_text(share)} of the draws, which counts as the highest rank: the indices "
    return [Paragraph(f"{text}are those of its rank among the draws.")] if share else []


def _index_text(index: Index) -> str:
    if not index.distinguishable:
        return "not distinguishable from 0"
    return f"{index.value:.3f} [{index.value - index.error:.3f}, {index.value + index.error:.3f}]"


def _others(result: Sensitivity, output: str, shown: Sequence[str], clear: Sequence[str]) -> str:
    """What is not in the table, and how much of the variance is interaction."""
    sentences = []
    noun = "input" if all(len(members) == 1 for members in result.groups.values()) else "group"
    left = [name for name in clear if name not in shown]
    if left:
        most = result.total[output][left[0]].value
        sentences.append(f"{_have(len(left), f'further {noun}')} a total index of at most {most:.3f}.")
    unclear = len(result.groups) - len(clear)
    if unclear:
        sentences.append(f"{_have(unclear, noun)} a total index that {result.samples} rows cannot tell from 0.")
    alone = sum(index.value for index in result.first[output].values())
    rest = "." if alone > ADDITIVE else "; interactions explain the rest."
    return " ".join([*sentences, f"The first-order indices sum to {alone:.2f}{rest}"])


def _have(count: int, noun: str) -> str:
    return f"{count} {noun}s have" if count > 1 else f"One {noun} has"


def _index_rows(result: Sensitivity) -> Table:
    """Every index, one row for each output and input."""
    rows = [
        [output, name, *_interval(result.first[output][name]), *_interval(result.total[output][name])]
        for output in result.first
        for name in result.ranked(output)
    ]
    return Table(tuple(INDEX_COLUMNS), rows, meanings=INDEX_COLUMNS)


def _interval(index: Index) -> list[Any]:
    return [index.value, index.value - index.error, index.value + index.error]
