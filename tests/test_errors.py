"""Errors: who can fix them, how they read, and what they never write to a terminal."""

import pickle

import pytest

from orbitcalc.errors import (
    DomainError,
    InputError,
    MissingExtraError,
    ModelError,
    OrbitcalcError,
    Problem,
    ScenarioError,
    UnitError,
    did_you_mean,
)
from orbitcalc.printable import visible

HOSTILE = {
    "\x1b[2J": r"\x1b[2J",
    "\x9b2J": r"\x9b2J",
    "\x00\x07\x08\x7f": r"\x00\x07\x08\x7f",
    "a\r\nb\tc": r"a\r\nb\tc",
    "\u202etxt.exe\u202c": r"\u202etxt.exe\u202c",
    "\u2066x\u2069": r"\u2066x\u2069",
    "\u200f\u061c": r"\u200f\u061c",
    "\u2028\u2029": r"\u2028\u2029",
    "alti\u200btude\ufeff": r"alti\u200btude\ufeff",
    "\ud83d": r"\ud83d",
}


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_control_characters_and_overrides_become_escapes(text: str) -> None:
    assert visible(text) == HOSTILE[text]
    assert visible(visible(text)) == visible(text)
    visible(text).encode("utf-8")


@pytest.mark.parametrize("text", ["", "plain 650 km", "é ü 中文 العربية עברית", "e\u0301", "نمی\u200cخواهم", "a\\b"])
def test_text_by_people_is_unchanged(text: str) -> None:
    assert visible(text) == text


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_no_part_of_a_problem_holds_a_control_character(text: str) -> None:
    problem = Problem(text, text, text, f"  1 | {text}")
    assert (problem.where, problem.message, problem.hint) == (HOSTILE[text],) * 3
    for error in (
        ScenarioError([problem]),
        ScenarioError(text, text, text),
        UnitError(text, text),
        InputError(text, text),
    ):
        assert text not in str(error)
        assert HOSTILE[text] in str(error)


def test_only_an_excerpt_has_several_lines() -> None:
    problem = Problem("s.toml:1:1", "a\nb", "c\nd", "  1 | x\n    | ^")
    assert str(problem).splitlines() == [r"s.toml:1:1: error: a\nb - c\nd", "  1 | x", "    | ^"]


def test_a_problem_without_a_place_or_a_hint() -> None:
    assert str(Problem("", "no")) == "error: no"
    assert str(Problem("--set x", "no", "yes")) == "--set x: error: no - yes"
    assert str(UnitError("no")) == "no"
    assert str(UnitError("no", "yes")) == "no - yes"


def test_errors_survive_a_pickle_whole() -> None:
    """Workers send them to their parent."""
    problems = [Problem("s.toml:1:1", "no", "yes", "  1 | x\n    | ^"), Problem("", "nor this")]
    again = pickle.loads(pickle.dumps(ScenarioError(problems)))
    assert again.problems == tuple(problems)
    assert str(again) == str(ScenarioError(problems))
    for error in (UnitError("no", "yes"), InputError("no", "yes")):
        twin = pickle.loads(pickle.dumps(error))
        assert (type(twin), twin.message, twin.hint) == (type(error), "no", "yes")


def test_the_party_who_can_fix_an_error_decides_its_exit_code() -> None:
    codes = {
        ScenarioError("x"): 2,
        UnitError("x"): 2,
        InputError("x"): 2,
        MissingExtraError("pandas", "data"): 4,
        ModelError("x"): 70,
        DomainError("x"): 70,
    }
    assert all(error.exit_code == code and isinstance(error, OrbitcalcError) for error, code in codes.items())
    assert "pip install 'orbitcalc[data]'" in str(MissingExtraError("pandas", "data"))


def test_the_nearest_word_whatever_its_letter_case() -> None:
    assert did_you_mean("altitud", ["altitude", "latitude"]) == "did you mean 'altitude'?"
    assert did_you_mean("KM", ["km", "m"]) == "did you mean 'km'?"
    assert did_you_mean("xyz", ["altitude"]) == ""
