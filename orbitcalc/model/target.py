"""What is asked for, and the terms that both sides of the comparison share.

Power delivered, for how long, from when; the lives of satellites and accelerators; the cost of capital.
"""

from __future__ import annotations

from orbitcalc._typing import Array
from orbitcalc.graph import parameter, rule

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
    roles=("chain", "starter"),
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
    roles=("starter",),
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
    roles=("starter", "decision"),
)
orbit_delay = parameter(
    "4 yr",
    "Time from the decision to the first launch: design, qualification and the first factory",
    low="2 yr",
    high="6 yr",
    bounds=("0 yr", "15 yr"),
    source="assumption",
    note="Starlink 2015 to 2019, OneWeb 2014 to 2019, Kuiper 2019 to 2025 (general knowledge); SpaceX's orbital data "
    "centres 2026 to 2028 by its own plan",
)
deployment_deadline = parameter(
    "10 yr",
    "Time from first launch within which the target must be reached to call it feasible",
    low="5 yr",
    high="15 yr",
    bounds=("0.1 yr", "30 yr"),
    role="lever",
    source="fcc-25-164",
    note="the FCC's last milestone is nine years after the grant, half of the fleet six years after it; rounded up",
    goal=True,
)
satellite_life = parameter(
    "5 yr",
    "Life for which a satellite is designed, and after which it is replaced",
    low="3 yr",
    high="8 yr",
    bounds=("1 yr", "30 yr"),
    role="lever",
    source="fleet",
    note="useful life of Starlink satellites; others: 10 yr and 15 yr in studies of larger craft (nasa-otps-rd1, "
    "shapiro, starcloud) and 12.5 yr of Iridium, which is neither built nor priced like a Starlink",
    aliases=("lifetime", "design_life", "mission_life"),
    roles=("starter",),
)
accelerator_life = parameter(
    "5 yr",
    "Life over which accelerators are written off on either side, and on the ground replaced",
    low="3 yr",
    high="7 yr",
    bounds=("0.1 yr", "30 yr"),
    source="server-lives",
    note="written off over 5 years at Amazon, 5.5 at Meta, 6 at Alphabet and Microsoft; for accounts, not by failures",
    aliases=("gpu_life", "depreciation_period"),
    moves_with={"obsolescence_rate": -0.6, "satellite_life": 0.6},
)
discount_rate = parameter(
    "0.1 1/yr",
    "Real rate at which a year's costs and energy are discounted, as annual effective rate",
    low="0.06 1/yr",
    high="0.15 1/yr",
    bounds=("0 1/yr", "1 1/yr"),
    source="assumption",
    note="outside it in lcoc and space-datacentre-model (restated); "
    "return asked of projects at risk; aerospace and defence have 7.60 % nominal, about 5 % real (damodaran-2026)",
    aliases=("wacc", "cost_of_capital"),
    roles=("starter",),
)


@rule("1", "Calendar year of the decision, from which both sides count their time", display="date")
def decision_date(first_launch: Array, orbit_delay: Array, year: Array) -> Array:
    return first_launch - orbit_delay / year
