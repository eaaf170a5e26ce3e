"""The document of each kind of result, and what `orbitcalc.shown` makes of it."""

from __future__ import annotations

from functools import singledispatch
from typing import Any

from orbitcalc.analysis.breakeven.answer import BreakEven
from orbitcalc.analysis.breakeven.curve import Curve
from orbitcalc.analysis.breakeven.spread import Spread
from orbitcalc.analysis.bridge.bridge import Bridge
from orbitcalc.analysis.insight.compare import Comparison
from orbitcalc.analysis.optimise.optimum import Optimum
from orbitcalc.analysis.optimise.pareto import Front
from orbitcalc.analysis.runs.ensemble import Ensemble
from orbitcalc.analysis.sensitivity.sweep import Sweep
from orbitcalc.analysis.sensitivity.tornado import Tornado
from orbitcalc.analysis.sensitivity.variance import Sensitivity
from orbitcalc.analysis.studies.verify import Verification
from orbitcalc.charts.chart import Chart
from orbitcalc.document import Document, Invocation
from orbitcalc.document.renderers.html import fragment
from orbitcalc.model import story
from orbitcalc.report.views.answer import answer_document
from orbitcalc.report.views.breakeven import breakeven_document, curve_document, spread_document
from orbitcalc.report.views.bridge import bridge_document
from orbitcalc.report.views.comparison import comparison_document
from orbitcalc.report.views.optimum import front_document, optimum_document
from orbitcalc.report.views.samples import ensemble_document
from orbitcalc.report.views.sensitivity import sobol_document, tornado_document
from orbitcalc.report.views.studies import verify_document
from orbitcalc.report.views.sweeps import sweep_document
from orbitcalc.result import Result

BARS = 15
"""Bars of a tornado."""


@singledispatch
def document_of(item: Any) -> Document:
    """The document of a result, as the command line shows it.

    Raises
    ------
    TypeError
        If it is no result.
    """
    raise TypeError(f"no document of a {type(item).__name__}")


document_of.register(Bridge, lambda item: bridge_document(item, {}))
document_of.register(Comparison, lambda item: comparison_document(item, {}))
document_of.register(Curve, curve_document)
document_of.register(Ensemble, lambda item: ensemble_document(item, {}))
document_of.register(Front, front_document)
document_of.register(Sensitivity, sobol_document)
document_of.register(Spread, spread_document)
document_of.register(Sweep, lambda item: sweep_document(item, {}))
document_of.register(Tornado, lambda item: tornado_document(item, BARS, {}))
document_of.register(Verification, verify_document)


@document_of.register
def _result(item: Result) -> Document:
    return answer_document(story(), item, {}, Invocation(item.scenario.name))


@document_of.register
def _breakeven(item: BreakEven) -> Document:
    return breakeven_document(item, Invocation(item.question.scenario.name))


@document_of.register
def _optimum(item: Optimum) -> Document:
    return optimum_document(item, Invocation(item.scenario.name))


def title_of(item: Any) -> str:
    """What a result is, in one line."""
    return document_of(item).title


def picture_of(item: Any) -> Chart:
    """The picture of a result."""
    figure = document_of(item).figure
    assert figure, "every result has a picture"
    return figure()


def html_of(item: Any) -> str:
    """A result as part of a page."""
    return fragment(document_of(item))
