"""Tables and facts on a terminal: columns line up, and nothing is cut however narrow it is."""

from __future__ import annotations

import pytest

from orbitcalc.document import Document, Facts, Table
from orbitcalc.document.renderers import Medium, render
from orbitcalc.document.renderers.terminal import table_lines

TABLE = Table(
    ("input", "launch_price [USD_2025/kg]", "capex [GUSD_2025]", "change"),
    [["launch", "1,234.5", "201.3", "from one price to another"], ["mass", "-0.25", "", ""]],
    prose="change",
    right=frozenset({"launch_price [USD_2025/kg]", "capex [GUSD_2025]"}),
)


def test_a_head_stands_on_one_line_where_there_is_room() -> None:
    head, first, _ = table_lines(TABLE, 100)
    assert head.split() == ["input", "launch_price", "[USD_2025/kg]", "capex", "[GUSD_2025]", "change"]
    assert first.endswith("from one price to another")


def test_a_unit_stands_under_its_name_where_a_line_is_too_short() -> None:
    names, units, first, prose, second = table_lines(TABLE, 40)
    assert names.split() == ["input", "launch_price", "capex"]
    assert units.split() == ["[USD_2025/kg]", "[GUSD_2025]"]
    ends = [names.index("launch_price") + len("launch_price"), units.index("]") + 1]
    assert ends == [first.index("1,234.5") + len("1,234.5"), second.index("-0.25") + len("-0.25")] == [ends[0]] * 2
    assert prose.strip() == "from one price to another"


def test_a_table_continues_below_with_its_first_column_where_not_all_fit() -> None:
    lines = table_lines(TABLE, 33)
    assert max(map(len, lines)) <= 33
    heads = [line.split() for line in lines if line.startswith("input")]
    assert heads == [["input", "launch_price"], ["input", "capex", "[GUSD_2025]"]]
    assert [line.split() for line in lines if line.startswith("launch")] == [["launch", "1,234.5"], ["launch", "201.3"]]
    assert " ".join(lines).count("from one price to another") == 1


def test_values_have_the_names_of_their_columns_where_no_columns_fit() -> None:
    assert table_lines(TABLE, 16) == [
        "input  launch",
        "    launch_price [USD_2025/kg]  1,234.5",
        "    capex [GUSD_2025]           201.3",
        "    change                      from",
        *(" " * 32 + word for word in ("one", "price", "to", "another")),
        "input  mass",
        "    launch_price [USD_2025/kg]  -0.25",
    ]


@pytest.mark.parametrize("width", [1, 20, 33, 40, 70, 200])
def test_no_cell_is_cut(width: int) -> None:
    words = " ".join(table_lines(TABLE, width)).split()
    for row in TABLE.rows:
        assert set(" ".join(row).split()) <= set(words)


def test_columns_of_the_same_name_keep_their_own_values() -> None:
    table = Table(("input", "baseline", "baseline"), [["altitude", "600 km", "700 km"]])
    assert table_lines(table, 80)[1].split() == ["altitude", "600", "km", "700", "km"]
    assert [line.strip() for line in table_lines(table, 20)] == [
        "input  altitude",
        *("baseline  600 km", "baseline  700 km"),
    ]


def test_two_blanks_part_the_widest_label_from_its_text() -> None:
    facts = Facts([("a label of some width", "text"), ("short", "text")])
    lines = render(Document(kind="", title="", blocks=lambda: [facts]), "table", Medium(width=80)).splitlines()
    assert lines == ["  a label of some width  text", "  short                  text"]
