"""Where a scenario lies among its futures, for the first lines of a screen."""

from __future__ import annotations

from collections.abc import Sequence

from orbitcalc.futures import Futures
from orbitcalc.graph.story import Judgement
from orbitcalc.report.views import listed, share_text


def place_text(judgement: Judgement, futures: Futures | None) -> str:
    """Where a scenario lies among its futures, in those figures that lie far from the middle; empty where none does.

    Examples
    --------
    >>> import orbitcalc
    >>> from orbitcalc import model
    >>> place_text(model.story().judgement, orbitcalc.load("ascend-blocks").run().futures)
    ''
    """
    labels = {name: label for label, name in judgement.gated}
    places = futures.outside(labels) if futures else {}
    better = [f"{share_text(1.0 - place)} in {labels[name]}" for name, place in places.items() if place < 0.5]
    worse = [f"{share_text(place)} in {labels[name]}" for name, place in places.items() if place > 0.5]
    parts = [f"{word} than {_of_futures(shares)}" for word, shares in (("better", better), ("worse", worse)) if shares]
    return f"this scenario is {listed(parts)}" if parts else ""


def _of_futures(shares: Sequence[str]) -> str:
    """Shares in figures as a list, the first of which says what they are shares of."""
    first, *rest = shares
    return listed([first.replace(" in ", " of its futures in ", 1), *rest])
