"""orbitcalc: how many satellites, launches, years and dollars a computing cluster in orbit needs.

    >>> import orbitcalc
    >>> scenario = orbitcalc.load("google-1gw")
    >>> result = scenario.with_({"it_power_per_satellite": "1 MW"}).run()
    >>> result.value("satellites_nameplate")
    1000.0

Questions put to a scenario are functions: `mc`, `sweep`, `tornado`, `breakeven`, `optimise`, `bridge` ...

Importing the package is cheap: NumPy and pint are loaded when a scenario is.
"""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from orbitcalc.analysis.breakeven.answer import breakeven
    from orbitcalc.analysis.bridge.bridge import bridge
    from orbitcalc.analysis.insight.compare import compare
    from orbitcalc.analysis.optimise.optimum import optimise
    from orbitcalc.analysis.optimise.pareto import pareto
    from orbitcalc.analysis.runs.montecarlo import mc
    from orbitcalc.analysis.sensitivity.sweep import sweep
    from orbitcalc.analysis.sensitivity.tornado import tornado
    from orbitcalc.analysis.studies.verify import verify
    from orbitcalc.errors import DomainError, OrbitcalcError, OutOfRangeWarning, ScenarioError, UnitError
    from orbitcalc.result import Result
    from orbitcalc.scenario import Scenario, load, scenarios

_HOME = {
    "DomainError": "errors",
    "OrbitcalcError": "errors",
    "OutOfRangeWarning": "errors",
    "ScenarioError": "errors",
    "UnitError": "errors",
    "Result": "result",
    "Scenario": "scenario",
    "breakeven": "analysis.breakeven.answer",
    "bridge": "analysis.bridge.bridge",
    "compare": "analysis.insight.compare",
    "mc": "analysis.runs.montecarlo",
    "optimise": "analysis.optimise.optimum",
    "pareto": "analysis.optimise.pareto",
    "sweep": "analysis.sensitivity.sweep",
    "tornado": "analysis.sensitivity.tornado",
    "verify": "analysis.studies.verify",
    "load": "scenario",
    "scenarios": "scenario",
}

__all__ = [
    "DomainError",
    "OrbitcalcError",
    "OutOfRangeWarning",
    "Result",
    "Scenario",
    "ScenarioError",
    "UnitError",
    "__version__",
    "breakeven",
    "bridge",
    "compare",
    "load",
    "mc",
    "optimise",
    "pareto",
    "scenarios",
    "sweep",
    "tornado",
    "verify",
]


def __getattr__(name: str) -> Any:
    """Import a public name on first use (PEP 562), so that `import orbitcalc` costs nothing."""
    if name not in _HOME:
        raise AttributeError(f"module 'orbitcalc' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"orbitcalc.{_HOME[name]}"), name)
