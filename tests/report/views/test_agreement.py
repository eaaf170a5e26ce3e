"""The screens of one scenario never contradict one another: `run`, `mc` and the report, in numbers and words."""

from __future__ import annotations

import math
import re

import pytest

from orbitcalc.analysis.insight.futures import QUANTILES
from orbitcalc.analysis.runs.ensemble import Ensemble
from orbitcalc.analysis.runs.montecarlo import mc
from orbitcalc.futures import Futures
from orbitcalc.report.views import share_text
from orbitcalc.report.views.samples import outputs_table
from orbitcalc.result import Result
from tests import shipped
from tests.cli.command_line import Shell
from tests.rows import quick

pytestmark = pytest.mark.slow

SAMPLES = 4096
"""As many as `run` draws: the same futures."""


def drawn(name: str) -> tuple[Result, Futures, Ensemble] | None:
    """A result with its futures, and the ensemble of as many samples; None where nothing is uncertain."""
    result = shipped.result(name)
    futures = result.futures
    return (result, futures, mc(result.scenario, SAMPLES)) if futures else None


@pytest.mark.parametrize("name", quick(shipped.NAMES, *shipped.SOME))
def test_shares_quantiles_and_words_agree(name: str) -> None:
    """The same feasible and cheaper shares; the same 5, 50 and 95 % points; no value in the same share."""
    case = drawn(name)
    if case is None:
        pytest.skip("nothing is uncertain")
    _, futures, ensemble = case
    assert ensemble.probability("feasible == yes") == futures.feasible
    assert ensemble.probability("cost_ratio < 1") == futures.cheaper
    common = [item for item in ensemble.statistics if item in futures.ranges]
    assert common
    rows = {row[0]: row for row in outputs_table(ensemble, {}).rows}
    for item in common:
        values, statistics = futures.ranges[item], ensemble.statistics[item]
        assert statistics.without_value == pytest.approx(values.without_value, abs=1e-12)
        points = [math.nan if value is None else value for value in values.quantiles]
        assert [statistics.over_all[share] for share in QUANTILES] == pytest.approx(points, rel=1e-9, nan_ok=True)
        if 0.0 < values.without_value < 1.0:
            assert rows[item][-1].endswith(share_text(values.without_value))
        assert [cell in ("never", "no value") for cell in rows[item][1:4]] == [math.isnan(point) for point in points]


@pytest.mark.parametrize(
    "name", quick(["google-1gw", "mccalip", "spacex-ai1", "falcon9-today", "starcloud-40mw"], "google-1gw", "mccalip")
)
def test_the_page_says_what_the_screen_says(name: str, shell: Shell) -> None:
    """The first sentences, the shares of the futures and the verdicts stand in both."""
    screen = " ".join(shell("run", name).out.replace("\u00a0", " ").split())
    shell("report", name, "-o", "page.html", "-n", str(SAMPLES))
    html = (shell.folder / "page.html").read_text(encoding="utf-8")
    page = " ".join(re.sub(r"<[^>]+>", " ", html).replace("\u00a0", " ").replace("&nbsp;", " ").split())
    patterns = (
        r"The plan is feasible in [^.]*\.",
        r"Feasible: (?:yes|no)",
        r"Cheaper than the ground: (?:yes|no|unknown)",
    )
    for pattern in patterns:
        matches = re.findall(pattern, screen)
        assert {text.split(" futures")[0] for text in matches} == {
            text.split(" futures")[0] for text in re.findall(pattern, page)
        }
