"""Files written whole: under a temporary name, which becomes the file's own when all is written."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def is_taken(path: Path) -> bool:
    """Whether writing would destroy a file; a device or a pipe, such as /dev/null, is there to be written to."""
    return path.is_file() or path.is_dir()


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """The path to write to: a temporary one beside `path`, which replaces it at the end or is removed.

    A link, a device or a pipe is never replaced but written to directly.
    """
    if path.is_symlink() or (path.exists() and not path.is_file()):
        yield path
        return
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def write_whole(path: Path, data: str | bytes, *, durable: bool = False) -> None:
    """Write text or bytes whole; `durable` waits until the disk has them, so that no loss of power undoes it."""
    content = data.encode("utf-8") if isinstance(data, str) else data
    with whole(path) as part, part.open("wb") as file:
        file.write(content)
        if durable:
            file.flush()
            os.fsync(file.fileno())
