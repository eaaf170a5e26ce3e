"""The inputs that entered a result, and their sources."""

from __future__ import annotations

import pytest

import orbitcalc
from orbitcalc import catalog
from orbitcalc.analysis.insight import provenance
from tests import shipped
from tests.cli.command_line import Shell


def test_only_what_entered_is_listed() -> None:
    """A given total mass keeps the parts of the satellite from the answer."""
    base = orbitcalc.load("baseline")
    result, given_mass = (scenario.run() for scenario in (base, base.with_({"satellite_wet_mass": "6 t"})))
    before, after = ({entry.name for entry in provenance.entered(r, "fleet_mass")} for r in (result, given_mass))
    assert "bus_specific_mass" in before
    assert "bus_specific_mass" not in after
    assert "satellite_wet_mass" in after


def test_an_entry_holds_source_locator_and_date() -> None:
    result = orbitcalc.load("google-1gw").run()
    power = next(entry for entry in provenance.entered(result) if entry.name == "it_power_per_satellite")
    assert (power.sources, power.locator, power.kind) == (("semafor-2025",), "10 December 2025", "secondary")
    reference = next(entry for entry in provenance.references(result) if entry.key == "semafor-2025")
    about = catalog.sources()["semafor-2025"]
    assert about["title"] in reference.text
    assert about["url"] in reference.text
    assert "10 December 2025" in reference.locators


def test_shares_are_of_all_kinds_and_sum_to_one() -> None:
    result = orbitcalc.load("nasa-otps-rd1").run()
    shares = provenance.shares(provenance.entered(result))
    assert tuple(shares) == provenance.KINDS
    assert sum(shares.values()) == pytest.approx(1.0)
    assert shares["inferred"] > 0.0
    count = len(provenance.entered(result))
    kinds = [entry.kind for entry in provenance.entered(result)]
    assert shares["assumption"] == kinds.count("assumption") / count


def test_an_unsourced_value_counts_as_such() -> None:
    result = orbitcalc.load("baseline").with_({"launch_price": "500 USD_2025/kg"}).run()
    assert provenance.shares(provenance.entered(result, "launch_price")) == dict.fromkeys(provenance.KINDS, 0.0) | {
        "unsourced": 1.0
    }


@pytest.mark.parametrize(
    ("sources", "kind"),
    [
        (("kopp-lean-2011",), "read"),
        (("smad",), "general knowledge, not re-read"),
        (("smad", "semafor-2025"), "secondary"),
        (("kopp-lean-2011", "assumption"), "assumption"),
        (("inferred", "smad"), "inferred"),
        ((), "unsourced"),
    ],
)
def test_the_best_source_counts_unless_the_value_is_our_own(sources: tuple[str, ...], kind: str) -> None:
    assert provenance.kind_of(sources) == kind


def test_every_source_has_a_class_and_one_that_was_read_a_place() -> None:
    for key, about in catalog.sources().items():
        assert about["class"] in provenance.CLASSES, key
        assert ("place" in about) == (about["class"] == "read"), key
        assert about["class"] != "read" or not str(about["via"]).startswith(("secondary", "not re-read")), key


def test_whole_percents_sum_to_a_hundred() -> None:
    """Three thirds, and three shares that would be 101 if each were rounded by itself."""
    assert provenance.percents({"a": 1 / 3, "b": 1 / 3, "c": 1 / 3}) == {"a": 34, "b": 33, "c": 33}
    assert provenance.percents({"a": 0.705, "b": 0.245, "c": 0.05}) == {"a": 71, "b": 24, "c": 5}
    for name in ("google-1gw", "mccalip", "shapiro", "iscr"):
        counted = provenance.percents(provenance.shares(provenance.entered(shipped.result(name))))
        assert sum(counted.values()) == 100, name


def test_sources_hold_reference_locator_and_date(shell: Shell) -> None:
    text = shell("explain", "google-1gw", "target_power", "--sources").out
    assert "target_power (10 December 2025)" in " ".join(text.split())
    assert "from secondary sources" in shell("run", "google-1gw", "--sources").out
