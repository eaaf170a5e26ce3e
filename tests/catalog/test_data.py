"""The catalogue as data: plain checks on the TOML files, without the loader.

Expected values come from outside the files: the printed figures of the studies and tables they were
taken from, recomputed here by hand where a product or a model is meant.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest

DATA = files("orbitcalc.catalog") / "data"
TABLES = (
    "vehicles", "satellites", "accelerators", "arrays", "batteries", "radiators", "reactors", "grounds",
)  # fmt: skip
VALUE = re.compile(r"(-?\d+(?:\.\d+)?(?:[eE]-?\d+)?) (\S.*)")
DOLLARS = re.compile(r"([kMG]?)USD_(\d{4})")
MULTIPLES = {"": 1.0, "k": 1e3, "M": 1e6, "G": 1e9}

MASS, MONEY, RATE, RATIO = r"k?g|t", r"[kMG]?USD_\d{4}", r"1/yr", r"percent|W/W|J/J|kg/kg"
UNITS = {
    "vehicles": {
        "payload_reference": MASS, "reference_altitude": "km", "reference_inclination": "deg",
        "upper_stage_mass": MASS, "upper_stage_specific_impulse": "s", "fairing_volume": r"m\^3",
        "fairing_diameter": "m", "launch_list_price": MONEY, "launch_marginal_cost": MONEY,
        "vehicle_flights": RATE, "vehicle_flights_cap": RATE, "launch_failure_probability": RATIO,
        "launch_mass_prior": MASS, "flights_per_vehicle": "count", "flight_carbon_dioxide": MASS,
        "flight_black_carbon": MASS, "flight_alumina": MASS, "flight_propellant": MASS,
    },
    "satellites": {
        "satellite_wet_mass": MASS, "it_power_per_satellite": "kW", "array_area": r"m\^2",
        "satellite_cost_first": MONEY, "satellite_life": "yr",
    },
    "accelerators": {
        "accelerator_power": "W", "server_overhead": RATIO, "accelerator_mass": MASS,
        "accelerator_price": MONEY, "accelerator_performance": "TFLOP/s",
        "junction_temperature_limit": "degC",
    },
    "arrays": {
        "cell_efficiency": RATIO, "cell_temperature_coefficient": "1/K",
        "cell_reference_temperature": "degC", "cell_absorptance": RATIO, "array_emissivity_front": RATIO,
        "array_emissivity_back": RATIO, "array_packing": RATIO, "array_areal_mass": r"kg/m\^2",
        "array_price": MONEY + "/W", "array_degradation": RATE, "array_stowed_density": r"kW/m\^3",
    },
    "batteries": {
        "battery_specific_energy": "Wh/kg", "battery_price": MONEY + "/kWh", "charge_efficiency": RATIO,
        "discharge_efficiency": RATIO, "battery_cycle_reference": "count",
        "battery_depth_reference": RATIO, "battery_cycle_exponent": "1",
    },
    "radiators": {
        "radiator_areal_mass": r"kg/m\^2", "radiator_emissivity": RATIO, "radiator_absorptance": RATIO,
        "fin_efficiency": RATIO, "radiator_price": MONEY + r"/m\^2", "radiator_stowed_thickness": "m",
        "radiator_system_factor": RATIO,
    },
    "reactors": {
        "reactor_specific_mass": "kg/W", "reactor_mass_fixed": MASS, "reactor_efficiency": RATIO,
        "reactor_heat_rejection_temperature": "K", "reactor_price": MONEY + "/W",
    },
    "grounds": {
        "electricity_price": MONEY + "/kWh", "power_usage_effectiveness": RATIO, "ground_delay": "yr",
        "ground_civil_price": MONEY + "/W", "ground_mechanical_price": MONEY + "/W",
        "ground_electrical_price": MONEY + "/W", "ground_network_price": MONEY + "/W",
        "gas_price": MONEY + "/GJ", "gas_heat_rate": RATIO, "gas_turbine_price": MONEY + "/W",
        "grid_carbon_intensity": "kg/kWh",
    },
}  # fmt: skip

# Payload to 600 km sun-synchronous orbit, low and high [t]: the reference table of the vehicles.
POLAR_PAYLOAD = {
    "falcon-9": (13, 14.4), "falcon-9-expended": (15, 18.5), "falcon-heavy": (43, 55),
    "starship-v2": (1.8, 5.4), "starship-v3": (6, 96.5), "starship-v4": (127, 138),
    "new-glenn": (29, 38), "new-glenn-9x4": (46, 59), "nova": (1.4, 2.2), "nova-expended": (3.8, 6),
    "electron": (0.2, 0.225), "neutron": (6, 11.5), "terran-r": (15.5, 26.4), "vulcan-vc6": (19, 24),
    "ariane-64": (15, 18.5), "h3": (4, 4), "soyuz-2-1b": (4.9, 6.6), "angara-a5": (17.5, 22),
    "proton-m": (15.5, 20), "long-march-5b": (16, 20.5), "long-march-8a": (5, 7),
    "long-march-9": (70, 120), "long-march-10": (42, 54), "long-march-10a": (9, 11.5),
    "long-march-10b": (8, 10.2), "zhuque-3": (5.8, 16.9),
}  # fmt: skip


def load(name: str) -> dict[str, Any]:
    """A table of the catalogue, an entry a file; `sources` is one file."""
    if name == "sources":
        return tomllib.loads(DATA.joinpath("sources.toml").read_text("utf-8"))
    entries = sorted(DATA.joinpath(name).iterdir(), key=lambda item: item.name)
    return {item.name.removesuffix(".toml"): tomllib.loads(item.read_text("utf-8")) for item in entries}


CATALOGUE = {name: load(name) for name in TABLES}
SOURCES = load("sources")
PRICES = tomllib.loads((files("orbitcalc") / "prices.toml").read_text("utf-8"))
INDEX = {int(year): float(row["index"]) for year, row in PRICES["years"].items()}


def rows() -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Every (table, entry, variable, row)."""
    for table, entries in CATALOGUE.items():
        for entry, fields in entries.items():
            for variable, row in fields.items():
                if isinstance(row, dict):
                    yield table, entry, variable, row


ROWS = list(rows())
VALUES = [row for row in ROWS if "value" in row[3]]


def number(text: str) -> float:
    """The number of a text; money in dollars of the base year, other units as printed."""
    match = VALUE.fullmatch(text)
    assert match, text
    dollars = DOLLARS.match(match[2])
    if not dollars:
        return float(match[1])
    return float(match[1]) * MULTIPLES[dollars[1]] * INDEX[PRICES["base_year"]] / INDEX[int(dollars[2])]


def value(table: str, entry: str, variable: str) -> float:
    return number(CATALOGUE[table][entry][variable]["value"])


def named(row: tuple[str, str, str, dict[str, Any]]) -> str:
    return ".".join(row[:3])


def keys(row: dict[str, Any]) -> list[str]:
    return [row["source"]] if isinstance(row["source"], str) else list(row["source"])


def test_every_vehicle_of_the_table_is_there() -> None:
    assert set(CATALOGUE["vehicles"]) == {*POLAR_PAYLOAD, "starship-family"}


@pytest.mark.parametrize("table", TABLES)
def test_entries_hold_the_variables_of_their_table(table: str) -> None:
    for entry, fields in CATALOGUE[table].items():
        assert fields["title"], entry
        given = {name for name, row in fields.items() if isinstance(row, dict)}
        assert given == (set() if entry == "custom" else set(UNITS[table])), entry


@pytest.mark.parametrize("row", ROWS, ids=named)
def test_row_has_a_value_with_unit_or_says_why_not(row: tuple[str, str, str, dict[str, Any]]) -> None:
    table, _, variable, fields = row
    assert ("value" in fields) != ("missing" in fields)
    assert fields["as_of"]
    assert keys(fields)
    allowed = {"value", "missing", "low", "high", "source", "locator", "as_of", "kind", "note"}
    assert set(fields) <= allowed
    for bound in ("low", "value", "high"):
        if bound in fields:
            match = VALUE.fullmatch(fields[bound])
            assert re.fullmatch(UNITS[table][variable], match[2] if match else ""), fields[bound]


@pytest.mark.parametrize("row", VALUES, ids=named)
def test_value_lies_in_its_range_and_says_what_it_is(row: tuple[str, str, str, dict[str, Any]]) -> None:
    fields = row[3]
    low, high = fields.get("low", fields["value"]), fields.get("high", fields["value"])
    assert number(low) <= number(fields["value"]) <= number(high)
    assert fields["kind"] in ("operator", "press", "estimate")
    if "assumption" in keys(fields):
        assert fields["kind"] == "estimate"
        assert fields["note"]


def test_every_source_key_resolves() -> None:
    assert {key for row in ROWS for key in keys(row[3])} <= set(SOURCES)


@pytest.mark.parametrize("key", SOURCES)
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
    """Entries with the same price text must have the same payload (price of the one, lift of the other)."""
    seen: dict[str, set[str]] = {}
    for fields in CATALOGUE["vehicles"].values():
        if "value" in fields["launch_list_price"]:
            price = fields["launch_list_price"]["value"] + str(keys(fields["launch_list_price"]))
            seen.setdefault(price, set()).add(fields["payload_reference"]["value"])
    assert all(len(payloads) == 1 for payloads in seen.values())


def test_expended_vehicles_do_not_carry_the_price_of_recovered_ones() -> None:
    vehicles = CATALOGUE["vehicles"]
    assert "missing" in vehicles["falcon-9-expended"]["launch_list_price"]
    # 63.8 t is the fully expended lift: 150 million (2017), not the 97 million of recovered boosters
    assert vehicles["falcon-heavy"]["payload_reference"]["value"] == "63.8 t"
    assert vehicles["falcon-heavy"]["launch_list_price"]["value"] == "150 MUSD_2017"


@pytest.mark.parametrize(
    ("entry", "price_per_mass"),
    [("falcon-9", 4010.0), ("starship-v3", 900.0), ("electron", 25000.0), ("neutron", 4230.0),
     ("terran-r", 2340.0), ("vulcan-vc6", 4560.0), ("ariane-64", 6940.0), ("long-march-5b", 7800.0)],
)  # fmt: skip
def test_nominal_price_per_mass_is_that_of_the_table(entry: str, price_per_mass: float) -> None:
    """Nominal USD/kg as the reference table prints it, without change of dollar year."""
    fields = CATALOGUE["vehicles"][entry]
    price, payload = fields["launch_list_price"]["value"], fields["payload_reference"]["value"]
    assert float(price.split()[0]) * 1e6 / (float(payload.split()[0]) * 1e3) == pytest.approx(
        price_per_mass, rel=2e-3
    )


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


@pytest.mark.parametrize("entry", POLAR_PAYLOAD)
def test_upper_stage_reproduces_the_polar_payload(entry: str) -> None:
    low, high = POLAR_PAYLOAD[entry]
    assert CATALOGUE["vehicles"][entry]["payload_reference"]["value"].endswith(" t")
    assert low * 0.995 <= polar_payload(entry) <= high * 1.005


def test_carbon_dioxide_of_a_flight_per_payload() -> None:
    """35.7 kg per kg for Falcon 9 and 33.5 for Starship V3: the reference table."""
    for entry, expected in (("falcon-9", 35.7), ("starship-v3", 33.5)):
        emitted = value("vehicles", entry, "flight_carbon_dioxide")
        assert emitted / value("vehicles", entry, "payload_reference") == pytest.approx(expected, rel=5e-3)


def test_no_accelerator_carries_a_rate_with_sparsity() -> None:
    """Dense bf16 rates of the data sheets; 1979 TFLOP/s is the H100 with sparsity."""
    assert value("accelerators", "h100", "accelerator_performance") == 989
    for fields in CATALOGUE["accelerators"].values():
        rate, power = (number(fields[f"accelerator_{name}"]["value"]) for name in ("performance", "power"))
        assert 1.2 < rate / power < 3.5


@pytest.mark.parametrize(
    ("entry", "chips", "rack"),
    [("gb200-nvl72", 72, 120e3), ("tpu-ironwood", 9216, 10e6), ("h100", 8, 10.2e3), ("b200", 8, 14.3e3)],
)
def test_chip_power_with_overhead_is_the_system(entry: str, chips: int, rack: float) -> None:
    """Nameplate of the rack, pod or server [W] as its maker prints it."""
    power, overhead = (
        value("accelerators", entry, name) for name in ("accelerator_power", "server_overhead")
    )
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
