"""A scenario as a workbook at the command line: written, checked, and explained with the cell of a change."""

from pathlib import Path

import pytest

from orbitcalc.errors import MissingExtraError
from orbitcalc.tape.spreadsheet import file
from tests.cli.command_line import Shell
from tests.tape.workbooks import packed, parts

pytestmark = pytest.mark.slow

pytest.importorskip("xlsxwriter", reason="XlsxWriter is not installed: no workbook is written")


def test_a_workbook_is_written_and_read_back_with_its_changes(shell: Shell) -> None:
    written = shell("export", "google-1gw", "-s", "altitude=701.25 km", "-f", "xlsx", "-o", "my.xlsx")
    assert (written.code, written.out) == (0, "")
    assert written.err == "wrote my.xlsx\n"
    assert shell("check", "my.xlsx").code == 0
    contents = parts(Path("my.xlsx").read_bytes())
    (part,) = (name for name, content in contents.items() if b"<v>701.25</v>" in content)
    contents[part] = contents[part].replace(b"<v>701.25</v>", b"<v>720.5</v>")
    Path("my.xlsx").write_bytes(packed(contents))
    out = shell("explain", "my.xlsx", "altitude").out
    assert out.startswith("altitude = 720.5 km\n")
    assert "my.xlsx, sheet orbit, B" in out
    contents[part] = contents[part].replace(b"<v>720.5</v>", b"<v>-5</v>")
    Path("my.xlsx").write_bytes(packed(contents))
    wrong = shell("run", "my.xlsx")
    assert wrong.code == 2
    assert wrong.err.startswith("my.xlsx, sheet orbit, B")
    assert "altitude: -5 km is out of bounds" in wrong.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-f", "xlsx"), "-f xlsx needs a file: -o PATH"),
        (("-f", "xlsx", "-o", "taken.xlsx"), "taken.xlsx exists; --force overwrites it"),
        (("-s", "altitude=700 km"), "--set belongs to a scenario, with -f xlsx"),
        (("-f", "xlsx", "-o", "one.xlsx", "-s", "altitude=-5 km"), "altitude: -5 km is out of bounds"),
    ],
)
def test_wrong_use_is_one_clear_line(shell: Shell, arguments: tuple[str, ...], message: str) -> None:
    shell.write("taken.xlsx", "")
    result = shell("export", "google-1gw", *arguments)
    assert result.code == 2
    assert message in result.err
    assert not Path("one.xlsx").exists()


def test_without_the_extra_the_command_to_install_it_is_named(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(file, "import_module", missing)
    with pytest.raises(MissingExtraError):
        file.require()
    result = shell("export", "google-1gw", "-f", "xlsx", "-o", "my.xlsx")
    assert result.code == 4
    assert "orbitcalc[excel]" in result.err
