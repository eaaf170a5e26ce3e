"""The computers against hand calculations, and against the rack that the default accelerator is sold in."""

import pytest

from tests.model.hand import Case, cases, run


@cases(
    Case(
        "accelerators_per_satellite",
        120.0 / 1.5,
        "1",
        "120 kW over 1 kW with half as much again around it",
        "it_power_per_satellite=120 kW, accelerator_power=1 kW, server_overhead=1.5",
    ),
    Case(
        "compute_mass",
        80.0 * 2.5 * 1.2,
        "kg",
        "80 boards of 2.5 kg, a fifth more to mount them",
        "accelerators_per_satellite=80, accelerator_mass=2.5 kg, compute_mounting_factor=1.2",
    ),
    Case(
        "compute_performance",
        80.0 * 2.0,
        "PFLOP/s",
        "80 accelerators of 2000 TFLOP/s",
        "accelerators_per_satellite=80, accelerator_performance=2000 TFLOP/s",
    ),
)
def test_accelerators_of_a_satellite(row: Case) -> None:
    row.check()


def test_the_rack_of_the_default_accelerator() -> None:
    """NVIDIA GB200 NVL72: 72 chips, about 120 kW, 360 PFLOP/s of 16 bits with sparsity and half of that dense."""
    result = run("it_power_per_satellite=120 kW, accelerator=gb200-nvl72")
    assert result.value("accelerators_per_satellite") == pytest.approx(72.0, rel=2e-3)
    assert result.value("compute_performance", "PFLOP/s") == pytest.approx(360.0 / 2.0, rel=2e-3)


@cases(
    Case(
        "eclipse_it_power",
        10.0,
        "kW",
        "all idle at a tenth",
        "it_power_per_satellite=100 kW, eclipse_compute_share=0, eclipse_idle_share=0.1",
    ),
    Case(
        "eclipse_it_power",
        30.0 + 0.1 * 70.0,
        "kW",
        "30 % at work, a tenth for the rest",
        "it_power_per_satellite=100 kW, eclipse_compute_share=0.3, eclipse_idle_share=0.1",
    ),
    Case(
        "eclipse_it_power",
        100.0,
        "kW",
        "all at work, none idle",
        "it_power_per_satellite=100 kW, eclipse_compute_share=1, eclipse_idle_share=0.1",
    ),
    Case("duty_fraction", 0.6, "1", "dark in eclipse", "sunlit_fraction=0.6, eclipse_compute_share=0"),
    Case(
        "duty_fraction",
        0.6 + 0.4 * 0.25,
        "1",
        "a quarter in eclipse",
        "sunlit_fraction=0.6, eclipse_compute_share=0.25",
    ),
    Case("duty_fraction", 1.0, "1", "full load in eclipse", "sunlit_fraction=0.6, eclipse_compute_share=1"),
    Case(
        "duty_fraction",
        1.0,
        "1",
        "a reactor does not need the Sun",
        "power_source=reactor, sunlit_fraction=0.6, eclipse_compute_share=0.25",
    ),
)
def test_computing_in_eclipse(row: Case) -> None:
    row.check()
