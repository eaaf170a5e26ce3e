"""Restated tools that are closed formulas: SemiAnalysis, and the second grid of Shapiro's workbook."""

import json
import math
from pathlib import Path

import pytest

from orbitcalc import load
from orbitcalc.analysis.studies.verify import verify

WORKBOOK = Path(__file__).parents[2] / "reference" / "shapiro_workbook.json"
GRID = json.loads(WORKBOOK.read_text(encoding="utf-8"))["grid_MWyr_ratio_launch_x_life"]
CELLS = [
    pytest.param(float(row["row"]), float(years), ratio, id=f"{row['row']}-{years}")
    for row in GRID["rows"]
    for years, ratio in zip(GRID["columns"], row["values"], strict=True)
]


@pytest.mark.parametrize(("price", "years", "ratio"), CELLS)
def test_shapiros_grid_of_launch_price_and_life(price: float, years: float, ratio: float) -> None:
    changes = {
        "launch_price": f"{price} USD_2026/kg",
        "satellite_life": f"{years} yr",
        "availability": 0.5 * (1.0 + 0.975**years),
    }
    assert load("shapiro").with_(changes).run().value("cost_ratio") == pytest.approx(ratio, rel=1e-9)


def monthly(rate: float, years: float) -> float:
    """Payment of a month that repays one dollar at a nominal yearly rate."""
    return rate / 12.0 / (1.0 - (1.0 + rate / 12.0) ** (-12.0 * years))


HOURS = 16 * 730
"""Hours of sixteen accelerators in a month."""


@pytest.mark.parametrize(
    ("rate", "life", "rest", "launch", "operations", "available", "spares"),
    [
        (0.15, 5.0, 1.486301e6, 1750.0, 4167.0, 0.95, 0.2),
        (0.103, 10.0, 0.8e6, 650.0, 2000.0, 0.98, 0.1),
        (0.2, 3.5, 2.5e6, 3000.0, 9000.0, 0.9, 0.3),
    ],
)
def test_an_hour_of_semianalysis_in_orbit(
    rate: float, life: float, rest: float, launch: float, operations: float, available: float, spares: float
) -> None:
    """Computers 980,882 USD, 914.2857 kg; one life for computers and craft."""
    changes = {
        "discount_rate": f"{rate} 1/yr",
        "satellite_life": f"{life} yr",
        "quoted_satellite_price": f"{rest / 30500.0} USD_2026/W",
        "launch_price": f"{launch} USD_2026/kg",
        "operations_rate": f"{12.0 * operations} USD_2026/yr",
        "availability": available / (1.0 + spares),
    }
    capital = 980882.0 + rest + launch * 30500.0 / 33.359375
    expected = (capital * monthly(rate, life) + operations) / HOURS * (1.0 + spares) / available
    result = load("semianalysis-2026").with_(changes).run()
    assert result.value("accelerator_hour_cost", "USD_2026/h") == pytest.approx(expected, rel=1e-8)


@pytest.mark.parametrize(
    ("rate", "facility", "life", "electricity", "drawn", "spares"),
    [(0.103, 382e3, 15.0, 0.087, 0.8, 0.05), (0.08, 600e3, 20.0, 0.12, 0.95, 0.1)],
)
def test_an_hour_of_semianalysis_on_the_ground(
    rate: float, facility: float, life: float, electricity: float, drawn: float, spares: float
) -> None:
    """Computers 986,158 USD, five years; 4,205 USD a year besides electricity."""
    changes = {
        "ground_discount_rate": f"{rate} 1/yr",
        "ground_civil_price": f"{facility / 30500.0} USD_2026/W",
        "civil_life": f"{life} yr",
        "electricity_price": f"{electricity} USD_2026/kWh",
        "utilisation": drawn,
        "ground_availability": 1.0 / (1.0 + spares),
    }
    power = 30.5 * 1.35 * drawn * 730.0 * electricity
    month = 986158.0 * monthly(rate, 5.0) + facility * monthly(rate, life) + power + 4205.0 / 12.0
    result = load("semianalysis-2026").with_(changes).run()
    expected = month / HOURS * (1.0 + spares)
    assert result.value("ground_accelerator_hour_cost", "USD_2026/h") == pytest.approx(expected, rel=1e-8)


@pytest.mark.parametrize("power", ["100 kW", "20 MW"])
def test_suncatchers_learning_curve_knows_no_satellite(power: str) -> None:
    """A fall of a fifth with each doubling, from 400 t, whatever a satellite weighs."""
    result = load("suncatcher-learning").with_({"it_power_per_satellite": power}).run()
    doublings = math.log(1800.0 / 200.0) / -math.log(0.8)
    assert result.value("launch_mass_to_target", "t") == pytest.approx(400.0 * (2.0**doublings - 1.0), rel=1e-9)


def test_the_increments_of_turyshevs_demand_are_differences_of_its_loads() -> None:
    rows = {row.key: row for row in verify(["turyshev-demand"])}
    for increment, end in (("increment-low", "load-2028-low"), ("increment-high", "load-2028-high")):
        assert rows[increment].ours == pytest.approx(rows[end].ours - rows["load-2023"].ours, rel=1e-12)
        assert not rows[increment].counted
