"""Tables never cut a cell, and read back what was put in."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from orbitcalc.report.style import Paint, fill, together
from orbitcalc.report.tables import Table, as_csv, as_markdown, as_text, cell

words = st.text(st.characters(codec="ascii", categories=("L", "N")), min_size=1, max_size=24)
rows = st.lists(
    st.tuples(words, st.floats(allow_nan=False), st.lists(words, max_size=12).map(" ".join)), min_size=1, max_size=6
)


@given(rows=rows, width=st.integers(20, 120))
def test_every_cell_is_whole_at_any_width(rows: list[tuple[str, float, str]], width: int) -> None:
    text = as_text(Table(("name", "value", "about"), rows, prose="about", right=frozenset({"value"})), width)
    for name, value, about in rows:
        assert name in text
        assert repr(value) in text
        assert all(word in text for word in about.split())


@given(rows=rows)
def test_csv_reads_back_every_digit(rows: list[tuple[str, float, str]]) -> None:
    table = Table(("name", "value", "about"), rows)
    back = list(csv.reader(io.StringIO(as_csv(table))))
    assert back[0] == ["name", "value", "about"]
    assert [(name, float(value), about) for name, value, about in back[1:]] == rows


def test_prose_stands_beside_where_it_fits_and_below_where_not() -> None:
    table = Table(("name", "about"), [["altitude", "height of the orbit over the Earth"]], prose="about")
    assert as_text(table, 60).splitlines()[1] == "altitude  height of the orbit over the Earth"
    assert as_text(table, 36).splitlines()[1:] == ["altitude", "      height of the orbit over the", "      Earth"]


def test_cells() -> None:
    assert [cell(item) for item in (None, 0.1, ["a", "b"], 3, "x")] == ["", "0.1", "a b", "3", "x"]
    assert as_markdown(Table(("a",), [["x|y"]])).splitlines()[-1] == "| x\\|y |"


def test_a_number_stays_with_its_unit() -> None:
    assert fill(f"it takes {together('12 GUSD_2025')} in all", 22) == ["it takes 12 GUSD_2025", "in all"]
    assert fill(f"it takes {together('12 GUSD_2025')} in all", 18) == ["it takes", "12 GUSD_2025 in", "all"]


def test_paint_is_off_unless_asked_for() -> None:
    assert Paint().bold("x") == "x"
    assert Paint(True).good("x") == "\x1b[32mx\x1b[0m"
