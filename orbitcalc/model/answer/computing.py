"""What the answer says of computing itself: the work, what holds it up, and what it is worth."""

from __future__ import annotations

from orbitcalc.graph.formula import word_sets
from orbitcalc.graph.story import Outcomes, Pairs, Part, sentence

WORK = Part(
    "work",
    sentence("The work: {workload}"),
    (
        sentence(
            "{useful_arithmetic:percent} of the accelerators' peak (dense, 16 bit) is useful in orbit, "
            "{ground_useful_arithmetic:percent} on the ground",
            "arithmetic",
        ),
        sentence(
            "a job of {job_size:accelerator} is interrupted {job_hazard:time} in orbit, {ground_job_hazard:time} on "
            "the ground; {useful_share:percent} and {ground_useful_share:percent} of its time is kept",
            "interruptions",
        ),
        sentence(
            "{job_satellites:satellite} a job; its halves exchange {job_bisection_demand} of the "
            "{job_bisection_rate} that the links between them carry",
            "bisection",
        ),
        sentence(
            "{downlink_demand} of the {downlink_average_rate} that the stations receive per satellite; an answer "
            "comes {round_trip_delay} later, of {latency_limit} allowed",
            "to the ground",
        ),
        Pairs(
            "What computing costs",
            (
                ("whole cost per IT energy", "levelised_cost", "ground_levelised_cost"),
                ("accelerator-hour sold", "accelerator_hour_cost", "ground_accelerator_hour_cost"),
                ("useful share of peak arithmetic", "useful_arithmetic", "ground_useful_arithmetic"),
                ("PFLOP-day, useful, 16 bit", "pflop_day_cost", "ground_pflop_day_cost"),
                ("million tokens", "token_cost", "ground_token_cost"),
                ("cost ratio to the ground, for this work", "useful_cost_ratio", ""),
            ),
        ),
    ),
)

_COST_PARITY = ("first launch at the cost on the ground", "cost_parity_year")
_PRICED = word_sets({"cost_boundary": "all"})
"""Where all costs are counted, so that computing has a price to compare them with."""

VALUE = Part(
    "value",
    sentence("Time and value of computing"),
    (
        sentence(
            "after the decision in {decision_date}: {time_to_full_power} in orbit, {ground_time_to_full_power} on the "
            "ground, when {power_online_at_ground_date} are on line in orbit",
            "full power",
            otherwise="after the decision in {decision_date}: never in orbit, {ground_time_to_full_power} on the "
            "ground, when {power_online_at_ground_date} are on line in orbit",
            campaign_pace="year-by-year",
        ),
        sentence(
            "{net_present_value} in orbit, {ground_net_present_value} on the ground, at present value, if "
            "accelerator time sells for {computing_price}",
            "net value",
            cost_boundary="all",
        ),
        Outcomes((_COST_PARITY, ("decision at the value on the ground", "parity_year")), _PRICED),
        Outcomes((_COST_PARITY,), word_sets({"cost_boundary": ("without-accelerators", "launch-and-energy")})),
        Pairs(
            "Revenue and return from the decision on, at present value",
            (
                ("time to full power", "time_to_full_power", "ground_time_to_full_power"),
                ("cost of an accelerator-hour", "accelerator_hour_cost", "ground_accelerator_hour_cost"),
                ("price of an accelerator-hour", "computing_price", "computing_price"),
                ("relative value of computing, by accelerator age", "vintage_factor", ""),
                ("revenue", "present_revenue", "ground_present_revenue"),
                ("net present value", "net_present_value", "ground_net_present_value"),
                ("internal rate of return", "internal_rate_of_return", "ground_internal_rate_of_return"),
                ("cost of capital", "discount_rate", "ground_discount_rate"),
                ("payback", "payback_time", "ground_payback_time"),
                ("revenue forgone by waiting", "waiting_cost", "ground_waiting_cost"),
            ),
        ),
    ),
)
