"""Rows into files of any size, a block at a time; a file is complete or absent."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from orbitcalc._typing import Array
from orbitcalc.errors import MissingExtraError
from orbitcalc.printable import inert, visible
from orbitcalc.whole import is_stream, whole, write_whole


def csv_lines(header: Iterable[str], blocks: Iterable[Mapping[str, Array]]) -> Iterator[str]:
    """Comma-separated lines, every digit of each number; nothing where there is no number."""
    yield ",".join(_quoted(name) for name in header) + "\n"
    for block in blocks:
        columns = [_texts(column) for column in block.values()]
        yield "".join(",".join(row) + "\n" for row in zip(*columns, strict=True))


def _texts(column: Array) -> Iterator[str]:
    if column.dtype.kind == "f":
        return (repr(value) if value == value else "" for value in column.tolist())
    return (_quoted(str(value)) for value in column.tolist())


def _quoted(text: str) -> str:
    safe = inert(visible(text)).replace('"', '""')
    return f'"{safe}"' if "," in safe or '"' in safe else safe


def write_csv(path: Path, header: Iterable[str], blocks: Iterable[Mapping[str, Array]]) -> None:
    """Rows as a CSV file; missing folders are made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole(path) as part, part.open("w", encoding="utf-8", newline="") as file:
        file.writelines(csv_lines(header, blocks))


def write_parquet(path: Path, blocks: Iterable[Mapping[str, Array]], about: Mapping[str, Any]) -> None:
    """Rows as a Parquet file; each column's unit and meaning, and the rest, in its metadata; missing folders are made.

    Raises
    ------
    MissingExtraError
        If pyarrow is not installed.
    """
    try:
        arrow: Any = import_module("pyarrow")
        parquet: Any = import_module("pyarrow.parquet")
    except ImportError as error:
        raise MissingExtraError("pyarrow", "data") from error
    known = {entry["header"]: entry for entry in about["columns"]}
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole(path) as part:
        writer = None
        for block in blocks:
            if writer is None:
                fields = [
                    arrow.field(name, arrow.array(column[:1]).type, metadata=_texts_of(known[name]))
                    for name, column in block.items()
                ]
                schema = arrow.schema(fields, metadata={"orbitcalc": json.dumps(about)})
                writer = parquet.ParquetWriter(part, schema)
            writer.write_table(arrow.table([arrow.array(column) for column in block.values()], schema=schema))
        if writer is None:
            raise ValueError("there are no rows to write")
        writer.close()


def _texts_of(entry: Mapping[str, Any]) -> dict[str, str]:
    return {key: value if isinstance(value, str) else json.dumps(value) for key, value in entry.items()}


def write_about(path: Path, about: Mapping[str, Any]) -> None:
    """What a file's columns are, beside it; nothing beside a device or a pipe."""
    if not is_stream(path):
        write_whole(path.with_name(f"{path.name}.meta.json"), json.dumps(about, indent=1, ensure_ascii=False) + "\n")
