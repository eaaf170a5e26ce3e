"""Every verb in every format: what comes out is well formed and says something."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from orbitcalc.document import Document
from orbitcalc.document.renderers import Medium, formats, render
from tests.cli.command_line import Shell
from tests.cli.documents import document_of
from tests.cli.formats import READERS, UNSAFE

COMMANDS = (
    "explain google-1gw array_area",
    "explain google-1gw array_area --depth 1",
    "explain google-1gw capex -s vehicle=long-march-9",
    "explain google-1gw launch_price --sources",
    "params",
    "params launch --all",
    "list",
    "list vehicles",
    "list sources",
    "show google-1gw",
    "show nasa-otps-rd1 --origin",
    "show vehicles/starship-v3",
    "check google-1gw baseline",
    "info",
    "info --units",
    "verify nasa-otps-rd1",
)

WITHOUT_ROWS = ("schema",)
"""Commands whose output is not one table, and so has no CSV."""


def test_the_formats_are_those_that_are_read_here() -> None:
    assert set(formats()) == set(READERS)


@cache
def document(command: str) -> Document:
    """What a command shows, in whatever format."""
    return document_of(*command.split())


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("command", COMMANDS)
def test_every_verb_has_every_format(command: str, name: str) -> None:
    text = render(document(command), name)
    assert READERS[name](text)
    assert not UNSAFE.search(text)


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("command", WITHOUT_ROWS)
def test_what_is_not_one_table_has_no_csv(shell: Shell, command: str, name: str) -> None:
    result = shell(command, "-f", name)
    if name == "csv":
        assert (result.code, result.out) == (2, "")
        assert "take json" in result.err
        return
    assert result.code == 0
    assert READERS[name](result.out)
    assert not UNSAFE.search(result.out)


@pytest.mark.parametrize("command", COMMANDS)
def test_json_and_csv_hold_the_same_rows(command: str) -> None:
    data = READERS["json"](render(document(command), "json", Medium(made=lambda: {"orbitcalc": "1"})))
    rows = READERS["csv"](render(document(command), "csv"))
    assert data["format"].startswith("orbitcalc.")
    assert data["provenance"] == {"orbitcalc": "1"}
    if "rows" in data:
        assert len(data["rows"]) == len(rows)
        assert list(data["rows"][0]) == list(rows[0])


@pytest.mark.parametrize("command", COMMANDS)
def test_a_csv_file_says_what_its_columns_are(shell: Shell, command: str) -> None:
    assert shell(*command.split(), "-f", "csv", "-o", "rows.csv").code == 0
    rows = READERS["csv"]((shell.folder / "rows.csv").read_text("utf-8"))
    about = READERS["json"]((shell.folder / "rows.csv.meta.json").read_text("utf-8"))
    assert list(about["columns"]) == list(rows[0])
    assert all(about["columns"].values())


@pytest.mark.parametrize("width", [40, 60, 100, 250])
@pytest.mark.parametrize(
    "command", ["explain google-1gw array_area", "params launch", "show vehicles/starship-v3", "list"]
)
def test_nothing_is_cut_at_any_width(command: str, width: int) -> None:
    words, narrow = (
        render(document(command), "table", Medium(columns)).replace("|", " ").split() for columns in (1000, width)
    )
    assert Counter(words) - Counter(narrow) <= Counter(("about", "basis", "meaning"))  # heads of prose under its row


def test_a_format_of_one_document_is_refused_for_another(shell: Shell) -> None:
    assert shell("show", "google-1gw", "-f", "toml").code == 0
    result = shell("show", "vehicles/starship-v3", "-f", "toml")
    assert result.code == 2
    assert "no format 'toml'" in result.err
