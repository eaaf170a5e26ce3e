"""A workbook reads back as a scenario: its own values, what was changed, and nothing that a hostile file intends."""

import os
import time
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_BZIP2, ZipFile

import pytest

import orbitcalc
from orbitcalc import ScenarioError
from orbitcalc.scenario.workbook import MOST_PARTS, read_sheets
from tests.tape.workbooks import file_of, made, packed, part_of, parts

pytestmark = pytest.mark.slow

pytest.importorskip("xlsxwriter", reason="XlsxWriter is not installed: no workbook is written")

LONG = 10.0
"""Seconds that no reading of a hostile file may take."""


def changed(folder: Path, values: dict[str, str], name: str = "my.xlsx") -> Path:
    """The workbook of google-1gw with other contents of cells: XML by the variable of its row."""
    book = made("google-1gw")
    contents = parts(file_of("google-1gw"))
    for variable, cell in values.items():
        place = book.rows[variable].cell
        part = part_of(book, place.sheet)
        before, start, rest = contents[part].partition(f'<c r="{place.place}"'.encode())
        assert start
        end = rest.index(b"</c>") + len(b"</c>")
        contents[part] = before + cell.format(place=place.place).encode() + rest[end:]
    path = folder / name
    path.write_bytes(packed(contents))
    return path


def replaced(folder: Path, text: bytes, other: bytes) -> Path:
    """The workbook of google-1gw with another text in its cells."""
    contents = parts(file_of("google-1gw"))
    shared = contents["xl/sharedStrings.xml"]
    assert text in shared
    path = folder / "my.xlsx"
    path.write_bytes(packed({**contents, "xl/sharedStrings.xml": shared.replace(text, other)}))
    return path


def place_of(path: Path, name: str) -> str:
    """Where a variable stands in a workbook."""
    cell = made("google-1gw").rows[name].cell
    return f"{path}, sheet {cell.sheet}, {cell.place}"


NUMBER = '<c r="{{place}}"><v>{}</v></c>'.format
TEXT = '<c r="{{place}}" t="inlineStr"><is><t>{}</t></is></c>'.format


def test_an_unchanged_workbook_is_the_same_scenario(tmp_path: Path) -> None:
    path = changed(tmp_path, {})
    scenario, own = orbitcalc.load(path), orbitcalc.load("google-1gw")
    assert scenario.digest == own.digest
    assert scenario.title == own.title
    assert set(scenario.given) == set(own.given)


def test_changed_cells_are_values_with_their_place(tmp_path: Path) -> None:
    path = changed(tmp_path, {"altitude": NUMBER("700"), "vehicle": TEXT("falcon-heavy")})
    scenario = orbitcalc.load(path)
    assert scenario["altitude"].text == "700.0 km"
    assert scenario["altitude"].origin == place_of(path, "altitude")
    assert scenario["vehicle"].value == "falcon-heavy"
    own = orbitcalc.load("google-1gw").with_({"altitude": "700 km", "vehicle": "falcon-heavy"})
    assert scenario.digest == own.digest


def test_a_value_in_place_of_a_formula_is_given(tmp_path: Path) -> None:
    path = changed(tmp_path, {"capex": NUMBER("100")})
    scenario = orbitcalc.load(path)
    assert float(scenario["capex"].value) == 100e9
    assert scenario["capex"].origin == place_of(path, "capex")


@pytest.mark.parametrize(
    ("name", "cell", "message"),
    [
        ("altitude", NUMBER("-5"), "altitude: -5 km is out of bounds"),
        ("altitude", TEXT("high"), "altitude: "),
        ("altitude", TEXT("7 kg"), "altitude: "),
        ("altitude", '<c r="{place}"/><c r="ZZ9"></c>', "altitude: the cell is empty"),
        ("altitude", '<c r="{place}"><f>700</f><v>700</v></c>', "altitude: the cell holds a formula"),
        ("altitude", NUMBER("nan"), "altitude: "),
        ("altitude", NUMBER("1e999"), "altitude: "),
        ("vehicle", TEXT("falcon-havy"), "vehicle: no 'falcon-havy' in the catalogue"),
        ("workload", NUMBER("3"), "workload: expected a word"),
        ("feasible", NUMBER("1"), "feasible: this is a verdict"),
    ],
)
def test_a_wrong_value_is_reported_with_its_cell(tmp_path: Path, name: str, cell: str, message: str) -> None:
    path = changed(tmp_path, {name: cell})
    with pytest.raises(ScenarioError) as error:
        orbitcalc.load(path)
    (problem,) = error.value.problems
    assert problem.where == place_of(path, name)
    assert problem.message.startswith(message)


def test_all_wrong_cells_are_reported_at_once(tmp_path: Path) -> None:
    path = changed(tmp_path, {"altitude": NUMBER("-5"), "target_power": NUMBER("-1"), "horizon": TEXT("long")})
    with pytest.raises(ScenarioError) as error:
        orbitcalc.load(path)
    assert len(error.value.problems) == 3


def test_a_changed_unit_is_refused(tmp_path: Path) -> None:
    place = made("google-1gw").rows["altitude"].cell
    path = replaced(tmp_path, b"<t>km</t>", b"<t>mm</t>")
    with pytest.raises(ScenarioError, match="altitude: its unit was changed to 'mm' - write 'km'") as error:
        orbitcalc.load(path)
    assert any(problem.where.endswith(f"sheet orbit, {place.place}") for problem in error.value.problems)


# Hostile files


ENTITY = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><sst><si><t>&b;</t></si></sst>'
UNKNOWN = b"<w>%b</w>" % b"".join(
    b'<c r="A%d" t="str"><v>altitudf%d</v></c><c r="B%d"><v>1</v></c>' % (row, row, row) for row in range(2, 50_002)
)
"""Many rows of unknown names."""

OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/passwd"><sst/>'


def refused(path: Path, contents: bytes) -> str:
    """The message for a file, which is read in no time."""
    path.write_bytes(contents)
    start = time.process_time()
    with pytest.raises(ScenarioError) as error:
        orbitcalc.load(path)
    assert time.process_time() - start < LONG
    return str(error.value)


@pytest.mark.parametrize(
    ("part", "content", "message"),
    [
        ("xl/sharedStrings.xml", ENTITY, "declares a document type"),
        ("xl/sharedStrings.xml", OUTSIDE, "declares a document type"),
        ("xl/workbook.xml", OUTSIDE, "declares a document type"),
        ("xl/sharedStrings.xml", b"<sst><si><t>open", "is damaged"),
        ("xl/sharedStrings.xml", b" " * 30_000_000, "more than 20 MB when inflated"),
        ("xl/sharedStrings.xml", b"<s>" + b"<si/>" * 1_100_000 + b"</s>", "more than 1,000,000 cells and texts"),
        ("xl/workbook.xml", b"<workbook/>", "there is no sheet 'scenario'"),
        ("xl/_rels/workbook.xml.rels", b"<Relationships/>", "is not a workbook"),
        ("xl/worksheets/sheet3.xml", b'<w><c r="A2" t="s"><v>' + b"9" * 9000 + b"</v></c></w>", "is not a workbook"),
        ("xl/worksheets/sheet3.xml", b'<w><c r="A9999999"><v>1</v></c></w>', "is not a workbook"),
        ("xl/worksheets/sheet3.xml", b"<c>" * 300_000, "is damaged"),
        ("xl/worksheets/sheet3.xml", UNKNOWN, "49,980 more cells are wrong"),
    ],
)
def test_a_hostile_part_is_refused(tmp_path: Path, part: str, content: bytes, message: str) -> None:
    contents = parts(file_of("google-1gw"))
    assert part in contents
    assert message in refused(tmp_path / "my.xlsx", packed({**contents, part: content}))


def test_a_method_of_packing_without_a_bound_is_refused(tmp_path: Path) -> None:
    contents = parts(file_of("google-1gw"))
    data = BytesIO()
    with ZipFile(data, "w") as archive:
        for name, content in contents.items():
            archive.writestr(name, content, ZIP_BZIP2 if name == "xl/workbook.xml" else None)
    assert "is not a workbook" in refused(tmp_path / "my.xlsx", data.getvalue())


def test_a_pipe_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "my.xlsx")
    with pytest.raises(ScenarioError, match="is not a regular file"):
        orbitcalc.load(tmp_path / "my.xlsx")


def test_a_link_out_of_the_file_is_not_followed(tmp_path: Path) -> None:
    contents = parts(file_of("google-1gw"))
    rels = "xl/_rels/workbook.xml.rels"
    away = contents[rels].replace(b'Target="worksheets/', b'TargetMode="External" Target="file:///etc/')
    assert "is not a workbook" in refused(tmp_path / "my.xlsx", packed({**contents, rels: away}))


@pytest.mark.parametrize("data", [b"", b"no archive", b"PK\x03\x04" + b"\0" * 100])
def test_what_is_no_archive_is_refused(tmp_path: Path, data: bytes) -> None:
    assert "is not a workbook" in refused(tmp_path / "my.xlsx", data)


def test_too_many_parts_are_refused(tmp_path: Path) -> None:
    data = packed({f"part{place}": b"" for place in range(MOST_PARTS + 1)})
    assert "more than 1,000 parts" in refused(tmp_path / "my.xlsx", data)


def test_damaged_files_are_never_an_internal_error(tmp_path: Path) -> None:
    data = bytearray(file_of("google-1gw"))
    for place in range(0, len(data), len(data) // 40):
        spoiled = data.copy()
        spoiled[place : place + 8] = b"\xff" * 8
        (tmp_path / "my.xlsx").write_bytes(spoiled)
        try:
            read_sheets(tmp_path / "my.xlsx", ["scenario", "orbit"])
        except ScenarioError:
            continue


def test_the_scenario_of_a_workbook_may_extend_no_file(tmp_path: Path) -> None:
    """What it extends was exported with it; a name that somebody adds has no effect."""
    path = replaced(tmp_path, b'extends = "', b'extends = "/etc/passwd" # "')
    assert orbitcalc.load(path).digest == orbitcalc.load("google-1gw").digest


def test_a_missing_file_is_reported(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="cannot read"):
        orbitcalc.load(tmp_path / "none.xlsx")
