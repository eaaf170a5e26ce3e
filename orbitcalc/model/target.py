"""What is asked for: power delivered, for how long, from when."""

from __future__ import annotations

from orbitcalc.graph import constant, parameter
from orbitcalc.physics.constants import YEAR

target_power = parameter(
    "1 GW",
    "IT power delivered, averaged over the year and the fleet",
    low="0.1 GW",
    high="10 GW",
    bounds=("1 kW", "10 TW"),
    role="lever",
    source="articles",
    note="the gigawatt of the December 2025 press reports",
    goal=True,
    aliases=("cluster_power", "it_load"),
)

horizon = parameter(
    "15 yr",
    "Time over which costs and energy are counted, from the first launch",
    low="5 yr",
    high="25 yr",
    bounds=("0.5 yr", "30 yr"),
    role="lever",
    source="assumption",
    note="about the life of a ground shell's electrical plant; both sides use it",
    aliases=("analysis_period",),
)

first_launch = parameter(
    "2030",
    "Calendar year of the first launch of the programme",
    low="2028",
    high="2035",
    bounds=("2020", "2100"),
    role="lever",
    display="date",
    source="assumption",
    note="between SpaceX's 2028 and Suncatcher's mid-2030s",
    aliases=("start_year",),
)

deployment_deadline = parameter(
    "10 yr",
    "Time from first launch within which the target must be reached to call it feasible",
    low="5 yr",
    high="15 yr",
    bounds=("0.1 yr", "30 yr"),
    role="lever",
    source="fcc-25-283",
    note="nine years is the FCC's last deployment milestone; rounded up",
    goal=True,
)

year = constant(f"{YEAR!r} s", "The Julian year, the yr of every rate", source="iau-2015")
