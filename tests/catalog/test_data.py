"""The catalogue as data: plain checks on the TOML files, read here without the loader.

Expected values come from outside the files: the printed figures of the studies and tables they were taken from, worked
out by hand where a product or a model is meant.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from orbitcalc import model, units
from orbitcalc.graph import Parameter
from tests.rows import for_each

DATA = files("orbitcalc.catalog") / "data"
VALUE = re.compile(r"(-?\d+(?:\.\d+)?(?:[eE]-?\d+)?)(?: (\S.*))?")
DOLLARS = re.compile(r"([kMG]?)USD_(\d{4})")
MULTIPLES = {"": 1.0, "k": 1e3, "M": 1e6, "G": 1e9}

PRINTED = tomllib.loads(Path(__file__).parents[1].joinpath("reference", "vehicles.toml").read_text("utf-8"))
"""What the table of launch vehicles prints, by vehicle."""


def load(table: str) -> dict[str, dict[str, Any]]:
    """The entries of a table, one file for each."""
    paths = sorted(DATA.joinpath(table).iterdir(), key=lambda path: path.name)
    return {path.name.removesuffix(".toml"): tomllib.loads(path.read_text("utf-8")) for path in paths}


TABLES = tuple(sorted(path.name for path in DATA.iterdir() if path.is_dir()))
CATALOGUE = {table: load(table) for table in TABLES}
SOURCES = tomllib.loads(DATA.joinpath("sources.toml").read_text("utf-8"))
PRICES = tomllib.loads((files("orbitcalc") / "prices.toml").read_text("utf-8"))
INDEX = {int(year): float(row["index"]) for year, row in PRICES["years"].items()}


class Row(NamedTuple):
    """One value of an entry, with its pedigree."""

    table: str
    entry: str
    variable: str
    fields: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.table}.{self.entry}.{self.variable}"

    @property
    def sources(self) -> list[str]:
        source = self.fields["source"]
        return [source] if isinstance(source, str) else list(source)


def rows() -> Iterator[Row]:
    for table, entries in CATALOGUE.items():
        for entry, fields in entries.items():
            for variable, item in fields.items():
                if isinstance(item, dict):
                    yield Row(table, entry, variable, item)


ROWS = list(rows())
VALUES = [row for row in ROWS if "value" in row.fields]


def number(text: str) -> float:
    """The number of a text; money in dollars of the base year, other units as printed."""
    match = VALUE.fullmatch(text)
    assert match, text
    dollars = DOLLARS.match(match[2] or "")
    if not dollars:
        return float(match[1])
    return float(match[1]) * MULTIPLES[dollars[1]] * INDEX[PRICES["base_year"]] / INDEX[int(dollars[2])]


def value(table: str, entry: str, variable: str) -> float:
    return number(CATALOGUE[table][entry][variable]["value"])


def variables(table: str, entry: str) -> set[str]:
    return {name for name, item in CATALOGUE[table][entry].items() if isinstance(item, dict)}


@for_each("table", TABLES)
def test_entries_hold_the_variables_of_their_table(table: str) -> None:
    """All hold the same, and all that the model takes from the table; an entry without any leaves them to the user."""
    declared = {name for name, item in model.graph().of(Parameter).items() if item.catalogue == table}
    names = {entry: variables(table, entry) for entry in CATALOGUE[table]}
    common = set().union(*names.values())
    assert declared <= common
    for entry, own in names.items():
        assert CATALOGUE[table][entry]["title"], entry
        assert own in (common, set()), entry


def dimension(row: Row) -> Any:
    """That of the model's variable; of data that the model does not use, that of the first entry of the table."""
    if row.variable in model.graph():
        return model.graph()[row.variable].unit.dimension
    first = next(item for item in VALUES if (item.table, item.variable) == (row.table, row.variable))
    return units.unit(first.fields["value"].split(" ", 1)[1]).dimension


@for_each("row", ROWS)
def test_row_has_a_value_with_unit_or_says_why_not(row: Row) -> None:
    assert ("value" in row.fields) != ("missing" in row.fields)
    assert row.fields["as_of"]
    assert row.sources
    assert set(row.fields) <= {
        *("value", "low", "high", "exact", "missing", "source", "locator", "as_of", "kind", "note"),
    }
    for bound in {"low", "value", "high"} & set(row.fields):
        match = VALUE.fullmatch(row.fields[bound])
        assert match, row.fields[bound]
        assert units.unit(match[2] or "1").dimension == dimension(row), row.fields[bound]


@for_each("row", VALUES)
def test_value_lies_in_its_range_and_says_what_it_is(row: Row) -> None:
    fields = row.fields
    low, high = fields.get("low", fields["value"]), fields.get("high", fields["value"])
    assert number(low) <= number(fields["value"]) <= number(high)
    assert fields["kind"] in ("operator", "press", "estimate")
    if "assumption" in row.sources:
        assert fields["kind"] == "estimate"
        assert fields["note"]


def test_every_source_key_resolves() -> None:
    assert {key for row in ROWS for key in row.sources} <= set(SOURCES)


@for_each("key", SOURCES)
def test_source_says_what_it_is_and_how_it_was_read(key: str) -> None:
    source = SOURCES[key]
    assert source["title"]
    assert source["kind"]
    assert source["via"]
    if "url" in source:
        assert re.fullmatch(r"https?://[^\s]+\.[^\s]+", source["url"])
    else:
        excused = source["kind"] in ("derived", "assumption", "none")
        assert excused or re.search("address .*not (known|kept)", source["via"])


def test_a_price_belongs_to_one_configuration() -> None:
    """Vehicles with the same price from the same source have the same payload, announced or flown."""
    payloads: dict[str, set[str]] = {}
    for row in VALUES:
        if row.variable == "launch_list_price":
            payload = CATALOGUE["vehicles"][row.entry.removesuffix("-flown")]["payload_reference"]["value"]
            payloads.setdefault(f"{row.fields['value']} {row.sources}", set()).add(payload)
    assert all(len(texts) == 1 for texts in payloads.values())


def test_expended_vehicles_do_not_carry_the_price_of_recovered_ones() -> None:
    vehicles = CATALOGUE["vehicles"]
    assert "missing" in vehicles["falcon-9-expended"]["launch_list_price"]
    # 63.8 t is the fully expended lift: 150 million (2017), not the 97 million of recovered boosters
    assert vehicles["falcon-heavy"]["payload_reference"]["value"] == "63.8 t"
    assert vehicles["falcon-heavy"]["launch_list_price"]["value"] == "150 MUSD_2017"


def printed(figure: str) -> list[str]:
    """The vehicles for which the table prints a figure."""
    return [entry for entry, figures in PRINTED.items() if figure in figures]


@for_each("entry", printed("price_per_mass"))
def test_nominal_price_per_mass_is_that_of_the_table(entry: str) -> None:
    """In the dollars of the price, without change of year; prices are printed in millions and payloads in tonnes."""
    fields = CATALOGUE["vehicles"][entry]
    price, payload = (float(fields[name]["value"].split()[0]) for name in ("launch_list_price", "payload_reference"))
    assert price * 1e6 / (payload * 1e3) == pytest.approx(PRINTED[entry]["price_per_mass"], rel=2e-3)


def polar_payload(entry: str) -> float:
    """Payload to 600 km, 97.79 deg by the published rule of the reference table [t].

    m = (m_ref + m_stage) exp(-dv / (Isp g0)) - m_stage, with dv the loss of Earth's 465.1 m/s and a
    Hohmann transfer.
    """
    mu, radius = 3.986004418e14, 6378137.0
    start, end = radius + 1e3 * value("vehicles", entry, "reference_altitude"), radius + 600e3
    first = abs(math.sqrt(mu / start) * (math.sqrt(2 * end / (start + end)) - 1))
    second = abs(math.sqrt(mu / end) * (1 - math.sqrt(2 * start / (start + end))))
    inclination = math.radians(value("vehicles", entry, "reference_inclination"))
    speed = 465.1 * (math.cos(inclination) - math.cos(math.radians(97.79))) + first + second
    stage = value("vehicles", entry, "upper_stage_mass")
    impulse = value("vehicles", entry, "upper_stage_specific_impulse")
    lift = value("vehicles", entry, "payload_reference")
    return (lift + stage) * math.exp(-speed / (9.80665 * impulse)) - stage


@for_each("entry", printed("polar_payload"))
def test_upper_stage_reproduces_the_polar_payload(entry: str) -> None:
    low, high = PRINTED[entry]["polar_payload"]
    assert CATALOGUE["vehicles"][entry]["payload_reference"]["value"].endswith(" t")
    assert low * 0.995 <= polar_payload(entry) <= high * 1.005


@for_each("entry", sorted({row.entry for row in VALUES if row.variable == "payload_reference"}))
def test_every_vehicle_carries_less_to_a_polar_orbit(entry: str) -> None:
    """All vehicles are quoted for lower or less inclined orbits, and reach a sun-synchronous one with a payload."""
    assert 0.0 < polar_payload(entry) < value("vehicles", entry, "payload_reference")


@for_each("entry", printed("carbon_dioxide"))
def test_carbon_dioxide_of_a_flight_per_payload(entry: str) -> None:
    emitted = value("vehicles", entry, "flight_carbon_dioxide") / value("vehicles", entry, "payload_reference")
    assert emitted == pytest.approx(PRINTED[entry]["carbon_dioxide"], rel=5e-3)


def test_no_accelerator_carries_a_rate_with_sparsity() -> None:
    """Dense bf16 rates of the data sheets; 1979 TFLOP/s is the H100 with sparsity."""
    assert value("accelerators", "h100", "accelerator_performance") == 989
    for fields in CATALOGUE["accelerators"].values():
        rate, power = (number(fields[f"accelerator_{name}"]["value"]) for name in ("performance", "power"))
        assert 1.2 < rate / power < 3.5


@for_each(
    ("entry", "chips", "rack"),
    [("gb200-nvl72", 72, 120e3), ("tpu-ironwood", 9216, 10e6), ("h100", 8, 10.2e3), ("b200", 8, 14.3e3)],
)
def test_chip_power_with_overhead_is_the_system(entry: str, chips: int, rack: float) -> None:
    """Nameplate of the rack, pod or server [W] as its maker prints it."""
    power, overhead = (value("accelerators", entry, name) for name in ("accelerator_power", "server_overhead"))
    assert chips * power * overhead == pytest.approx(rack, rel=5e-3)


def test_starlink_array_reproduces_the_power_of_suncatcher() -> None:
    """105 m2 give about 28.3 kW (arXiv 2511.19468, Table 1)."""
    cells = value("arrays", "starlink-silicon", "cell_efficiency") / 100
    packing = value("arrays", "starlink-silicon", "array_packing") / 100
    area = value("satellites", "starlink-v2-mini-optimised", "array_area")
    assert area * 1361.0 * cells * packing == pytest.approx(28.3e3, rel=2e-3)


def test_cells_lose_power_when_hot() -> None:
    for entry in CATALOGUE["arrays"]:
        assert -0.005 < value("arrays", entry, "cell_temperature_coefficient") < 0


def test_space_battery_at_depth_lives_as_long_as_the_table_says() -> None:
    """65 % depth for 5000 to 8000 cycles, 30 % for 30 000 (reference table of physics)."""
    depth = 65 / value("batteries", "li-ion-space", "battery_depth_reference")
    exponent = value("batteries", "li-ion-space", "battery_cycle_exponent")
    cycles = value("batteries", "li-ion-space", "battery_cycle_reference") * depth**-exponent
    assert 5000 < cycles < 8000
    both = ("charge_efficiency", "discharge_efficiency")
    round_trip = math.prod(value("batteries", "li-ion-space", name) / 100 for name in both)
    assert round_trip == pytest.approx(0.93, abs=2e-3)


def test_kilopower_specific_power_at_both_ends() -> None:
    """2.5 W/kg at 1 kW and 6.5 W/kg at 10 kW (NASA/TM-2017-219467)."""
    for power, expected in ((1e3, 2.5), (1e4, 6.5)):
        mass = value("reactors", "kilopower", "reactor_mass_fixed")
        mass += power * value("reactors", "kilopower", "reactor_specific_mass")
        assert power / mass == pytest.approx(expected, rel=5e-3)


def test_ground_shell_adds_up_to_the_published_total() -> None:
    """12.5 USD/W for civil, mechanical, electrical and fit-out (McCalip, commit e59571e)."""
    for entry in CATALOGUE["grounds"]:
        parts = (f"ground_{part}_price" for part in ("civil", "mechanical", "electrical", "network"))
        assert sum(value("grounds", entry, part) for part in parts) == pytest.approx(12.5)


def test_fuel_price_of_own_power_is_gas_times_heat_rate() -> None:
    gas = value("grounds", "us-gas-onsite", "gas_price") * value("grounds", "us-gas-onsite", "gas_heat_rate")
    assert value("grounds", "us-gas-onsite", "electricity_price") == pytest.approx(gas * 3.6e-3, rel=5e-3)


def test_a_past_dollar_buys_more() -> None:
    """Consumer prices rose every year since 1990 except 2009 (BLS)."""
    years = sorted(INDEX)
    assert years == list(range(1990, 2027))
    assert PRICES["base_year"] == 2025
    falls = [year for year in years[1:] if INDEX[year] <= INDEX[year - 1]]
    assert falls == [2009]
    assert INDEX[2025] / INDEX[2000] == pytest.approx(1.87, abs=5e-3)
    assert number("100 USD_2010") > 100 > number("100 USD_2026")


def test_the_unpublished_year_of_prices_is_marked_as_an_estimate() -> None:
    row = PRICES["years"]["2026"]
    assert row["kind"] == "estimate"
    assert row["note"]
    assert row["source"] in SOURCES
    assert PRICES["source"] in SOURCES
    assert 0.0 < INDEX[2026] / INDEX[2025] - 1 < 0.05
