"""Our pint registry: its names, and what they mean to the program pint."""

from importlib.resources import files

import pytest

from orbitcalc import units
from orbitcalc.units.registry import names, scale_and_dimension
from tests.foreign import FOREIGN


def defined_names() -> list[str]:
    """Every name that units.txt defines, read from the file and not from the reader."""
    lines = files("orbitcalc").joinpath("units.txt").read_text("utf-8").splitlines()
    split = [line.split("#")[0].split("=") for line in lines if line.split("#")[0].strip()]
    return [name.strip() for fields in split for name in (fields[0], *fields[2:])]


SAME_IN_PINT = [
    name
    for name in defined_names()
    # no such unit there (or, for rad_Si and FLOP, no such dimension), or another meaning on purpose
    if name not in {"flop", "FLOP", "rad_Si", "krad_Si", "kilotonne", "delta_K", "Btu", "MMBtu", "Mt", "Gt"}
    and not name.endswith("FLOP")
]


@pytest.mark.parametrize("name", SAME_IN_PINT)
def test_scale_agrees_with_pint_own_registry(name: str) -> None:
    """Names that both know mean the same: the scales of the program pint, whose tables are not ours."""
    renamed = {"degC": "kelvin", "degree_Celsius": "kelvin", "AU": "astronomical_unit"}
    there = FOREIGN.Quantity(1.0, renamed.get(name, name)).to_base_units()
    here = units.unit(name)
    assert here.scale == pytest.approx(there.magnitude, rel=2e-14)


def test_every_name_of_the_file_is_known_and_no_other() -> None:
    assert names() == set(defined_names())
    assert set(units.known_units()) - names() == {name for name in units.known_units() if name.startswith("USD_")}
    assert {"km", "USD_2025", "USD_1990"} <= set(units.known_units())


def test_an_angle_and_a_count_are_pure_numbers() -> None:
    """By the SI brochure: the radian is the number one."""
    assert scale_and_dimension("rad") == (1.0, ())
    assert scale_and_dimension("count") == (1.0, ())
    assert scale_and_dimension("degC") == scale_and_dimension("K") == (1.0, (("kelvin", 1),))
