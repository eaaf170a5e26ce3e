"""The reading of `[published]`: rows, their own values, and everything that can be wrong with them."""

from pathlib import Path

import pytest

from orbitcalc import ScenarioError, load
from orbitcalc.analysis.studies.published import printed_figures
from orbitcalc.analysis.studies.verify import verify, verify_scenario
from tests.analysis.studies.helpers import GOOD, Write


def test_each_row_holds_under_its_own_values_and_the_commons_apply(write: Write) -> None:
    path = write(
        """[published]
source = "suncatcher"
locator = "page 1"
tolerance = 1e-9
reason = "a division"
[published.half]
set = { target_power = "0.5 GW" }
values = { satellites_nameplate = "5000", satellites_active = "5000" }
[published.whole]
variable = "satellites_nameplate"
value = "10000"
"""
    )
    result = verify([str(path)])
    assert [(row.key, row.ours) for row in result] == [("half", 5000.0), ("half", 5000.0), ("whole", 10000.0)]
    assert all(row.within for row in result)


def test_a_child_does_not_inherit_what_its_parents_study_prints(tmp_path: Path, write: Write) -> None:
    write(GOOD)
    child = tmp_path / "child.toml"
    child.write_text('schema = 1\nextends = "study.toml"\n', encoding="utf-8")
    assert printed_figures(load(child)) == []
    with pytest.raises(ScenarioError, match="restates no study"):
        verify_scenario(load(child))


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("satellites_nameplate", "satelites_nameplate", 6, "did you mean 'satellites_nameplate'"),
        ('value = "10000"', 'value = "10000 kg"', 7, "wrong dimension"),
        ("tolerance = 0\n", "", 5, "needs a tolerance"),
        ("tolerance = 0\n", 'tolerance = "1 kg"\n', 7, "wrong dimension"),
        ("tolerance = 0\n", "tolerance = -1\n", 7, "below zero"),
        ('reason = "a division"\n', "", 8, "a tolerance needs a reason"),
        ('locator = "page 1"\n', "", 5, "where the study prints it"),
        ('"suncatcher"', '"suncacher"', 11, "did you mean 'suncatcher'"),
        ("reason =", "raeson =", 9, "did you mean 'reason'"),
        ('value = "10000"', 'value = "10000"\nstatus = "shwon"', 8, "did you mean 'shown'"),
        ('value = "10000"', 'value = "10000"\nstatus = "shown"', 8, "needs a reason"),
        ('value = "10000"', 'value = "10000"\nset = { altitude = "1 kg" }', 8, "altitude"),
        ('value = "10000"', 'value = "10000"\nset = { altitud = "1 km" }', 8, "did you mean 'altitude'"),
        ('value = "10000"', 'value = "10000"\nset = 3', 8, "not a table"),
        ('value = "10000"', 'value = "10000"\nyear = 2030', 8, "no series"),
        ('value = "10000"\n', "", 6, "belong together"),
        ('variable = "satellites_nameplate"\nvalue = "10000"\n', "", 5, "no figure is given"),
    ],
)
def test_an_error_in_a_figure_is_reported_with_its_place(
    write: Write, old: str, new: str, line: int, says: str
) -> None:
    assert old in GOOD
    path = write(GOOD.replace(old, new, 1))
    with pytest.raises(ScenarioError) as caught:
        verify([str(path)])
    assert says in str(caught.value)
    assert f"study.toml:{line}:" in str(caught.value)


def test_all_errors_are_reported_at_once(write: Write) -> None:
    two = GOOD.replace("count", "one").replace("nameplate", "nam") + GOOD.replace("count", "two").replace(
        '"10000"', "[]"
    )
    with pytest.raises(ScenarioError) as caught:
        verify([str(write(two))])
    assert len(caught.value.problems) == 2
