"""The work and what it costs: hand calculations, Young and Daly, the run of Llama 3, and SemiAnalysis' figures."""

import math
from functools import cache

import numpy as np
import pytest

import orbitcalc
from orbitcalc import catalog
from orbitcalc.physics import checkpoints
from orbitcalc.report.views.explanation import constraint_text
from tests.model.hand import YEAR, Case, cases, run

WORKLOADS = catalog.names("workloads")


@cases(
    Case(
        "arithmetic_efficiency",
        1e15 * 0.4 / 2000.0,
        "FLOP/J",
        "0.4 of 1 PFLOP/s from 2 kW",
        "accelerator_performance=1000 TFLOP/s, arithmetic_utilisation=0.4, accelerator_power=1000 W, server_overhead=2",
    ),
    Case(
        "link_demand",
        4e-5 * 1e15 * 0.4,
        "bit/s",
        "40 microbits an operation",
        "link_intensity=4e-5 bit/FLOP, accelerator_performance=1000 TFLOP/s, arithmetic_utilisation=0.4",
    ),
    Case(
        "traffic_intensity",
        1e-8 * 2e11 * 3.6e6 / 8e9,
        "GB/kWh",
        "ten nanobits an operation, 200 GFLOP a joule",
        "download_intensity=1e-8 bit/FLOP, arithmetic_efficiency=200 GFLOP/J",
    ),
    Case(
        "uplink_demand",
        1e-9 * 2e11 * 1e5 * 0.5 * 0.8,
        "bit/s",
        "a nanobit an operation of 100 kW, half of the time, 0.8 of it paid",
        "upload_intensity=1e-9 bit/FLOP, arithmetic_efficiency=200 GFLOP/J, it_power_per_satellite=100 kW, "
        "duty_fraction=0.5, utilisation=0.8",
    ),
    Case(
        "uplink_average_rate",
        0.4,
        "Gbit/s",
        "4 % of the peak, as of the downlink",
        "uplink_rate=10 Gbit/s, downlink_average_rate=4 Gbit/s, downlink_rate=100 Gbit/s",
    ),
    Case("round_trip_delay", 10.0, "ms", "there and back", "downlink_delay=5 ms"),
)
def test_what_the_work_moves(row: Case) -> None:
    row.check()


JOB = "accelerator_power=1000 W, server_overhead=2, target_power=1 MW"


@cases(
    Case("job_size", 100.0, "1", "as asked", f"job_accelerators=100, {JOB}"),
    Case("job_size", 500.0, "1", "1 MW feeds 500 of 2 kW", f"job_accelerators=16384, {JOB}"),
    Case("job_satellites", 25.0, "1", "100 on satellites of 4", "job_size=100, accelerators_per_satellite=4"),
    Case("job_satellites", 1.0, "1", "8 on a satellite of 60", "job_size=8, accelerators_per_satellite=60"),
    Case(
        "job_bisection_rate",
        2.0 * 10.0 * 3.0,
        "Tbit/s",
        "a torus of 10 x 10 is cut in ten rows, twice each",
        "job_satellites=100, link_dimensions=2, link_rate=3 Tbit/s",
    ),
    Case(
        "job_bisection_demand",
        1e-6 * 1000 * 1e15 * 0.4 * 0.75,
        "bit/s",
        "a microbit an operation; three of four partners are on other satellites",
        "bisection_intensity=1e-6 bit/FLOP, job_size=1000, accelerator_performance=1000 TFLOP/s, "
        "arithmetic_utilisation=0.4, job_satellites=4",
    ),
    Case(
        "job_bisection_demand",
        0.0,
        "bit/s",
        "one satellite holds the job",
        "bisection_intensity=1e-6 bit/FLOP, job_size=1000, accelerator_performance=1000 TFLOP/s, "
        "arithmetic_utilisation=0.4, job_satellites=1",
    ),
)
def test_a_job_over_satellites(row: Case) -> None:
    if row.expected:
        row.check()
    else:
        assert run(row.given).value(row.variable, row.unit) == 0.0


@cases(
    Case(
        "interruption_hazard",
        0.17 * 2.0 + 9.0 * 0.03,
        "1/yr",
        "twice as many as on the ground, and three in a hundred of nine silent errors",
        "interruption_rate=0.17 1/yr, space_failure_factor=2, upset_rate=9 1/yr, error_share=0.03",
    ),
    Case("job_hazard", 610.0, "1/yr", "a thousand times 0.61", "interruption_hazard=0.61 1/yr, job_size=1000"),
    Case("ground_job_hazard", 170.0, "1/yr", "a thousand times 0.17", "interruption_rate=0.17 1/yr, job_size=1000"),
    Case(
        "checkpoint_interval",
        math.sqrt(2.0 * 20.0 * 3600.0),
        "s",
        "Young: sqrt(2 x 20 s x an hour)",
        f"job_hazard={YEAR / 3600.0!r} 1/yr, checkpoint_time=20 s",
    ),
    Case(
        "ground_checkpoint_interval",
        math.sqrt(2.0 * 20.0 * 3600.0),
        "s",
        "as in orbit",
        f"ground_job_hazard={YEAR / 3600.0!r} 1/yr, checkpoint_time=20 s",
    ),
    *(
        Case(
            f"{side}useful_share",
            1.0 - 0.75 * (1.0 - 600.0 / 3600.0 / (math.exp(300.0 / 3600.0) * math.expm1(620.0 / 3600.0))),
            "1",
            "Daly: ten minutes of work in twelve hundredths of an hour; a quarter of the job works on",
            f"{side}job_hazard={YEAR / 3600.0!r} 1/yr, {side}checkpoint_interval=600 s, checkpoint_time=20 s, "
            "restart_time=300 s, interruption_tolerance=0.25",
        )
        for side in ("", "ground_")
    ),
    Case(
        "useful_arithmetic",
        0.4 * 0.8 * 0.5,
        "1",
        "links half as wide as needed",
        "arithmetic_utilisation=0.4, useful_share=0.8, network_efficiency=0.5",
    ),
    Case(
        "ground_useful_arithmetic",
        0.4 * 0.9,
        "1",
        "no links between satellites",
        "arithmetic_utilisation=0.4, ground_useful_share=0.9",
    ),
)
def test_interruptions(row: Case) -> None:
    row.check()


def test_the_share_kept_against_a_simulated_job() -> None:
    """Interruptions at random, an hour apart: segments of 350 s with 20 s to save, five minutes to restart."""
    random, segment, restart = np.random.default_rng(4), 370.0, 300.0
    done, time = 0, 0.0
    while done < 20000:
        stop = random.exponential(3600.0)
        if stop >= segment:
            done, time = done + 1, time + segment
            continue
        time += stop
        while (again := random.exponential(3600.0)) < restart:
            time += again
        time += restart
    share = checkpoints.useful_share(1.0 / 3600.0, 350.0, 20.0, restart)
    assert share == pytest.approx(done * 350.0 / time, rel=0.01)


def test_no_interruptions_or_no_checkpoints_cost_nothing() -> None:
    share = checkpoints.useful_share(np.array([0.0, 1e-6]), np.array([1e9, 0.0]), np.array([20.0, 0.0]), 0.0)
    assert share == pytest.approx([1.0, 1.0], abs=1e-6)


def test_youngs_interval_is_about_the_best() -> None:
    hazard, checkpoint, restart = 1.0 / 6000.0, 20.0, 300.0
    best = checkpoints.checkpoint_interval(hazard, checkpoint)
    shares = checkpoints.useful_share(hazard, best * np.linspace(0.25, 4.0, 400), checkpoint, restart)
    assert checkpoints.useful_share(hazard, best, checkpoint, restart) > 0.999 * np.max(shares)


def test_the_run_of_llama_3_is_interrupted_every_three_hours_and_keeps_nine_tenths_of_its_time() -> None:
    result = run()
    assert result.value("ground_job_hazard", "1/h") == pytest.approx(419.0 / (54.0 * 24.0), rel=0.03)
    assert 0.90 < result.value("ground_useful_share") < 0.95


# What it costs


@cases(
    *(
        Case(
            f"{side}pflop_day_cost",
            3.0 * 24.0 / (2.5 * 0.32),
            "USD_2025",
            "3 USD an hour, 32 % of 2.5 PFLOP/s",
            f"{side}accelerator_hour_cost=3 USD_2025/h, accelerator_performance=2500 TFLOP/s, "
            f"{side}useful_arithmetic=0.32",
        )
        for side in ("", "ground_")
    ),
    *(
        Case(
            f"{side}token_cost",
            86.4 * 7.4e10 * 1e6 / 8.64e19,
            "USD_2025",
            "a million of 74 GFLOP",
            f"{side}pflop_day_cost=86.4 USD_2025, token_operations=7.4e10 FLOP",
        )
        for side in ("", "ground_")
    ),
    Case(
        "useful_cost_ratio",
        4.0,
        "1",
        "80 over 20",
        "pflop_day_cost=80 USD_2025, ground_pflop_day_cost=20 USD_2025",
    ),
)
def test_currencies(row: Case) -> None:
    row.check()


SEMIANALYSIS = (
    "accelerator_power=1906.25 W, server_overhead=1, accelerator_performance=15000 TFLOP/s, useful_arithmetic=1, "
    "ground_useful_arithmetic=1, token_operations=2941176470588.2354 FLOP"
)
"""A GPU is a sixteenth of 30.5 kW; 15 PFLOP/s and 5100 token/s."""


@pytest.mark.parametrize(
    ("side", "month", "factor", "hour", "pflop_hour", "tokens"),
    [("", 100925.0, 1.2 / 0.95, 10.91, 0.73, 0.594), ("ground_", 27724.0, 1.05, 2.49, 0.17, 0.136)],
)
def test_the_cost_of_an_accelerator_hour_is_that_of_semianalysis(
    side: str, month: float, factor: float, hour: float, pflop_hour: float, tokens: float
) -> None:
    """Its cost a month of 730 hours and 30.5 kW with spares and availability: 10.91 and 2.49 USD an hour.

    It prints 0.73 and 0.17 USD a PFLOP-hour to two digits, and 590 and 135 USD a billion tokens, which its own hour
    and throughput give as 594 and 136.
    """
    energy = month * factor / (30.5 * 730.0)
    result = run(f"{SEMIANALYSIS}, {side}levelised_cost={energy!r} USD_2025/kWh")
    assert result.value(f"{side}accelerator_hour_cost", "USD_2025/h") == pytest.approx(hour, rel=2e-3)
    assert result.value(f"{side}pflop_day_cost", "USD_2025") / 24.0 == pytest.approx(pflop_hour, abs=0.005)
    assert result.value(f"{side}token_cost", "USD_2025") == pytest.approx(tokens, rel=3e-3)


# Another workload


@cache
def of(workload: str, name: str = "google-1gw", **values: str) -> orbitcalc.Result:
    return orbitcalc.load(name).with_({"workload": workload, **values}).run()


HEADLINE = ("satellites_required", "capex", "levelised_cost", "ground_levelised_cost", "accelerator_hour_cost")


@pytest.mark.parametrize("workload", WORKLOADS)
def test_the_hour_of_an_accelerator_costs_the_same_whatever_it_computes(workload: str) -> None:
    ours, base = of(workload), of("training")
    assert [ours.value_si(name) for name in HEADLINE] == [base.value_si(name) for name in HEADLINE]


@pytest.mark.parametrize("workload", WORKLOADS)
def test_both_sides_count_the_same_boundary_and_work(workload: str) -> None:
    """What is left between the ratio of useful computing and that of energy is interruptions and links."""
    for boundary in ("all", "without-accelerators", "launch-and-energy"):
        result = of(workload, cost_boundary=boundary)
        lost = result.value_si("ground_useful_arithmetic") / result.value_si("useful_arithmetic")
        assert result.value_si("useful_cost_ratio") == pytest.approx(result.value_si("cost_ratio") * lost, rel=1e-12)
        tokens = result.value_si("token_cost") / result.value_si("ground_token_cost")
        assert tokens == pytest.approx(result.value_si("useful_cost_ratio"), rel=1e-12)


def test_without_interruptions_useful_computing_costs_what_energy_does() -> None:
    result = of("training", interruption_rate="0 1/yr", error_share="0")
    assert result.value_si("useful_cost_ratio") == pytest.approx(result.value_si("cost_ratio"), rel=1e-6)


def test_answers_for_people_send_more_to_the_ground_and_training_more_between_satellites() -> None:
    training, batch, live = (of(name) for name in ("training", "batch-inference", "interactive-inference"))
    demands = [result.value_si("downlink_demand") for result in (training, batch, live)]
    assert demands == sorted(demands)
    assert training.value_si("link_demand") > 100.0 * batch.value_si("link_demand")
    assert training.value_si("job_bisection_demand") > 2.0 * batch.value_si("job_bisection_demand")
    assert live.value_si("margin_latency") < batch.value_si("margin_latency") <= 1.0


def test_training_loses_more_to_interruptions_in_orbit_and_uses_more_of_the_arithmetic() -> None:
    training, batch = of("training"), of("batch-inference")
    assert training.value_si("useful_share") < training.value_si("ground_useful_share") < 0.95
    assert batch.value_si("useful_share") > 0.999
    assert training.value_si("useful_arithmetic") > batch.value_si("useful_arithmetic")
    assert training.value_si("pflop_day_cost") < batch.value_si("pflop_day_cost")
    assert training.value_si("token_cost") > 3.0 * batch.value_si("token_cost")
    assert training.value_si("useful_cost_ratio") > 1.1 * training.value_si("cost_ratio")
    assert batch.value_si("useful_cost_ratio") == pytest.approx(batch.value_si("cost_ratio"), rel=1e-3)


@pytest.mark.parametrize(
    ("name", "worse"),
    [
        ("interruption_rate", "0.35 1/yr"),
        ("error_share", "0.1"),
        ("restart_time", "15 min"),
        ("checkpoint_time", "60 s"),
        ("job_accelerators", "65536"),
    ],
)
def test_more_interruptions_and_slower_recovery_make_useful_computing_dearer(name: str, worse: str) -> None:
    better, result = of("training"), of("training", **{name: worse})
    assert result.value_si("useful_cost_ratio") > better.value_si("useful_cost_ratio")


def test_answers_from_geostationary_orbit_come_too_late_for_people_who_wait_and_the_text_says_for_what() -> None:
    """36,000 km up and down: 240 ms at the zenith, 250 ms at the edge of the view."""
    late = of("interactive-inference", downlink_delay="125 ms")
    assert late.value_si("margin_latency") == pytest.approx(1.0 - 250.0 / 200.0)
    text = constraint_text(late, late.scenario.graph.constraints["latency"])
    assert text.startswith("delay of the way to the satellite and back (interactive inference): 1.25 times")
    assert of("batch-inference", downlink_delay="125 ms").value_si("margin_latency") > 0.99


def test_another_workload_drops_the_traffic_that_the_file_gives_for_its_own() -> None:
    scenario = orbitcalc.load("google-1gw").with_({"workload": "embedding"})
    assert "link_demand" not in scenario
    assert any("link_demand" in note for note in scenario.notes)


@pytest.mark.parametrize(
    ("side", "reason"),
    [("", "the links between the satellites carry nothing"), ("ground_", "nothing of the work ends between")],
)
def test_work_that_never_ends_has_no_cost_and_the_reason(side: str, reason: str) -> None:
    result = run(f"{side}useful_arithmetic=0")
    for name in (f"{side}pflop_day_cost", f"{side}token_cost", "useful_cost_ratio"):
        assert math.isnan(result.value(name))
        assert result.why_unknown(name).startswith(f"{side}pflop_day_cost has no value: {reason}")
