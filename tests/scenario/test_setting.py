"""One setting: how well founded its value is."""

import pytest

from orbitcalc.scenario import Setting


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ((), "unsourced"),
        (("smad",), "sourced"),
        (("assumption",), "assumption"),
        (("smad", "assumption"), "assumption"),
        (("inferred", "smad"), "inferred"),
        (("inferred", "assumption"), "assumption"),
    ],
)
def test_the_weakest_source_says_how_well_founded_a_value_is(source: tuple[str, ...], kind: str) -> None:
    assert Setting("altitude", 650e3, "650 km", "default", source=source).kind == kind
