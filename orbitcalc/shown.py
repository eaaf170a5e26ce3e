"""What every result can do for people and for other programs: a line, a page, a picture, a table, labelled arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from orbitcalc.hooks import hook

if TYPE_CHECKING:
    from orbitcalc.charts.chart import Chart


class Shown:
    """A result that shows itself. The work is done by the views of `orbitcalc.report`, as for the command line."""

    __slots__ = ()

    def plot(self, file: str = "") -> Chart:
        """Its picture, the one of `--figure`: shown in a notebook, with `svg` as text and `save(file)`.

        Parameters
        ----------
        file : str
            Where to write it too; the name ends in .svg, .png or .pdf.

        Raises
        ------
        ScenarioError
            If it cannot be drawn, or the file has another ending.
        MissingExtraError
            For PNG and PDF without the extra `plot`.
        """
        chart: Chart = hook("Shown.plot")(self)
        if file:
            chart.save(file)
        return chart

    def to_pandas(self) -> Any:
        """A data frame, numbers in the units of the command line; `attrs` has units, meanings and sources by column.

        Raises
        ------
        MissingExtraError
            Without the extra `data`.
        """
        return hook("Shown.to_pandas")(self)

    def to_xarray(self) -> Any:
        """A data set whose variables have `units`, `long_name` and `source` in their attributes.

        Raises
        ------
        MissingExtraError
            Without the extra `data`.
        """
        return hook("Shown.to_xarray")(self)

    def _repr_html_(self) -> str:
        """The tables and pictures of the report, for a notebook."""
        return str(hook("Shown._repr_html_")(self))

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {hook('Shown.__repr__')(self)}>"
