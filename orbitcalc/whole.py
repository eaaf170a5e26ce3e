"""Files written whole: under a temporary name, which becomes the file's own when all is written."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


def is_taken(path: Path) -> bool:
    """Whether writing would destroy a file; a device or a pipe, such as /dev/null, is there to be written to."""
    return path.is_file() or path.is_dir()


def is_stream(path: Path) -> bool:
    """Whether a path is there and is no ordinary file: a device, a pipe, a folder."""
    return path.exists() and not path.is_file()


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """The path to write to: a temporary one beside `path`, which replaces it at the end or is removed.

    A link, a device or a pipe is never replaced but written to directly. An error of the system names the path.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    direct = path.is_symlink() or is_stream(path)
    try:
        yield path if direct else part
        if not direct:
            part.replace(path)
    except BaseException as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.errno and error.filename in (None, str(part)):
            raise OSError(error.errno, error.strerror, str(path)) from error
        raise


def write_whole(path: Path, data: str | bytes | Iterable[str]) -> None:
    """Write text or bytes whole; texts one after the other."""
    pieces = [data] if isinstance(data, str | bytes) else data
    with whole(path) as part, part.open("wb") as file:
        file.writelines(piece.encode("utf-8") if isinstance(piece, str) else piece for piece in pieces)


def replace_whole(path: Path, data: bytes) -> None:
    """Write bytes whole in the place of a file or a link, and wait until the disk has them.

    No loss of power undoes it. A link is replaced: in a folder that others may have made it leads anywhere.
    """
    if path.is_symlink():
        path.unlink()
    with whole(path) as part, part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if os.name == "posix":
        _settle(path.parent)


def _settle(folder: Path) -> None:
    """Wait until the disk has the names of a folder."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
