"""The story with its values: numbers multiply out, and what is unknown is said with its reason."""

from __future__ import annotations

import re

import pytest

import orbitcalc
from orbitcalc import model
from orbitcalc.document import Facts, Paragraph
from orbitcalc.graph.story import Chain, Sentence, sentence
from orbitcalc.report.views import Figures
from orbitcalc.report.views.telling import SUM, Telling


def telling_of(name: str, **changes: str) -> Telling:
    """The story with the values of a shipped scenario, with changes."""
    return Telling(model.story(), Figures(orbitcalc.load(name).with_(changes).run()))


@pytest.mark.parametrize("name", orbitcalc.scenarios())
def test_every_chain_closes(name: str) -> None:
    """The numbers as printed multiply out to the printed result, to the digits that are printed."""
    telling = telling_of(name)
    chains = [item for part in telling.story.parts for item in part.items if isinstance(item, Chain)]
    assert chains
    for chain in chains:
        (start, _), *factors, (end, _) = telling._chain(chain)
        value = number_of(start)
        for text, _ in factors:
            value = value / number_of(text[1:]) if text.startswith("/") else value * number_of(text[1:])
        assert value == pytest.approx(number_of(end.removeprefix(SUM)), rel=5e-3 * (2 + len(factors)))


def number_of(text: str) -> float:
    """The number that a text prints."""
    value, _, word = text.replace(",", "").replace("\u00a0", " ").strip().partition(" ")
    return float(value) * {"": 1.0, "million": 1e6, "billion": 1e9}[word]


@pytest.mark.parametrize("name", orbitcalc.scenarios())
def test_every_sentence_of_every_scenario_is_complete(name: str) -> None:
    telling = telling_of(name)
    for part in telling.story.parts:
        assert telling.title(part)
        for block in telling.blocks(part):
            texts = [block.text] if isinstance(block, Paragraph) else [text for pair in block.items for text in pair]
            for text in texts:
                assert text.strip(), block
                assert not re.search(r"\bnan\b|n/a|[{}]|\binf\b", text), text


def test_an_unknown_value_is_reported_with_its_reason() -> None:
    telling = telling_of("google-1gw", vehicle_flights_cap="2 1/yr")
    first, *_ = telling.blocks(telling.story["answer"])
    assert isinstance(first, Paragraph)
    assert "never reached" in first.text
    assert "{" not in first.text
    facts = next(block for block in telling.blocks(telling.story["answer"]) if isinstance(block, Facts))
    assert dict(facts.items)["full power"].startswith("no value: ")


def test_a_noun_is_counted_and_a_rate_is_a_year() -> None:
    telling = telling_of("google-1gw", satellites_per_launch="1", launch_rate="250 1/yr")
    assert telling.text(sentence("{satellites_per_launch:satellite}")) == "1\u00a0satellite"
    assert telling.text(sentence("{launch_rate:flight}")) == "250\u00a0flights\u00a0a\u00a0year"
    assert telling.text(sentence("{satellites_nameplate:satellite}")) == "10,000\u00a0satellites"


def test_a_unit_that_is_asked_for_is_kept() -> None:
    result = orbitcalc.load("google-1gw").run()
    figures = Figures(result, {"fleet_mass": "kg"})
    assert figures("fleet_mass").endswith("\u00a0kg")
    assert Figures(result)("fleet_mass").endswith("\u00a0t")


def test_the_lines_of_a_total_are_its_largest_first() -> None:
    telling = telling_of("google-1gw")
    lines = telling.lines("capex")
    assert [line.share for line in lines] == sorted((line.share for line in lines), reverse=True)
    assert sum(line.share for line in lines) == pytest.approx(1.0, rel=1e-9)
    given = telling_of("google-1gw", capex="3 GUSD_2025")
    assert given.lines("capex") == []
    assert "given as a whole" in given.text(sentence("{capex:lines}"))


def test_a_sentence_for_other_words_is_left_out() -> None:
    telling = telling_of("google-1gw")
    item: Sentence = sentence("nuclear", power_source="reactor")
    assert list(telling._pieces(item)) == []


def test_a_given_count_stands_beside_the_one_that_is_needed() -> None:
    telling = telling_of("google-1gw", satellites_required="20000")
    chain = next(item for part in telling.story.parts for item in part.items if isinstance(item, Chain))
    *_, (needed, _), (given, reason) = telling._chain(chain)
    assert needed == f"= {telling.figures('satellites_sufficient')}"
    assert (given, reason) == ("20,000", "given by with_")
    first = " ".join(item.text for item in telling.blocks(telling.story.parts[0]) if isinstance(item, Paragraph))
    assert f"has {telling.figures('satellites_surplus')} more than full power requires" in first
    assert "more than full power requires" not in str(telling_of("google-1gw").blocks(telling.story.parts[0]))


def test_a_title_does_not_set_a_number_against_itself() -> None:
    telling = telling_of("google-1gw", satellites_required="10000")
    assert telling.title(telling.story.parts[1]) == "Why that many"


def test_a_count_of_next_to_nothing_is_said_in_words() -> None:
    telling = telling_of("google-planet-prototypes")
    assert 0.0 < telling.result.value("launches_lost") < 0.001
    assert telling.figures("launches_lost", "flight") == "under 0.001 flights".replace(" ", "\u00a0")
