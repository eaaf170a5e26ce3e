"""Files that others wrote: regular ones alone, and no more of them than is asked for."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def read_regular(path: Path, most: int) -> bytes:
    """The content of a regular file, one byte more than `most` at most; a pipe or a device is not waited for.

    Raises
    ------
    OSError
        If it cannot be read; "not a regular file" for a pipe or a device, IsADirectoryError for a folder.
    """
    descriptor = os.open(path, _FLAGS)
    try:
        mode = os.fstat(descriptor).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if not stat.S_ISREG(mode):
            raise OSError(errno.EINVAL, "not a regular file", str(path))
        return _read(descriptor, most + 1)
    finally:
        os.close(descriptor)


def holds(path: Path, data: bytes) -> bool:
    """Whether a file is there and has exactly this content."""
    return path.is_file() and path.stat().st_size == len(data) and read_regular(path, len(data)) == data


def _read(descriptor: int, size: int) -> bytes:
    """Bytes of a file up to a size, in pieces: a file that grows meanwhile is cut there."""
    parts: list[bytes] = []
    while size > 0 and (part := os.read(descriptor, min(size, 1 << 20))):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
