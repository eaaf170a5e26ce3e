"""Every analysis in every format: well formed, with the same figures in each, and safe to print."""

from __future__ import annotations

import csv
import io
import json
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from orbitcalc.cli import main
from orbitcalc.document import Block, Document, Section, Table
from orbitcalc.document.renderers import Medium, formats, render
from orbitcalc.printable import UNSAFE
from tests.cli.command_line import Shell
from tests.cli.documents import document_of, markdown_cells, plain
from tests.report.page_reader import Reader

COMMANDS = {
    "sweep": ("--vary", "vehicle=[falcon-9, new-glenn]", "--vary", "altitude=[550, 700] km"),
    "tornado": ("--top", "4", "--only", "payload_reference", "--only", "satellite_life", "--of", "deployment_time"),
    "tornado --local": ("--only", "satellite_life", "--only", "utilisation"),
    "sobol": ("-n", "64", "--of", "satellites_required"),
    "mc": ("-n", "64", "--no-progress"),
    "breakeven": ("--solve", "launch_price", "--until", "cost_ratio == 3"),
    "breakeven, none": ("--solve", "launch_price", "--until", "cost_ratio == 1"),
    "breakeven, curve": (
        *("--solve", "launch_price", "--until", "cost_ratio == 3"),
        *("--against", "array_areal_mass=1..40 kg/m^2", "--points", "3"),
    ),
    "breakeven, spread": ("--solve", "electricity_price", "--until", "cost_ratio == 2", "-n", "64"),
    "optimise": ("--lever", "vehicle=[falcon-9, starship-v3]", "--lever", "launch_packing"),
    "optimise --pareto": ("fleet_mass", "--lever", "vehicle=[falcon-9, starship-v3]", "--free"),
    "bridge": ("baseline", "-s", "1:altitude=700 km", "-s", "1:satellite_life=4 yr", "-s", "1:vehicle=new-glenn"),
    "compare": ("mccalip",),
}
"""Each analysis, with the arguments after the scenario."""


def arguments_of(name: str, scenario: str) -> tuple[str, ...]:
    """The command line of an analysis of one scenario."""
    verb, *flags = name.partition(",")[0].split()
    return (verb, scenario, *flags, *COMMANDS[name])


@cache
def document(name: str) -> Document:
    """The document of an analysis of a shipped scenario."""
    return document_of(*arguments_of(name, "google-1gw"))


def no_constant(token: str) -> Any:
    raise AssertionError(f"{token} in JSON")


@pytest.mark.parametrize("name", COMMANDS)
def test_json_is_strict_and_names_its_format(name: str) -> None:
    data = json.loads(
        render(document(name), "json", Medium(made=lambda: {"orbitcalc": "1"})), parse_constant=no_constant
    )
    assert re.fullmatch(r"orbitcalc\.[a-z-]+/1", data["format"])
    assert data["provenance"] == {"orbitcalc": "1"}


@pytest.mark.parametrize("name", COMMANDS)
def test_csv_is_one_table_with_one_header(name: str) -> None:
    header, *rows = csv.reader(io.StringIO(render(document(name), "csv")))
    assert rows
    assert len(set(header)) == len(header)
    assert {len(row) for row in rows} == {len(header)}


@pytest.mark.parametrize("name", COMMANDS)
def test_markdown_has_whole_tables(name: str) -> None:
    text = render(document(name), "md")
    assert not re.search(r"(?<!\\)<", text)
    for block in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
        assert len({len(row) for row in markdown_cells(block)}) == 1


@pytest.mark.parametrize("name", COMMANDS)
def test_the_page_is_well_formed_and_has_no_script(name: str) -> None:
    page = Reader(render(document(name), "html"))
    assert page.tags["html"] == page.tags["body"] == page.tags["h1"] == 1
    assert page.tags["script"] == 0


@pytest.mark.parametrize("name", COMMANDS)
def test_every_rendering_has_the_same_figures(name: str) -> None:
    """Each cell of the Markdown tables is whole on the terminal, however narrow, and on the page.

    The head of a column of sentences is not needed where these stand below their rows, nor that of an empty
    column; a unit in a head may stand under the name.
    """
    heads = heads_not_needed(document(name).drawn())
    cells = [cell for row in markdown_cells(render(document(name), "md")) for cell in row if cell not in heads]
    parts = [part for cell in cells for part in re.split(r" (?=\[\S+\]$)", cell)]
    assert cells or name == "breakeven, none"
    for width in (40, 100, 200):
        screen = plain(render(document(name), "table", Medium(width)))
        assert [part for part in parts if part not in screen] == [], width
    page = Reader(plain(render(document(name), "html"))).text
    assert [cell for cell in cells if cell not in page] == []


def heads_not_needed(blocks: Sequence[Block]) -> set[str]:
    """The heads of the columns of sentences and of the columns without any, and the empty text."""
    inner = {head for block in blocks if isinstance(block, Section) for head in heads_not_needed(block.blocks)}
    tables = [block for block in blocks if isinstance(block, Table)]
    columns = [pair for table in tables for pair in zip(table.columns, zip(*table.rows, strict=True), strict=False)]
    return inner | {table.prose for table in tables} | {name for name, cells in columns if not any(cells)} | {""}


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "breakeven, spread"])
def test_csv_and_json_have_the_same_numbers(name: str) -> None:
    """All but the samples of a spread, which are too many for JSON."""
    rendered = set(numbers(json.loads(render(document(name), "json"))))
    _, *rows = csv.reader(io.StringIO(render(document(name), "csv")))
    values = [number for row in rows for cell in row for number in numbers(cell)]
    assert values
    assert [value for value in values if math.isfinite(value) and value not in rendered] == []


def numbers(item: Any) -> Iterator[float]:
    """Every number in data, also those in texts."""
    if isinstance(item, str):
        yield from (float(text) for text in re.findall(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?", item))
    elif isinstance(item, int | float):
        yield float(item)
    elif isinstance(item, list | dict):
        values = item.values() if isinstance(item, dict) else item
        yield from (number for value in values for number in numbers(value))


@pytest.mark.parametrize("form", formats())
def test_a_command_writes_what_the_renderer_draws(shell: Shell, form: str) -> None:
    result = shell(*arguments_of("sweep", "google-1gw"), "-f", form)
    assert result.code == 0
    text = render(document("sweep"), form, Medium(100))
    assert plain(result.out)[:200] == plain(text)[:200]


def test_the_same_run_has_the_same_bytes() -> None:
    """Nothing that depends on the machine or the time is part of a document."""
    again = document_of(*arguments_of("mc", "google-1gw"), "-j", "2")
    for form in formats():
        assert render(again, form) == render(document("mc"), form)


# Texts that are not to be trusted

CODES = "\x1b[2J\x07\u202e\u2066\u200b\x9b31m"
MARKUP = "<script>alert(1)</script>"
HOSTILE = f"x{CODES}{MARKUP}"


@dataclass(frozen=True)
class Trap:
    """A scenario with hostile texts in a file with a hostile name."""

    path: Path

    @classmethod
    def at(cls, folder: Path) -> Trap:
        path = folder / f"x{CODES}<script>.toml"
        text = "".join(f"\\u{ord(letter):04x}" for letter in HOSTILE)
        lines = [
            "schema = 1",
            'extends = "google-1gw"',
            *(f'{key} = "{text}"' for key in ("name", "title", "question")),
        ]
        lines += ["[altitude]", 'value = "600 km"', f'note = "{text}"', f'locator = "{text}"', f'source = ["{text}"]']
        path.write_text("\n".join([*lines, ""]), encoding="utf-8")
        return cls(path)


@pytest.fixture(scope="module")
def trap(tmp_path_factory: pytest.TempPathFactory) -> Trap:
    return Trap.at(tmp_path_factory.mktemp("trap"))


@pytest.mark.parametrize("name", COMMANDS)
def test_no_text_of_a_scenario_drives_the_terminal(name: str, trap: Trap) -> None:
    hostile = document_of(*arguments_of(name, str(trap.path)))
    for form in formats():
        text = render(hostile, form)
        assert [line for line in text.split("\n") if UNSAFE.search(line)] == []
        if form == "html":
            assert Reader(text).tags["script"] == 0
        if form == "md":
            assert "<script" not in re.sub(r"^```.*?^```", "", text.replace("\\<", ""), flags=re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("form", formats())
def test_no_name_of_a_file_drives_the_terminal(shell: Shell, trap: Trap, form: str) -> None:
    result = shell("compare", str(trap.path), "google-1gw", "-f", form)
    assert result.code == 0
    assert [line for line in f"{result.out}\n{result.err}".split("\n") if UNSAFE.search(line)] == []


def test_no_error_drives_the_terminal(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(("sweep", str(tmp_path / f"no{CODES}.toml"), "--vary", f"altitude{CODES}=1..2 km")) == 2
    assert [line for line in capsys.readouterr().err.split("\n") if UNSAFE.search(line)] == []
