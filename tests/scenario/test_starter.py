"""The text of a new scenario file."""

from __future__ import annotations

import tomllib

import pytest

import orbitcalc
from orbitcalc.scenario import load_text
from orbitcalc.scenario.starter import STARTER, starter


@pytest.mark.parametrize("name", ["baseline", "google-1gw", "mccalip"])
def test_it_gives_what_its_parent_gives(name: str) -> None:
    parent = orbitcalc.load(name)
    child = load_text(starter(parent, name, "mine", "s.json"))
    assert child.title == "mine"
    assert {key: item.value for key, item in child.settings.items()} == {
        key: item.value for key, item in parent.settings.items()
    }


def test_each_line_to_uncomment_holds_the_value_of_the_parent() -> None:
    parent = orbitcalc.load("google-1gw")
    text = starter(parent, "google-1gw", "mine", "s.json")
    names = [name for name in parent.graph.with_role(STARTER) if name in parent.settings]
    assert len(names) > 10
    for name in names:
        assert f"\n# {name} = " in text
        changed = text.replace(f"\n# {name} = ", f"\n{name} = ")
        assert load_text(changed).settings[name].value == parent.settings[name].value


@pytest.mark.parametrize("title", ['a "quoted" \\ title', "two\nlines = 1", "\x1b[2J", "a\u202eb"])
def test_any_title_is_one_text(title: str) -> None:
    data = tomllib.loads(starter(orbitcalc.load("baseline"), "baseline", title, "s.json"))
    assert data == {"schema": 1, "extends": "baseline", "title": title}
