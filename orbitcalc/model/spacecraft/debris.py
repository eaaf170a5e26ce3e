"""Debris and meteoroids: punctures of the radiator during life, and the probability of a large impact."""

from __future__ import annotations

from orbitcalc._typing import Array
from orbitcalc.graph import parameter, rule
from orbitcalc.physics import reliability

debris_flux_small = parameter(
    "0.003 1/m^2/yr",
    "Flux of particles of a millimetre or more, which puncture a coolant tube",
    low="0.001 1/m^2/yr",
    high="0.01 1/m^2/yr",
    bounds=("0 1/m^2/yr", "10 1/m^2/yr"),
    source="ordem",
    note="600 to 900 km; most of it fragments",
)
debris_flux_large = parameter(
    "1e-5 1/m^2/yr",
    "Flux of objects of a centimetre or more, which are destructive",
    low="3e-6 1/m^2/yr",
    high="3e-5 1/m^2/yr",
    bounds=("0 1/m^2/yr", "1 1/m^2/yr"),
    source="ordem",
    note="600 to 900 km, where they are densest",
    moves_with={"debris_flux_small": 0.7},
)
radiator_segment_area = parameter(
    "15 m^2",
    "Area of one radiator segment, which is shut off when punctured",
    low="5 m^2",
    high="40 m^2",
    bounds=("0.01 m^2", "1e6 m^2"),
    role="lever",
    source="assumption",
    note="a panel of a deployable wing",
)
radiator_tube_share = parameter(
    "0.1",
    "Share of the radiator area in which a puncture drains its segment: tubes and manifolds",
    low="0.04",
    high="0.25",
    bounds=("0", "1"),
    source="assumption",
    note="tubes of one or two centimetres every 15 cm, partly shielded",
)


@rule("1", "Share of the radiator shut off by punctures at the end of life")
def radiator_lost_share(
    debris_flux_small: Array, radiator_segment_area: Array, radiator_tube_share: Array, satellite_life: Array
) -> Array:
    return reliability.impact_probability(
        debris_flux_small, radiator_segment_area * radiator_tube_share, satellite_life
    )


@rule("1", "Heat that the radiator can reject at the end of life over the heat of the accelerators still working")
def radiator_capacity_end(
    radiator_capacity: Array, radiator_lost_share: Array, electrical_load: Array, electrical_load_end: Array
) -> Array:
    return radiator_capacity * (1.0 - radiator_lost_share) * electrical_load / electrical_load_end


@rule("1", "Probability that an object of a centimetre or more strikes array or radiator during life")
def debris_strike_probability(
    debris_flux_large: Array, array_area: Array, radiator_area: Array, satellite_life: Array
) -> Array:
    return reliability.impact_probability(debris_flux_large, array_area + radiator_area, satellite_life)
