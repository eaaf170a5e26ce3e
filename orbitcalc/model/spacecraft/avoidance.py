"""Conjunctions: the rate of avoidance manoeuvres, and the contribution of the fleet's own dead satellites.

The rate of conjunctions follows the area of the satellite and the number of objects in its shell. Working satellites
of the fleet keep their positions; dead ones drift through the shell until they decay.
"""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.graph import parameter, rule
from orbitcalc.physics import decay
from orbitcalc.validity import limits_of

conjunction_rate = parameter(
    "0.3 1/yr/m^2",
    "Avoidance manoeuvres per year and area of array and radiator, in a shell as crowded as Starlink's",
    low="0.05 1/yr/m^2",
    high="0.5 1/yr/m^2",
    bounds=("0 1/yr/m^2", "1000 1/yr/m^2"),
    source="starlink-fcc-2025",
    note="148,696 in half a year of some 9,000 Starlinks, 33 a year each, of 105 to 125 m^2 (general knowledge), at a "
    "risk of 3e-7; at the usual 1e-4 a tenth",
)
manoeuvre_delta_v = parameter(
    "0.01 m/s",
    "Velocity change of one avoidance manoeuvre, the return included",
    low="0.003 m/s",
    high="0.03 m/s",
    bounds=("0 m/s", "10 m/s"),
    source="orbital-index",
    note="0.3 m/s a year of a Starlink over its 33 manoeuvres",
)
manoeuvre_cost = parameter(
    "50 USD_2025",
    "Cost of screening, planning and coordinating one manoeuvre",
    low="10 USD_2025",
    high="100 USD_2025",
    bounds=("0 USD_2025", "1e6 USD_2025"),
    source="assumption",
    note="automated, for fleets of thousands; a manually planned manoeuvre costs days of work",
)
shell_objects = parameter(
    "5000",
    "Tracked objects that cross the shell",
    low="2500",
    high="10000",
    bounds=("1", "1e7"),
    source="assumption",
    note="of some 30,000 tracked in total; debris is densest between 600 and 1000 km. The fleet's own dead "
    "satellites are counted separately",
)


@rule(
    "yr",
    "Orbital decay time of a satellite that dies in its orbit",
    tabulated=True,
    no_value="a dead satellite without area, or of mass without limit, never falls",
    within=limits_of(decay.decay_time),
)
def derelict_time(
    altitude: Array,
    array_area: Array,
    radiator_area: Array,
    tumbling_area_share: Array,
    drag_coefficient: Array,
    mass_without_tanks: Array,
    solar_flux: Array,
) -> Array:
    ballistic = drag_coefficient * tumbling_area_share * (array_area + radiator_area) / mass_without_tanks
    return decay.decay_time(altitude, np.where(ballistic > 0.0, ballistic, np.nan), solar_flux)


@rule("1", "Steady-state number of dead satellites of the fleet in its shell")
def derelicts(
    target_power: Array, it_power_per_satellite: Array, satellite_failure_rate: Array, derelict_time: Array
) -> Array:
    """The nameplate number of satellites avoids a loop: the final number depends on their mass and these manoeuvres."""
    return target_power / it_power_per_satellite * satellite_failure_rate * derelict_time


@rule(
    "1",
    "Objects in the shell over the number without the fleet's dead satellites",
)
def shell_crowding(derelicts: Array, shell_objects: Array) -> Array:
    return 1.0 + derelicts / shell_objects


@rule("1/yr", "Avoidance manoeuvres of one satellite per year")
def manoeuvre_rate(conjunction_rate: Array, array_area: Array, radiator_area: Array, shell_crowding: Array) -> Array:
    return conjunction_rate * (array_area + radiator_area) * shell_crowding


@rule("m/s/yr", "Velocity change per year for collision avoidance", aliases=("collision_avoidance",))
def avoidance_delta_v(manoeuvre_rate: Array, manoeuvre_delta_v: Array) -> Array:
    return manoeuvre_rate * manoeuvre_delta_v


@rule(
    "1",
    "Whether other objects in the shell outnumber the fleet's own dead satellites",
    words=("no", "yes"),
    caution="in the long run {derelicts} dead satellites of the fleet drift through its shell, more than all other "
    "objects there: the fleet needs a lower orbit or more reliable satellites",
)
def shell_open(shell_crowding: Array) -> Array:
    return np.where(shell_crowding < 2.0, 1.0, 0.0)


@rule("kUSD/yr", "Yearly cost of one satellite's avoidance manoeuvres, without propellant")
def avoidance_cost(manoeuvre_rate: Array, manoeuvre_cost: Array) -> Array:
    return manoeuvre_rate * manoeuvre_cost
