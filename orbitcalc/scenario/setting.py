"""One setting: the value that a layer gives a variable, with its distribution and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass

from orbitcalc.scenario.distribution import Distribution


@dataclass(frozen=True)
class Setting:
    """The value of one variable in SI (or a word), and its pedigree.

    `origin` is the layer that gave it; `missing` is the reason where the value is not published and so not a number.
    `same_as` names the variable that it follows, whoever gives that one its value.
    """

    name: str
    value: float | str
    text: str
    origin: str
    distribution: Distribution | None = None
    source: tuple[str, ...] = ()
    locator: str = ""
    as_of: str = ""
    note: str = ""
    role: str = ""
    missing: str = ""
    same_as: str = ""

    @property
    def kind(self) -> str:
        """How well founded the value is: "sourced", "assumption", "inferred" or "unsourced"."""
        if not self.source:
            return "unsourced"
        return next((word for word in ("assumption", "inferred") if word in self.source), "sourced")
