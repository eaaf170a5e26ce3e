"""The form of the answer: the sentences, tables and charts of `run` and `report`, in order.

To state something more about the answer, add a sentence here; every view and format shows it.
"""

from __future__ import annotations

from orbitcalc.graph.story import Breakdown, Chain, Judgement, Outcomes, Pairs, Part, Picture, Series, sentence
from orbitcalc.model.answer.computing import VALUE, WORK

ANSWER = Part(
    "answer",
    sentence("The answer"),
    (
        sentence(
            "About {satellites_required:satellite}, {launches_to_deploy:flight} of {vehicle} and {capex} until full "
            "power in {full_power_date}.",
            otherwise="Full power is never reached: {reason}.",
        ),
        sentence(
            "That date is given: at these rates of launch and manufacture the campaign takes "
            "{campaign_time_instead}, and flights, satellites and costs are those of that campaign."
        ),
        sentence(
            "By then the campaign has launched {satellites_launched:satellite}, including replacements and launch "
            "losses."
        ),
        sentence(
            "The campaign reaches {power_held} of {target_power} in {power_held_date}, and costs {cost_total} over "
            "{horizon}.",
            unless="full_power_date",
        ),
        sentence(
            "Full power requires {satellites_sufficient:satellite} in place.",
            unless="full_power_date",
            sparing_policy=("replace", "overprovision"),
        ),
        sentence(
            "Sustaining {satellites_required:satellite} requires {replacement_launch_rate:flight}; this programme "
            "eventually gets {launch_rate_sustained:flight}.",
            unless="full_power_date",
        ),
        sentence(
            "The fleet of {satellites_required:satellite} has {satellites_surplus} more than full power requires."
        ),
        sentence(
            "Once in place, the fleet of {satellites_required:satellite} delivers {power_delivered} on average over "
            "the year."
        ),
        sentence(
            "Over {horizon} the whole cost of computing is {levelised_cost} of IT energy, {cost_ratio} times that on "
            "the ground ({ground_levelised_cost}).",
            cost_boundary="all",
        ),
        sentence(
            "Over {horizon} what is counted of the cost of computing is {levelised_cost} of IT energy, {cost_ratio} "
            "times that on the ground ({ground_levelised_cost}).",
            cost_boundary=("without-accelerators", "launch-and-energy"),
        ),
        sentence(
            "Using an accelerator costs {accelerator_hour_cost} in orbit and {ground_accelerator_hour_cost} on the "
            "ground."
        ),
        sentence(
            "The work is {workload}: a useful PFLOP-day of it, 16 bit, costs {pflop_day_cost} in orbit, "
            "{ground_pflop_day_cost} on the ground, a million tokens {token_cost} and {ground_token_cost}."
        ),
        Outcomes(
            (
                ("satellites in place", "satellites_required"),
                ("mass in place", "fleet_mass"),
                ("flights to full power", "launches_to_deploy"),
                ("full power", "full_power_date"),
                ("cost to full power", "capex"),
                ("whole cost of computing", "levelised_cost"),
                ("cost on the ground", "ground_levelised_cost"),
                ("cost of an accelerator-hour", "accelerator_hour_cost"),
                ("accelerator-hour on the ground", "ground_accelerator_hour_cost"),
                ("cost ratio to the ground", "cost_ratio"),
            )
        ),
    ),
)

WHY = Part(
    "why",
    sentence("Why {satellites_required} and not {satellites_nameplate}", otherwise="Why that many"),
    (
        Chain(
            "satellites_required",
            "satellites_nameplate",
            (
                ("duty_fraction", "share of the year computing in sunlight"),
                ("accelerator_availability", "accelerators working, averaged over life"),
                ("power_fade", "array power after ageing, averaged over life"),
                ("on_station_share", "share of life in the final orbit, after the climb"),
                ("availability", "satellites working; spares make up the rest"),
            ),
            "satellites_sufficient",
        ),
        sentence(
            "{satellites_nameplate:satellite} would suffice at {it_power_for_nameplate} each (it_power_for_nameplate)."
        ),
    ),
)

SATELLITE = Part(
    "satellite",
    sentence(
        "One satellite: {satellite_wet_mass} for {it_power_per_satellite}, {specific_power}", otherwise="One satellite"
    ),
    (
        sentence(
            "{orbit_flown}, {altitude}, {inclination}; {sunlit_fraction:percent} of the year in sunlight", "orbit"
        ),
        sentence("{satellite_wet_mass:lines}", "mass"),
        sentence("{bus_power} from {array_area} of solar array", "power", power_source="solar"),
        sentence("{bus_power} from a reactor of {reactor_mass}", "power", power_source="reactor"),
        sentence("{radiator_area} of radiator at {radiator_temperature}", "heat"),
        Breakdown("satellite_wet_mass", "Mass of one satellite"),
    ),
)

CAMPAIGN = Part(
    "campaign",
    sentence("Launch and campaign"),
    (
        sentence(
            "{payload_to_orbit} to {delivery_altitude}, {satellites_per_launch:satellite} a flight; {flight_price} a "
            "flight, {launch_price}",
            "launch",
            launch_sourcing="buy",
        ),
        sentence(
            "{launch_price_to_full_power} on average over the flights until full power",
            "mean price",
            launch_sourcing="buy",
        ),
        sentence(
            "{payload_to_orbit} to {delivery_altitude}, {satellites_per_launch:satellite} a flight; a flight of an "
            "owned launcher costs {own_flight_cost}, {own_launch_price}",
            "launch",
            launch_sourcing="own",
        ),
        sentence(
            "{climb_time} by electric propulsion from {delivery_altitude} to {altitude}, {climb_delta_v}",
            "climb",
            insertion="climb",
        ),
        sentence(
            "{flight_fill:percent} of the payload mass is used; one more satellite would fit if each weighed "
            "{satellite_mass_for_one_more}",
            "a flight",
            launch_packing="whole",
        ),
        sentence(
            "{launch_rate_start:flight} for this programme at the first launch; the cap of {launch_rate:flight} is "
            "reached after {launch_ramp_time}",
            "flights",
            otherwise="{launch_rate_start:flight} for this programme at the first launch; the cap of "
            "{launch_rate:flight} is never reached",
            campaign_pace="year-by-year",
        ),
        sentence("all satellites at the first launch (campaign_pace)", "flights", campaign_pace="at-once"),
        sentence(
            "{launch_failure_first:percent} of flights lost in the first year; {launches_lost:flight} until full power",
            "failures",
            otherwise="{launch_failure_first:percent} of flights lost in the first year",
        ),
        sentence("{factory_rate:satellite} at full rate", "factory"),
        sentence(
            "{sustainable_power} can be sustained indefinitely at these rates of launch and manufacture", "sustainable"
        ),
        Series(
            "The campaign by year",
            "first_launch",
            (("power_online", "target_power"), ("ground_power_online", "target_power"), ("launches", "")),
        ),
    ),
)

COST = Part(
    "cost",
    sentence("Cost"),
    (
        sentence("{capex:lines}", "to full power"),
        sentence("{opex_rate} to operate and replace the fleet", "then"),
        sentence(
            "{ground_capex}, {ground_cost_per_watt}; then {ground_opex_rate}; first power {ground_delay} after the "
            "decision",
            "on the ground",
        ),
        Breakdown(
            "capex",
            "Cost to first full power",
            "ground_capex",
            (("total per watt", "cost_per_watt", "ground_cost_per_watt"),),
        ),
        Pairs(
            "At full power, and over the horizon at present value",
            (
                ("replacements", "renewal_rate", ""),
                ("operations", "operations_rate", ""),
                ("energy", "", "ground_energy_rate"),
                ("upkeep, staff, replaced accelerators", "", "ground_upkeep_rate"),
                ("running cost at full power", "opex_rate", "ground_opex_rate"),
                ("present cost over the horizon", "present_cost", "ground_present_cost"),
                ("present energy over the horizon", "present_energy", "ground_present_energy"),
                ("levelised cost", "levelised_cost", "ground_levelised_cost"),
                ("cost ratio to the ground", "cost_ratio", ""),
            ),
        ),
        Breakdown("cost_total", "Cost over the horizon, undiscounted"),
    ),
)

PARTS = (ANSWER, WHY, SATELLITE, CAMPAIGN, WORK, COST, VALUE)

SAYINGS = (
    sentence("Owning the launcher is cheaper than buying flights above {owning_breakeven_rate:flight}."),
    sentence(
        "The limit on a flight is {flight_limit}: the fairing has room for {satellites_by_volume:satellite}, and the "
        "vehicle can lift {satellites_by_mass:satellite}."
    ),
    sentence(
        "The fleet needs {launches_for_fleet:flight} to launch, and {replacement_launch_rate:flight} to replace "
        "satellites that fail or retire."
    ),
    sentence("The campaign reaches {power_held} in {power_held_date}."),
    sentence("Launch costs {launch_price} on the first flight."),
    sentence("Over {horizon} orbit costs {present_cost} at present value, the ground {ground_present_cost}."),
    sentence("The solar arrays of the fleet cover {fleet_array_area}."),
    sentence("These rates of launch and manufacture sustain {sustainable_power} indefinitely."),
    sentence("One satellite weighs {satellite_wet_mass} and has {radiator_area} of radiator."),
    sentence("The fleet in place delivers {power_delivered} on average over the year."),
    sentence("Orbit costs {capex} until full power."),
)
"""Sentences for figures that a scenario asks about and the first part omits; a figure without one is named."""

PICTURE = Picture(
    array="array_area",
    radiator="radiator_area",
    body="stowed_volume",
    fleet="satellites_required",
    launched="satellites_launched",
    planet="earth_radius",
    height="altitude",
    period="orbital_period",
    sunlit="sunlit_fraction",
    shadow="eclipse_fraction_max",
    start="first_launch",
    power="power_online",
    ground="ground_power_online",
    target="target_power",
    deadline="deployment_deadline",
    full="full_power_date",
)
"""What the drawings of the page are made from."""

JUDGEMENT = Judgement(
    feasible="feasible",
    binding="binding_constraint",
    cost="margin_cost",
    ratio="cost_ratio",
    ground="ground_levelised_cost",
    least="margin_least",
    gated=(
        ("cost to full power", "capex"),
        ("flights", "launches_to_deploy"),
        ("time to full power", "deployment_time"),
        ("cost against the ground", "cost_ratio"),
    ),
)

POSITIONS = (
    "capex",
    "cost_ratio",
    "launches_to_deploy",
    "deployment_time",
    "satellites_required",
    "levelised_cost",
)
"""Figures whose position in the Monte Carlo distribution is reported; lower is better."""
