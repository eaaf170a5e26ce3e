"""The LCOC model's prices of one platform in one year, and its inputs and intermediate results by their names here.

The formulas are those of its program at commit 3f52869: prices that fall with the year and with size, and interest
during construction. Market, vintage and scarcity, which set the year's efficiency, size and launch price, are given.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

Row = Mapping[str, Any]
FIRST_YEAR = 2026
SUPPLY = (60.0, 60.0, 61.032)
"""Ground supply of 2026, 2027 and 2028 [GW]; later demand is over twice the supply, beyond which it does not count."""
ECLIPSE, ORBIT = 36.0, 90.0
"""Eclipse and orbit that size its battery and array [minute]."""


def production_multiplier(year: int, p: Row) -> float:
    """What a part costs over its price in series: 4.5 at first, 12 to 24 % less each year by demand over supply."""
    multiplier = float(p["prodMult"])
    for t in range(year - FIRST_YEAR):
        demand = p["demand2025"] * (1.0 + p["demandGrowth"] + 0.1 * math.exp(-t / 8.0)) ** t
        multiplier *= 1.0 - min(0.25, 0.12 * min(2.0, max(0.2, demand / SUPPLY[min(t, 2)])))
    return max(0.25, multiplier)


def absorbed_flux(p: Row) -> float:
    """What a panel takes in, averaged over its eclipse [W/m^2]."""
    lit = p["qSolarAbsWPerM2"] + p["qAlbedoAbsWPerM2"]
    return float((1.0 - p["eclipseFrac"]) * lit + p["qEarthIrAbsWPerM2"])


def prices(year: int, p: Row, row: Row) -> dict[str, float]:
    """Prices of the parts of one platform [USD]."""
    s, t, m = row["satellite"], year - FIRST_YEAR, production_multiplier(year, p)
    mass, power, heat = s["mass"], s["powerKw"], s["computeKw"] * p["wasteHeatFrac"]
    area = mass["rad"] / p["radKgPerM2"]
    plain = min(1.0, max(0.0, (500.0 - row["launchCost_usd_per_kg"]) / 400.0))
    propulsion = 30.0 + 0.03 * (mass["power"] + mass["batt"] + mass["comp"])
    attitude = (15.0 + 0.01 * power) * (15e3 - 10e3 * plain)
    return {
        "array": power * 1e3 * max(100.0, 500.0 * 0.9**t) * m * (power / 1e3) ** -0.3,
        "battery": mass["batt"] * 10e3 * m,
        "computers": mass["comp"] * (50e3 - 42e3 * plain) * m,
        "radiator": heat * max(50e3, 400e3 * m * 0.85**t) * (area / 100.0) ** -0.15,
        "shield": mass["shield"] * (1000.0 - 800.0 * plain) * m,
        "structure": mass["struct"] * 3000.0 * m,
        "bus": (15e6 + propulsion * 8000.0 + attitude) * m,
        "links": max(2, min(50, math.ceil(s["dataRateGbps"] / 100.0))) * 8e6 * m,
    }


def capital(year: int, p: Row, row: Row) -> dict[str, float]:
    """Integration and insurance as shares, ground segment, interest and the whole of one platform [USD]."""
    hardware = sum(prices(year, p, row).values())
    integration = 0.6 * min(1.0, (hardware / 100e6) ** -0.2)
    launch = row["satellite"]["dryMass"] * row["launchCost_usd_per_kg"]
    ground = (20e6 + 0.5e6 * math.sqrt(row["satellite"]["dataRateGbps"])) * max(0.4, 0.9 ** (year - FIRST_YEAR))
    base = (hardware * (1.0 + integration) + launch) * 1.12 + ground
    interest = base * p["waccOrbital"] * p["satBuildDelay"] / 24.0
    return {"integration": integration, "ground": ground, "interest": interest, "all": base + interest}


def changes(year: int, p: Row, row: Row) -> dict[str, Any]:
    """Inputs and intermediate results of one year as values of the scenario."""
    s, parts, whole = row["satellite"], prices(year, p, row), capital(year, p, row)
    mass, accelerator = s["mass"], 1979.0 / s["gflopsW"]
    heat = s["computeKw"] * p["wasteHeatFrac"]
    area = mass["rad"] / p["radKgPerM2"]
    t = year - FIRST_YEAR
    data = s["dataRateGbps"] * p["bwCost"] * 1e3 * max(0.1, 0.85**t)
    density = min(1000.0, p["battDens"] + 35.0 * t)
    stored = s["powerKw"] * ECLIPSE / 60.0 * 1.2
    lit = (ORBIT - ECLIPSE) / ORBIT
    return {
        "target_power": f"{s['computeKw']} kW",
        "it_power_per_satellite": f"{s['computeKw']} kW",
        "housekeeping_share": s["powerKw"] / s["computeKw"] - 1.0,
        "cell_efficiency_hot": min(0.5, p["solarEff"] + p["solarLearn"] * t),
        "array_price": f"{parts['array'] * lit / (s['powerKw'] * 1e3)} USD_2026/W",
        "battery_specific_energy": f"{density} Wh/kg",
        "battery_price": f"{parts['battery'] / stored} USD_2026/kWh",
        "heat_rejected": f"{heat} kW",
        "radiator_temperature": f"{p['radTempK']} K",
        "radiator_emissivity": p["radEmissivity"],
        "radiator_absorbed_flux": f"{absorbed_flux(p)} W/m^2",
        "radiator_areal_mass": f"{p['radKgPerM2']} kg/m^2",
        "radiator_price": f"{parts['radiator'] / area} USD_2026/m^2",
        "accelerator_power": f"{accelerator} kW",
        "accelerator_mass": f"{5.0 * accelerator} kg",
        "accelerator_price": f"{parts['computers'] / s['computeKw'] * accelerator} USD_2026",
        "accelerator_premium": whole["integration"],
        "integration_share": whole["integration"],
        "shield_mass": f"{mass['shield']} kg",
        "shield_price": f"{parts['shield'] / mass['shield']} USD_2026/kg",
        "bus_mass": f"{mass['other']} kg",
        "bus_price_fixed": f"{parts['bus'] / 1e6} MUSD_2026",
        "structure_price": f"{parts['structure'] / mass['struct']} USD_2026/kg",
        "satellite_link_cost": f"{parts['links'] / 1e6} MUSD_2026",
        "station_price": f"{whole['ground'] / 1e6} MUSD_2026",
        "development_cost": f"{whole['interest'] / 1e6} MUSD_2026",
        "launch_price": f"{row['launchCost_usd_per_kg']} USD_2026/kg",
        "operations_rate": f"{(whole['all'] * p['maintCost'] + data) / 1e6} MUSD_2026/yr",
        "discount_rate": f"{p['waccOrbital']} 1/yr",
        "satellite_life": f"{s['radEffects']['effectiveLife']} yr",
        "availability": s["radEffects"]["availabilityFactor"] * (1.0 - p["radPen"]),
        "utilisation": s["targetSLA"] * s["effectiveUptime"] * s["checkpointEfficiency"],
        "ground_levelised_cost": f"{row['ground_base'] / accelerator} USD_2026/kWh",
    }
