"""Texts of a user that would drive a terminal, turn a line or run in a browser: none comes out as it is."""

from __future__ import annotations

import json

import pytest

from tests.cli.command_line import Shell
from tests.cli.formats import READERS, UNSAFE, read_html

CODES = "\x1b[2J\x1b]0;gone\x07"
TURNED = "a\u202ecod\u2066.b\u200f"
TAG = "</title></pre><script>alert(1)</script><img src=x onerror=alert(2)>"
HOSTILE = f"{CODES}{TURNED}\x9b31m{TAG}"

SCENARIO = {
    "schema": 1,
    "extends": "baseline",
    "title": HOSTILE,
    "question": HOSTILE,
    "description": HOSTILE,
    "altitude": {"value": "700 km", "note": HOSTILE, "locator": HOSTILE, "source": [HOSTILE, "javascript:alert(2)"]},
}
"""A scenario whose every text is hostile."""

COMMANDS = (
    "show evil.toml",
    "show evil.toml --origin",
    "explain evil.toml altitude",
    "explain evil.toml altitude --sources",
    "explain evil.toml satellite_wet_mass",
    "check evil.toml",
    "run evil.toml --all",
    "run evil.toml --sources",
)


def toml(data: dict[str, object]) -> str:
    """A scenario as TOML in which every hostile character is an escape."""
    words = [f"{key} = {json.dumps(item)}" for key, item in data.items() if not isinstance(item, dict)]
    tables = [
        "\n".join([f"[{key}]", *(f"{name} = {json.dumps(value)}" for name, value in item.items())])
        for key, item in data.items()
        if isinstance(item, dict)
    ]
    return "\n".join([*words, *tables, ""])


@pytest.fixture
def evil(shell: Shell) -> Shell:
    shell.write("evil.toml", toml(SCENARIO))
    return shell


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_hostile_scenario_is_shown_as_text(evil: Shell, command: str, name: str) -> None:
    result = evil(*command.split(), "-f", name)
    assert result.code == 0
    READERS[name](result.out)
    assert not UNSAFE.search(result.out)
    assert not UNSAFE.search(result.err)


def test_a_page_shows_the_tag_and_runs_nothing(evil: Shell) -> None:
    page = read_html(evil("explain", "evil.toml", "altitude", "-f", "html").out)
    assert "<script>alert(1)</script>" in page.text


def test_json_holds_the_very_text(evil: Shell) -> None:
    data = json.loads(evil("show", "evil.toml", "-f", "json").out)
    assert data["scenario"]["title"] == HOSTILE
    tree = json.loads(evil("explain", "evil.toml", "altitude", "-f", "json").out)["tree"]
    assert (tree["note"], tree["source"][0]["key"]) == (HOSTILE, HOSTILE)


def test_the_resolved_file_is_safe_to_print_and_says_the_same(evil: Shell) -> None:
    result = evil("show", "evil.toml", "-f", "toml", "-o", "again.toml")
    assert result.code == 0
    assert not UNSAFE.search((evil.folder / "again.toml").read_text("utf-8"))
    texts = [json.loads(evil("show", name, "-f", "json").out) for name in ("evil.toml", "again.toml")]
    assert texts[0]["scenario"]["altitude"] == texts[1]["scenario"]["altitude"]
    assert texts[0]["scenario"]["title"] == texts[1]["scenario"]["title"]


def test_bibtex_is_safe_to_print(evil: Shell) -> None:
    result = evil("explain", "evil.toml", "altitude", "--bibtex", "-")
    assert result.code == 0
    assert "gone" in result.out
    assert not UNSAFE.search(result.out)


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("command", ["run", "show", "explain"])
def test_a_hostile_value_of_set_is_refused_as_text(shell: Shell, command: str, name: str) -> None:
    more = ("altitude",) if command == "explain" else ()
    for flag in (f"altitude={HOSTILE}", f"{HOSTILE}=1", f"vehicle={HOSTILE}", HOSTILE):
        result = shell(command, "google-1gw", *more, "-s", flag, "-f", name)
        assert (result.code, result.out) == (2, "")
        assert result.err
        assert not UNSAFE.search(result.err)


@pytest.mark.parametrize(
    "arguments",
    [
        ("run", HOSTILE),
        ("check", HOSTILE),
        ("show", f"vehicles/{HOSTILE}"),
        ("list", HOSTILE),
        ("params", HOSTILE),
        ("explain", "google-1gw", HOSTILE),
        ("verify", HOSTILE),
        ("export", HOSTILE),
        ("init", "mine", "--from", HOSTILE),
        ("list", "-f", HOSTILE),
        ("list", "-o", f"no/{HOSTILE}"),
        (HOSTILE,),
    ],
)
def test_a_hostile_argument_is_refused_as_text(shell: Shell, arguments: tuple[str, ...]) -> None:
    result = shell(*arguments)
    assert result.code == 2
    assert not UNSAFE.search(result.out)
    assert not UNSAFE.search(result.err)


@pytest.mark.parametrize("title", [f"{CODES}{TURNED}", "two\nlines = 3", 'quoted " \\'])
def test_a_hostile_file_name_is_written_and_read_as_text(shell: Shell, title: str) -> None:
    result = shell("init", title)
    assert result.code == 0
    assert not UNSAFE.search(result.err)
    text = (shell.folder / f"{title}.toml").read_text("utf-8")
    assert not UNSAFE.search(text)
    assert json.loads(shell("show", f"{title}.toml", "-f", "json").out)["scenario"]["title"] == title
    assert not UNSAFE.search(shell("check", f"{title}.toml").out)
    design = shell("design", "google-1gw", "-n", "4", "--only", "altitude", "-o", f"{title}.csv")
    assert (design.code, design.out) == (0, "")
    assert not UNSAFE.search(design.err)
