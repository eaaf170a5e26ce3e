"""Reading the catalogue: what is refused at load, and what an entry knows of itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from orbitcalc import catalog
from orbitcalc.catalog import CatalogueError
from orbitcalc.errors import OrbitcalcError


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty catalogue in place of ours, with one table."""
    (tmp_path / "things").mkdir()
    monkeypatch.setattr(catalog, "_data", lambda: tmp_path)
    for cached in (catalog.tables, catalog.names, catalog.entry, catalog.sources):
        cached.cache_clear()
    yield tmp_path
    for cached in (catalog.tables, catalog.names, catalog.entry, catalog.sources):
        cached.cache_clear()


def write(folder: Path, text: str) -> None:
    (folder / "things" / "one.toml").write_text('title = "One"\n' + text, encoding="utf-8")


def test_an_entry_is_a_file(folder: Path) -> None:
    write(
        folder,
        'status = "flying"\n[mass]\nvalue = "3 kg"\nlow = "2 kg"\nhigh = "4 kg"\nsource = "book"\nlocator = "p. 3"\n'
        'as_of = "2025"\nnote = "as printed"\n[price]\nmissing = "not published"\nsource = ["book", "web"]\n',
    )
    assert catalog.tables() == ("things",)
    assert catalog.names("things") == ("one",)
    entry = catalog.entry("things", "one")
    assert (entry.table, entry.name, entry.title, entry.status) == ("things", "one", "One", "flying")
    mass, price = entry.values["mass"], entry.values["price"]
    assert (mass.value, mass.low, mass.high, mass.source, mass.locator) == ("3 kg", "2 kg", "4 kg", ("book",), "p. 3")
    assert (mass.as_of, mass.note, mass.missing) == ("2025", "as printed", "")
    assert (price.value, price.missing, price.source) == ("", "not published", ("book", "web"))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('[mass]\nvalue = "3 kg"\n', "mass: has no source"),
        ('[mass]\nsource = "book"\n', "mass: needs either a value or the reason"),
        ('[mass]\nvalue = "3 kg"\nmissing = "x"\nsource = "book"\n', "mass: needs either a value or the reason"),
        ('[mass]\nvalue = "3 kg"\nsource = []\n', "mass: has no source"),
        ('[mass]\nvalue = "3 kg"\nsorce = "book"\nsource = "book"\n', r"mass: unknown \['sorce'\]"),
    ],
)
def test_a_value_without_pedigree_is_refused_with_its_place(folder: Path, text: str, reason: str) -> None:
    write(folder, text)
    with pytest.raises(CatalogueError, match=rf"things/one\.toml: {reason}"):
        catalog.entry("things", "one")


def test_an_unknown_entry_gets_the_nearest_name() -> None:
    with pytest.raises(CatalogueError, match="did you mean 'starship-v3'"):
        catalog.entry("vehicles", "starship-v33")
    with pytest.raises(CatalogueError, match="it has "):
        catalog.entry("reactors", "zzz")


def test_a_wrong_entry_is_for_the_user_to_fix() -> None:
    assert CatalogueError.exit_code == 2
    assert issubclass(CatalogueError, OrbitcalcError)


def test_an_entry_is_read_once_and_frozen() -> None:
    entry = catalog.entry("vehicles", "starship-v3")
    assert catalog.entry("vehicles", "starship-v3") is entry
    with pytest.raises(AttributeError):
        entry.title = "other"  # type: ignore[misc]


def test_a_table_that_does_not_exist_is_an_error_with_the_nearest() -> None:
    with pytest.raises(CatalogueError, match="no table 'vehicels' in the catalogue - did you mean 'vehicles'"):
        catalog.names("vehicels")
    with pytest.raises(CatalogueError, match="no table"):
        catalog.entry("vehicels", "falcon-9")


def test_cached_data_refuses_changes() -> None:
    values = catalog.entry("vehicles", "falcon-9").values
    with pytest.raises(TypeError):
        values["launch_price"] = values["payload_reference"]  # type: ignore[index]
    with pytest.raises(TypeError):
        catalog.sources()["smad"] = {}  # type: ignore[index]
