"""What a printed figure is evidence of: planted echoes, circular inputs and repeats say so and are not counted."""

import pytest

from orbitcalc import ScenarioError
from orbitcalc.analysis.studies.verify import Row, tally, verify
from orbitcalc.report.views.studies import outcome, summary
from tests import shipped
from tests.analysis.studies.helpers import GOOD, Write

COMMON = """[published]
source = "suncatcher"
locator = "page 1"
tolerance = 1e-6
reason = "planted"
"""


def only(write: Write, text: str) -> Row:
    (row,) = verify([str(write(text))])
    assert row.within
    return row


def test_a_quotient_of_two_inputs_is_a_product_and_counts(write: Write) -> None:
    row = only(write, GOOD)
    assert (row.kind, row.inputs, row.counted) == ("product", ("target_power", "it_power_per_satellite"), True)


def test_inputs_that_enter_otherwise_make_a_formula(write: Write) -> None:
    """The Stefan-Boltzmann law: both faces at 300 K, by hand."""
    hot = 'radiator_temperature = "300 K"\nradiator_emissivity = 0.9\nradiator_absorptance = 0.2\n'
    lines = 'earth_view_factor = 0\nearth_view_factor_back = 0\nspace_temperature = "0 K"\nfin_efficiency = 1\n'
    sun = "radiator_sun_cosine = 0\nalbedo_visibility = 0\n"
    figure = '[published.flux]\nvariable = "radiator_net_flux"\nvalue = "826.7406 W/m^2"\n'
    row = only(write, hot + lines + sun + COMMON + figure)
    assert row.kind == "formula"
    assert row.inputs == ("radiator_emissivity", "radiator_temperature")


def test_an_asserted_input_is_given_and_does_not_count(write: Write) -> None:
    row = only(write, COMMON + '[published.power]\nvariable = "target_power"\nvalue = "1000 MW"\n')
    assert (row.kind, row.counted) == ("given", False)


def test_a_planted_echo_says_so_and_does_not_count(write: Write) -> None:
    text = 'development_cost = "3 GUSD_2025"\n' + COMMON
    row = only(write, text + '[published.cost]\nvariable = "cost_development"\nvalue = "3 GUSD_2025"\n')
    assert (row.kind, row.inputs, row.counted) == ("echo", ("development_cost",), False)


def test_a_circular_input_says_so_and_does_not_count(write: Write) -> None:
    """42,000 t for a gigawatt, from a specific power that was computed from 42,000 t."""
    solved = '[quoted_specific_power]\nvalue = "23.80952380952381 W/kg"\nsource = "inferred"\nnote = "of 42 t/MW"\n'
    figure = '[published.mass]\nvariable = "fleet_mass"\nvalue = "42000 t"\n'
    row = only(write, solved + COMMON + figure)
    assert (row.kind, row.counted) == ("circular", False)
    printed = solved.replace("inferred", "suncatcher")
    assert only(write, printed + COMMON + figure).kind == "product"


def test_a_figure_among_its_own_inputs_is_circular(write: Write) -> None:
    """One satellite of 20 t is the whole fleet."""
    values = 'set = { satellite_wet_mass = "20 t", target_power = "100 kW" }\n'
    row = only(write, COMMON + '[published.mass]\nvariable = "fleet_mass"\nvalue = "20 t"\n' + values)
    assert len(row.inputs) > 1
    assert (row.kind, row.counted) == ("circular", False)


@pytest.mark.parametrize("kind", ["given", "circular", "altered", "not printed there"])
def test_a_row_may_declare_what_the_graph_cannot_know(write: Write, kind: str) -> None:
    row = only(write, GOOD + f'kind = "{kind}"\nnote = "known from the paper"\n')
    assert (row.kind, row.counted) == (kind, False)


@pytest.mark.parametrize(
    ("extra", "says"),
    [('kind = "circlar"\nnote = "n"\n', "did you mean 'circular'"), ('kind = "altered"\n', "needs a reason")],
)
def test_a_declared_kind_is_known_and_says_why(write: Write, extra: str, says: str) -> None:
    with pytest.raises(ScenarioError, match=says):
        verify([str(write(GOOD + extra))])


def test_a_repeat_counts_once(write: Write) -> None:
    again = GOOD.replace("count]", 'again]\nset = { launch_price = "9 USD_2025/kg" }')
    other = GOOD.replace("count]", 'other]\nset = { target_power = "2 GW", it_power_per_satellite = "200 kW" }')
    rows = verify([str(write(GOOD + again + other))])
    assert [(row.repeats, row.counted) for row in rows] == [("", True), ("study.count", False), ("", True)]
    assert summary(rows).startswith(
        "2 distinct printed figures of 1 source, 0 of them by a formula of 3 inputs or more"
    )
    assert outcome(rows) == "3 of 3 asserted figures in tolerance; not counted: 1 repeat"


def test_an_override_has_the_source_of_its_row_or_its_own(write: Write) -> None:
    values = (
        'set = { target_power = "1 GW", launch_price = { value = "9 USD_2025/kg", source = "inferred", note = "n" } }'
    )
    row = only(write, GOOD.replace("count]", f"count]\n{values}"))
    assert row.overrides == ("target_power = 1 GW (suncatcher)", "launch_price = 9 USD_2025/kg (inferred)")


def test_rules_are_checked_where_they_move_with_the_figure(write: Write) -> None:
    total = tally(verify([str(write(GOOD))]))
    assert total.checked == {"satellites_nameplate"}
    assert "satellites_nameplate" not in total.unchecked
    assert "fleet_mass" in total.unchecked


def test_a_figure_out_of_tolerance_is_no_evidence(write: Write) -> None:
    rows = verify([str(write(GOOD.replace('"10000"', '"9000"')))])
    assert tally(rows).figures == 0
    assert outcome(rows) == "0 of 1 asserted figures in tolerance, 1 out of tolerance"


def test_the_shipped_studies_name_what_is_no_evidence() -> None:
    """The echoes, circular inputs and altered inputs that a review of the scenarios listed."""
    kinds = {f"{row.name}.{row.key}.{row.variable}": row.kind for row in shipped.rows() if not row.repeats}
    circular = {name for name, kind in kinds.items() if kind == "circular"}
    assert circular == {
        "cowboy-stampede.satellites.satellites_nameplate",
        *(f"lcoc-{year}.ground-hour.ground_accelerator_hour_cost" for year in (2026, 2030, 2035, 2040)),
        "mccalip.break-even-proof.cost_total",
        "semianalysis-2026.hour-of-the-monthly-cost.accelerator_hour_cost",
        "semianalysis-2026.launch.capex_launch",
        "shapiro.ground-capex.ground_capex",
        "spacex-fcc.musk-per-launch.power_launch_rate",
        "spacex-fcc.power.power_launch_rate",
        "suncatcher-launcher.no-reuse.own_launch_price",
        "turyshev-downlink.large.traffic_intensity_max",
        "turyshev-downlink.middle.traffic_intensity_max",
        "turyshev-parity.capital.cost_per_watt",
        "turyshev-parity.parity.cost_ratio",
    }
    assert kinds["mccalip.default.cost_development"] == "echo"
    assert kinds["turyshev-demand.load-2023.target_power"] == "given"
    assert kinds["nasa-otps-rd1.launches-RD2.launches_total"] == "altered"
    assert kinds["ascend-blocks.blocks.satellites_nameplate"] == "not printed there"
