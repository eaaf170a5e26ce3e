"""Break-even price of data sent to the ground."""

from __future__ import annotations

from orbitcalc._typing import Array
from orbitcalc.graph import parameter, rule

capital_charge = parameter(
    "0.1 1/yr",
    "Capital recovery factor of simple estimates",
    low="0.05 1/yr",
    high="0.3 1/yr",
    bounds=("0 1/yr", "2 1/yr"),
    role="lever",
    source="turyshev-2026",
    aliases=("crf",),
)


@rule("USD/GB", "Break-even price of data sent to the ground, which pays the yearly charge on capital")
def data_price_breakeven(
    capital_charge: Array,
    cost_per_watt: Array,
    utilisation: Array,
    traffic_intensity: Array,
    energy_year: Array,
    year: Array,
) -> Array:
    return capital_charge * cost_per_watt / (utilisation * (energy_year / year) * traffic_intensity)
