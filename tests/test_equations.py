"""The equations pages: every formula is on them, and what is typeset is what the program computes."""

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest

from orbitcalc import model
from orbitcalc.graph import Rule
from orbitcalc.tape.primitives import FUNCTIONS
from orbitcalc.validity import unchecked
from tests.model.test_tracing import numbers

DOCS = Path(__file__).parents[1] / "docs"

LEAST_TYPESET = 0.8
"""Share of the formulas that are typeset; the others stand as source code."""


@pytest.fixture(scope="module")
def equations() -> Iterator[ModuleType]:
    """The module of the pages; docs/ is not a package, so it is put on the path meanwhile."""
    sys.path.insert(0, str(DOCS))
    import equations

    yield equations
    sys.path.remove(str(DOCS))


@pytest.fixture(scope="module")
def sections(equations: ModuleType) -> dict[str, str]:
    """The text of each variable on the pages."""
    parts: dict[str, str] = {}
    for text in equations.pages().values():
        found = re.split(r"^\(equation-(\w+)\)=$", text, flags=re.MULTILINE)[1:]
        parts |= dict(zip(found[::2], found[1::2], strict=True))
    return parts


def drawn(section: str) -> list[str]:
    """The equations and the source codes of a variable."""
    return re.findall(r"^```(?:\{raw\} html|python)\n(.*?)^```$", section, flags=re.MULTILINE | re.DOTALL)


def test_every_formula_of_every_choice_is_on_a_page(sections: dict[str, str]) -> None:
    rules = model.graph().of(Rule)
    assert set(sections) == set(rules)
    typeset = 0
    for name, rule in rules.items():
        shown = drawn(sections[name])
        assert len(shown) == len(rule.formulas), name
        typeset += sum("<math" in text for text in shown)
        assert f"[{rule.unit_text}]".replace("_", "\\_") in sections[name].replace("\\[", "[")
        for formula in rule.formulas:
            for choice, words in formula.when:
                assert f"[`{choice}`](#variable-{choice})" in sections[name]
                assert all(f"`{word}`" in sections[name] for word in words)
            assert all(f"[`{item}`](#variable-{item})" in sections[name] for item in formula.arguments)
    assert typeset >= LEAST_TYPESET * sum(len(rule.formulas) for rule in rules.values())


def test_what_is_drawn_is_well_formed_and_needs_no_other_address(sections: dict[str, str]) -> None:
    for section in sections.values():
        for text in drawn(section):
            if "<math" in text:
                page = ElementTree.fromstring(text.replace("&nbsp;", " "))
                assert [item.tag for item in page] == ["math"]
            assert "http" not in text
            assert "<script" not in text


def test_a_formula_that_is_not_typeset_stands_as_it_is_written(equations: ModuleType, sections: dict[str, str]) -> None:
    text = drawn(sections["earth_view_factor"])[0]
    assert text.startswith("def earth_view_factor(altitude: Array, radiator_tilt: Array")
    assert "def view_factor(" in text
    assert '"""' not in text
    assert "Howell, Catalog of Radiation" in sections["earth_view_factor"]
    compile(text, "page", "exec")


def value(term: Any, values: dict[str, Any], years: int) -> Any:
    """The value of an expression; a series has so many years."""
    import terms

    def of(item: Any) -> Any:
        return value(item, values, years)

    if isinstance(term, terms.Number):
        return term.value
    if isinstance(term, terms.Name):
        return values[term.text] if len(term.text) > 1 else np.arange(float(years))[:, None]
    if isinstance(term, terms.Product):
        return np.prod(np.broadcast_arrays(*(of(factor) ** power for factor, power in term.factors)), axis=0)
    parts: Sequence[Any] = [of(item) for item in term.terms]
    if term.name == "given":
        return np.where(np.all(np.broadcast_arrays(*parts[1:]), axis=0), parts[0], np.nan)
    rows = {"sum": np.sum, "least": np.min, "greatest": np.max}
    if term.name in rows:
        return rows[term.name](parts[0], axis=0)
    return FUNCTIONS[term.name](*parts)


def test_what_is_typeset_has_the_value_of_the_formula(equations: ModuleType) -> None:
    import terms

    compared = 0
    for name, formulas in terms.traced(model.graph()).items():
        for formula, tape, result in formulas:
            try:
                term = terms.expression(tape, result)
            except terms.TooLongError:
                continue
            values = {item: numbers(3)[item] for item in formula.arguments}
            with np.errstate(all="ignore"), unchecked():
                expected = formula.function(*values.values())
                series = [item for item in (expected, *values.values()) if np.ndim(item) > 1]
                shown = value(term, values, max(map(len, series), default=1))
            np.testing.assert_allclose(*np.broadcast_arrays(shown, expected), rtol=1e-9, atol=1e-12, err_msg=name)
            compared += 1
    assert compared > 100


def test_numbers_are_written_as_people_do(equations: ModuleType) -> None:
    import mathml

    def text(number: float) -> str:
        return re.sub("<[^>]*>", "", mathml.number(number)[0])

    assert [text(number) for number in (4.0, -0.5, 1e-8, 4.0 * np.pi, np.inf, np.nan)] == [
        "4",
        "−0.5",
        "1×10−8",
        "4π",
        "∞",
        "no value",
    ]
