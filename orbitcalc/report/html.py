"""A report as one page of HTML that needs nothing else: no script, no network; light, dark, on paper."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from orbitcalc.analysis.insight.compare import Comparison
from orbitcalc.report import comparison, sheets
from orbitcalc.report.chapters import Chapter, Findings, chapters, page_of, read
from orbitcalc.report.sheets import Sheet
from orbitcalc.report.tables import Table, as_csv, cell

TEMPLATE = "report/templates/report.html.jinja"

CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(127, 160)))
"""Characters that no page may hold."""


@dataclass(frozen=True)
class Made:
    """What made a page: the command, versions by package, the seed and the time of day, as text."""

    command: str
    versions: Mapping[str, str]
    date: str
    seed: str = ""


def html(findings: Sequence[Findings], made: Made, compared: Comparison | None = None) -> str:
    """The page on one scenario, or on several with their comparison first."""
    place = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        keep_trailing_newline=True, finalize=_clean,
    )  # fmt: skip
    text = files("orbitcalc").joinpath(TEMPLATE).read_text("utf-8")
    return place.from_string(text).render(
        made=made, scenarios=[_about(each, f"s{at}-") for at, each in enumerate(findings, 1)],
        compared=_compared(compared, findings[0].shown_units) if compared else None,
        table_of=Cells, chart_of=inline, data_of=data_link, safe_link=safe_link,
    )  # fmt: skip


def _clean(value: Any) -> Any:
    """A text without control characters."""
    return value.translate(CONTROLS) if isinstance(value, str) else value


def _about(findings: Findings, prefix: str) -> dict[str, Any]:
    """One scenario as the template takes it; `prefix` keeps its anchors apart from those of the others."""
    result = findings.result
    scenario = result.scenario
    return {
        "prefix": prefix, "name": scenario.name, "title": scenario.title, "question": scenario.question,
        "hash": scenario.digest, "layers": [layer.label for layer in scenario.layers],
        "price_year": str(scenario.price_year), "chapters": chapters(findings), "notes": result.notes,
        "sources": sheets.sources(page_of(findings)), "command": findings.invocation.command("run"),
    }  # fmt: skip


def _compared(found: Comparison, units: Mapping[str, str]) -> Chapter:
    """Scenarios side by side."""
    data = comparison.table(found, units)
    shown = {
        "Results": comparison.results(found, found.headline, "result", units),
        "Inputs that differ": comparison.inputs(found, units, everything=False),
        "On the way": comparison.results(found, found.chain, "variable", units),
    }
    parts = [
        Sheet(caption.lower().replace(" ", "-"), caption, table, _only(data, [row[0] for row in table.rows]))
        for caption, table in shown.items()
    ]
    return Chapter("comparison", "Side by side", read(comparison.binding(found)), parts)


def _only(data: Table, names: Sequence[Any]) -> Table:
    """The rows of these variables."""
    at = data.columns.index("name")
    return replace(data, rows=[row for row in data.rows if row[at] in names])


@dataclass(frozen=True)
class Cells:
    """A table as rows of cells, each with its column's name and whether it stands flush right."""

    table: Table

    @property
    def head(self) -> list[tuple[str, bool]]:
        return [(name, name in self.table.right) for name in self.table.columns]

    @property
    def rows(self) -> list[list[tuple[str, bool]]]:
        return [[(cell(value), right) for value, (_, right) in zip(row, self.head, strict=True)]
                for row in self.table.rows]  # fmt: skip


def inline(drawing: str, key: str) -> Markup:
    """A chart of ours, whose texts are escaped, as part of a page: in its colours, with names of its own."""
    text = re.sub(r"<style>.*?</style>", "", drawing, count=1, flags=re.DOTALL)
    text = re.sub(r' xmlns="[^"]*"', "", text, count=1)
    for name in ("title", "description"):
        text = text.replace(f'id="{name}"', f'id="{key}-{name}"', 1)
    labels = f'aria-labelledby="{key}-title {key}-description"'
    return Markup(text.replace('aria-labelledby="title description"', labels, 1))


def data_link(table: Table) -> str:
    """An address that holds a table as CSV; a mark comes first, so that spreadsheets read it as UTF-8."""
    held = base64.b64encode(as_csv(table).encode("utf-8-sig")).decode()
    return f"data:text/csv;charset=utf-8;base64,{held}"


def safe_link(address: str) -> str:
    """An address that a link may lead to, or nothing."""
    plain = address.startswith(("https://", "http://"))
    return quote(address, safe=":/?#[]@!$&'()*+,;=%~") if plain else ""
