"""Workbooks of scenarios, made once; and what LibreOffice computes from one."""

import re
import shutil
import subprocess
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import orbitcalc
from orbitcalc import model
from orbitcalc.scenario.workbook import Sheet, read_sheets
from orbitcalc.tape.spreadsheet import workbook
from orbitcalc.tape.spreadsheet_file import content
from orbitcalc.tape.spreadsheet_layout import Workbook

SOFFICE = shutil.which("soffice")

PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
"""LibreOffice computes a file again when it opens it."""

_COMPUTED = re.compile(rb"(</f>)<v>[^<]*</v>")


@cache
def made(name: str) -> Workbook:
    """The workbook of a shipped scenario."""
    return workbook(orbitcalc.load(name))


@cache
def file_of(name: str) -> bytes:
    """Its file."""
    return content(made(name))


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a file by name."""
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def edited(data: bytes, changes: Mapping[bytes, bytes], part: str = "xl/worksheets/") -> bytes:
    """A file with pieces of its parts replaced."""
    result = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(result, "w") as new:
        for item in old.infolist():
            text = old.read(item)
            for piece, other in changes.items() if item.filename.startswith(part) else ():
                text = text.replace(piece, other)
            new.writestr(item, text)
    return result.getvalue()


def without_results(data: bytes) -> bytes:
    """A file in which every formula shows 0 until it is computed."""
    result = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(result, "w") as new:
        for item in old.infolist():
            text = old.read(item)
            is_sheet = item.filename.startswith("xl/worksheets/sheet")
            new.writestr(item, _COMPUTED.sub(rb"\1<v>0</v>", text) if is_sheet else text)
    return result.getvalue()


def recalculated(paths: list[Path], folder: Path) -> list[dict[str, Sheet]]:
    """The sheets of variables of workbooks as LibreOffice computes them."""
    assert SOFFICE
    (folder / "profile" / "user").mkdir(parents=True)
    (folder / "profile" / "user" / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [SOFFICE, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder / "out")]
    subprocess.run(
        [*command, *map(str, paths)],
        check=True,
        capture_output=True,
        timeout=120 + 30 * len(paths),
        env={"HOME": str(folder)},
    )
    groups = {variable.group for variable in model.graph().values()}
    return [dict(read_sheets(folder / "out" / path.name, groups)) for path in paths]
