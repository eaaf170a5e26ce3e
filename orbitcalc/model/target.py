"""The target, and the terms that both sides of the comparison share.

They are the power, horizon and dates, the lives of satellites and accelerators, and the cost of capital.
"""

from __future__ import annotations

from orbitcalc._typing import Array
from orbitcalc.graph import choice, parameter, rule

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
    "Longest time from first launch to the target power for a feasible programme",
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
    "Design life of a satellite, after which it is replaced",
    low="3 yr",
    high="8 yr",
    bounds=("1 yr", "30 yr"),
    role="lever",
    source="starlink-life",
    note="five to seven years for Starlink, five in the prospectus of 2026 (fleet); others: 10 yr and 15 yr in studies "
    "of larger craft (nasa-otps-rd1, shapiro, starcloud) and 12.5 yr of Iridium, which is neither built nor priced "
    "like a Starlink",
    aliases=("lifetime", "design_life", "mission_life"),
    roles=("starter",),
)
accelerator_life = parameter(
    "5 yr",
    "Depreciation period of accelerators on both sides, after which the ground replaces them",
    low="3 yr",
    high="7 yr",
    bounds=("0.1 yr", "30 yr"),
    source="server-lives",
    note="written off over 5 years at Amazon, 5.5 at Meta, 6 at Alphabet and Microsoft; a life for accounting only",
    aliases=("gpu_life", "depreciation_period"),
    moves_with={"obsolescence_rate": -0.6, "satellite_life": 0.6},
)
payment = choice(
    "as-it-flows",
    "year-ends",
    "monthly",
    meaning="Cost of computing from what is paid and delivered through the campaign; or that of a steady year, its "
    "capital repaid at the ends of years at effective rates, or of months at nominal rates",
    aliases=("annuity", "payment_convention"),
)
discount_rate = parameter(
    "0.1 1/yr",
    "Real discount rate of costs and energy, as an annual effective rate",
    low="0.06 1/yr",
    high="0.15 1/yr",
    bounds=("0 1/yr", "1 1/yr"),
    source="assumption",
    note="return required of risky projects; aerospace and defence: 7.60 % nominal, about 5 % real (damodaran-2026)",
    aliases=("wacc", "cost_of_capital"),
    roles=("starter",),
)


@rule("1", "Calendar year of the investment decision, the start of both sides", display="date")
def decision_date(first_launch: Array, orbit_delay: Array, year: Array) -> Array:
    return first_launch - orbit_delay / year
