"""Amounts and figures: a sentence has units that suit the size, a table the declared ones."""

from __future__ import annotations

import math

import pytest

from orbitcalc.report.views import Amounts, Figures
from orbitcalc.scenario import Scenario


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("name", "si", "sentence", "table"),
    [
        ("capex", 2.0131e11, "201 billion USD", "201.3 GUSD_2025"),
        ("altitude", 6.5432e5, "654 km", "654.3 km"),
        ("satellites_required", 12312.0, "12,300", "12,312"),
        ("full_power_date", 2039.25, "2039", "2039.2"),
        ("capex", math.nan, "no value", "no value"),
    ],
)
def test_a_sentence_has_three_digits_and_a_table_the_declared_unit(
    google: Scenario, name: str, si: float, sentence: str, table: str
) -> None:
    amounts = Amounts(google)
    assert plain(amounts(name, si)) == sentence
    assert amounts.text(name, si) == table
    assert " " not in amounts(name, si)


def test_a_unit_that_is_asked_for_is_kept_everywhere(google: Scenario) -> None:
    amounts = Amounts(google, {"capex": "MUSD_2025"})
    assert plain(amounts("capex", 2.0131e11)) == "201,310 MUSD_2025"
    assert amounts.text("capex", 2.0131e11) == "201,310 MUSD_2025"
    assert amounts.head("capex") == "capex [MUSD_2025]"


def test_a_unit_that_both_ends_share_is_written_once(google: Scenario) -> None:
    amounts = Amounts(google)
    assert plain(amounts.span("altitude", 6.0e5, 7.004e5)) == "600 to 700.4 km"
    assert plain(amounts.span("capex", 2.0e9, 3.0e12)) == "2 billion USD to 3 trillion USD"


def test_the_figures_of_a_result_are_its_amounts(google: Scenario) -> None:
    result = google.run()
    figures, amounts = Figures(result), Amounts(google)
    for name in google.graph.headline:
        if not result.is_word(name) and figures.known(name):
            assert figures(name) == amounts(name, float(result.value_si(name)))
            assert plain(figures.text(name)) == plain(amounts.text(name, float(result.value_si(name))))
