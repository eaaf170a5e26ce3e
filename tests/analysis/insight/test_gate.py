"""The gate: each shipped scenario is a central design, a stated claim, or says in its first lines how far off it is."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache

import pytest

from orbitcalc import load, model, scenarios
from orbitcalc.document import Invocation
from orbitcalc.document.renderers import render
from orbitcalc.futures import Futures, Range
from orbitcalc.report.views import place_text
from orbitcalc.report.views.answer import answer_document
from orbitcalc.result import Result
from tests import shipped
from tests.positions import GATED, positions, report

LOW, HIGH = 0.25, 0.75
"""The gate, as the project promises it."""

MOST_OUTSIDE = 14
"""Scenarios that lie outside without being claims: one more, and a test asks for the cause."""

LABELS = {
    "capex": "cost to full power",
    "launches_to_deploy": "flights",
    "deployment_time": "time to full power",
    "cost_ratio": "cost against the ground",
}
"""What a screen calls each figure."""


def first_lines(result: Result) -> str:
    """What `run` prints between the title and the question."""
    document = answer_document(model.story(), result, {}, Invocation(result.scenario.name))
    _, *lines = render(document, "table").splitlines()
    return " ".join(lines[: lines.index("")])


def breaches(places: dict[str, float], claimed: bool, text: str) -> Iterator[str]:
    """Figures that lie outside the gate while the first lines say nothing, or say something else."""
    if claimed:
        if not text.startswith("A claim of "):
            yield "a claim whose first line does not say so"
        return
    for name, place in places.items():
        share = 100.0 * (1.0 - place if place < LOW else place)
        stated = f"{share:.0f} % in {LABELS[name]}" in text.replace(" of its futures", "")
        word = "better than" if place < LOW else "worse than"
        if not LOW <= place <= HIGH and not (stated and word in text):
            yield f"{name} at {place:.2f}"


def outside(places: dict[str, float]) -> list[str]:
    """The figures outside the gate."""
    return [name for name, place in places.items() if not LOW <= place <= HIGH]


@cache
def placed(name: str) -> tuple[dict[str, float], Result]:
    """The positions of a shipped scenario, and its result."""
    result = shipped.result(name)
    return positions(result), result


@pytest.mark.slow
@pytest.mark.parametrize("name", scenarios())
def test_every_scenario_is_central_a_claim_or_says_how_far_off_it_lies(name: str) -> None:
    places, result = placed(name)
    text = first_lines(result)
    assert set(places) <= set(GATED) == set(LABELS)
    assert not list(breaches(places, bool(result.scenario.claim[0]), text))
    if not outside(places):
        assert "of its futures" not in text


@pytest.mark.slow
def test_the_list_of_those_outside_does_not_grow(capsys: pytest.CaptureFixture[str]) -> None:
    table = report(placed(name)[1] for name in scenarios())
    with capsys.disabled():
        sys.stdout.write(f"\n{table.partition(chr(10) * 2)[2]}\n")
    far = [name for name in scenarios() if not load(name).claim[0] and outside(placed(name)[0])]
    assert len(far) <= MOST_OUTSIDE, far


def test_a_scenario_of_one_sided_ranges_that_says_nothing_fails() -> None:
    """A planted one: a price near the low end of what it may become."""
    price = {"value": "90 MUSD_2025", "low": "89 MUSD_2025", "high": "500 MUSD_2025", "source": "assumption"}
    result = load({"extends": "google-1gw", "launch_list_price": {**price, "note": "planted"}}).run()
    places = positions(result)
    assert "cost_ratio" in outside(places)
    assert "cost_ratio at " in " ".join(breaches(places, False, ""))
    assert not list(breaches(places, False, first_lines(result)))
    assert list(breaches(places, True, first_lines(result)))


def futures_at(**places: float) -> Futures:
    ranges = {name: Range(1.0, 2.0, 3.0, 0.0, place) for name, place in places.items()}
    return Futures(4096, 0, 0.5, 0.5, ranges)


@pytest.mark.parametrize(
    ("futures", "text"),
    [
        (None, ""),
        (futures_at(capex=0.25, cost_ratio=0.75), ""),
        (futures_at(capex=0.2), "this scenario is better than 80 % of its futures in cost to full power"),
        (
            futures_at(capex=0.1, cost_ratio=0.9, launches_to_deploy=0.004),
            "this scenario is better than 90 % of its futures in cost to full power and over 99 % in flights and "
            "worse than 90 % of its futures in cost against the ground",
        ),
    ],
)
def test_the_sentence(futures: Futures | None, text: str) -> None:
    assert place_text(model.story().judgement, futures).replace("\N{NO-BREAK SPACE}", " ") == text
