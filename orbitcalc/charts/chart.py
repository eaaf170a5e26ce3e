"""A chart, and its file: SVG as it is drawn; PNG and PDF converted from it, which takes the extra `plot`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any

from orbitcalc.errors import MissingExtraError, ScenarioError

CONVERTER, EXTRA = "cairosvg", "plot"
"""What converts a drawing, and the extra that it comes with."""

SCALE = 2.0
"""Pixels of a PNG for each pixel of the drawing."""


@dataclass(frozen=True, repr=False)
class Chart:
    """A drawing as an SVG document, with its title and, for readers who do not see it, its description.

    `file` is where it stands beside the page, if it does.
    """

    title: str
    description: str
    svg: str
    file: str = ""

    def save(self, file: str | PathLike[str]) -> None:
        """Write it to a file whose name ends in .svg, .png or .pdf.

        Raises
        ------
        ScenarioError, MissingExtraError
            If no picture has that ending, or it takes the extra `plot`.
        """
        Path(file).write_bytes(picture(self.svg, str(file)))

    def _repr_svg_(self) -> str:
        return self.svg

    def __repr__(self) -> str:
        return f"<Chart: {self.title}>"


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
