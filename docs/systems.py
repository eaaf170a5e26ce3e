"""Write the pages on the systems of the field: what each shipped scenario answers, with its numbers.

A template in docs/systems holds a page: a title, and a section for each scenario, under its name. In a
section `{variable}` stands for a value with its unit, `{variable|unit}` for the value in that unit,
`{variable#}` for the number alone, `{scenario:variable}` for another scenario's value, and `{change}` for
the nearest change that would make it work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from generate import plain, source_links, variable_link

import orbitcalc
from orbitcalc import units
from orbitcalc.analysis.insight import remedy
from orbitcalc.result import Result

HERE = Path(__file__).parent
TEMPLATES = HERE / "systems"
GENERATED = HERE / "generated" / "systems"

SECTION = re.compile(r"^## (?P<name>[\w-]+)\n", re.MULTILINE)
FIELD = re.compile(r"\{(?:(?P<other>[\w-]+):)?(?P<name>\w+)(?P<bare>#)?(?:\|(?P<unit>[^}]+))?\}")


@cache
def result_of(scenario: str) -> Result:
    return orbitcalc.load(scenario).run()


def change_of(scenario: str) -> str:
    """The nearest change that would make a scenario work, as the end of a sentence."""
    result = result_of(scenario)
    changes = remedy.nearest(result.scenario, result, most=1)
    return plain(changes[0].text) if changes else "none is needed"


def filled(prose: str, scenario: str) -> str:
    """The prose of a section with the values of its scenario in place."""

    def value(field: re.Match[str]) -> str:
        if field["name"] == "change":
            return change_of(scenario)
        result = result_of(field["other"] or scenario)
        if field["bare"]:
            return units.number(float(result.value(field["name"])))
        return plain(result.text(field["name"], field["unit"] or ""))

    return FIELD.sub(value, prose.strip())


def answer_table(result: Result) -> str:
    """The headline of a result, with the reason where a value is unknown."""
    rows = ["| | |", "|---|---|"]
    for name in result.scenario.graph.headline:
        unknown = result.why_unknown(name)
        shown = f"*unknown: {plain(unknown)}*" if unknown else plain(result.text(name))
        rows.append(f"| {variable_link(name)} | {shown} |")
    return "\n".join(rows)


def given_table(result: Result) -> str:
    """What the scenario's own file gives beyond what it extends."""
    scenario = result.scenario
    own = [name for name in scenario.layers[-1].values if name in scenario.settings]
    rows = ["| given | value | source | why |", "|---|---|---|---|"]
    for name in own:
        setting = scenario[name]
        why = "; ".join(filter(None, (setting.locator, setting.as_of, setting.note)))
        sources = "" if isinstance(setting.value, str) else source_links(setting.source)
        rows.append(f"| {variable_link(name)} | {plain(setting.text)} | {sources} | {plain(why)} |")
    return "\n".join(rows)


def section(name: str, prose: str) -> str:
    """One scenario: its question, its answer in words, its numbers, and what it is given."""
    result = result_of(name)
    scenario = result.scenario
    about = " ".join(str(scenario.own_header("description", "")).split())
    parts = [
        f"(scenario-{name})=\n## {plain(scenario.title)}",
        f"*{plain(scenario.question)}* (`orbitcalc run {name}`)",
        filled(prose, name),
        plain(about),
        answer_table(result),
        given_table(result),
    ]
    return "\n\n".join(part for part in parts if part)


def sections(text: str) -> Iterator[tuple[str, str]]:
    """The scenarios of a template, each with its prose."""
    _, *rest = SECTION.split(text)
    yield from zip(rest[::2], rest[1::2], strict=True)


def page(text: str) -> str:
    """A template as a page."""
    head = SECTION.split(text)[0].strip()
    return "\n\n".join([head, *(section(name, prose) for name, prose in sections(text))]) + "\n"


def index_page(names: list[str]) -> str:
    lines = [
        "# Systems of the field",
        "",
        "Each system that press and filings name, as a scenario: what it answers, and on what it rests.",
        "Every number on these pages is computed when they are built.",
        "",
        "```{toctree}",
        ":maxdepth: 2",
        "",
        *names,
        "```",
    ]
    return "\n".join(lines) + "\n"


def write(folder: Path = GENERATED) -> list[Path]:
    """Write a page for each template into a folder, which is made if it is not there; the paths written."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(TEMPLATES.glob("*.template"))}
    pages = {"index": index_page(list(texts)), **{name: page(text) for name, text in texts.items()}}
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return [folder / f"{name}.md" for name in pages]


if __name__ == "__main__":
    write()
