"""A chart as a file: SVG as it is drawn; PNG and PDF converted from it, which takes the extra `plot`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from orbitcalc.errors import MissingExtraError, ScenarioError

CONVERTER, EXTRA = "cairosvg", "plot"
"""What converts a drawing, and the extra that it comes with."""

SCALE = 2.0
"""Pixels of a PNG for each pixel of the drawing."""


def ending_of(path: str) -> str:
    """The ending of the file of a picture.

    Raises
    ------
    ScenarioError
        If no picture has that ending.
    MissingExtraError
        If the file needs a converter that is not installed.
    """
    ending = Path(path).suffix.lower()
    if ending not in ENDINGS:
        known = f"{', '.join([*ENDINGS][:-1])} or {[*ENDINGS][-1]}"
        raise ScenarioError(f"'{path}' is no picture: {ending or 'it has no ending'}", hint=f"end its name in {known}")
    if ending != ".svg":
        converter()
    return ending


def picture(svg: str, path: str) -> bytes:
    """A drawing as the content of a file of that name.

    Raises
    ------
    ScenarioError, MissingExtraError
        As for `ending_of`.
    """
    return ENDINGS[ending_of(path)](svg)


def converter() -> Any:
    """The module that converts drawings.

    Raises
    ------
    MissingExtraError
        If it is not installed, or the library that it draws with.
    """
    try:
        import cairosvg
    except ImportError:
        raise MissingExtraError(CONVERTER, EXTRA) from None
    except OSError:
        how = "PNG and PDF need that library of the system (libcairo2, or cairo); SVG needs nothing"
        raise MissingExtraError("libcairo", EXTRA, how) from None
    return cairosvg


ENDINGS: Mapping[str, Callable[[str], bytes]] = {
    ".svg": lambda svg: svg.encode(),
    ".png": lambda svg: bytes(converter().svg2png(svg.encode(), scale=SCALE)),
    ".pdf": lambda svg: bytes(converter().svg2pdf(svg.encode())),
}
"""How a drawing becomes the content of a file, by its ending."""
