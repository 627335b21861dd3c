"""Open an official's key file beside the window: the key stretching takes about a second."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from koperta_crypto.signing import SigningKey
from koperta_operator.console.browser import Lister
from koperta_operator.console.desk import Desk
from koperta_operator.room.media import list_folder
from koperta_packages.errors import Code, PackageError
from koperta_sync.officials import open_official_key, read_official_card
from koperta_sync.protocol.console import Folder


@dataclass(frozen=True, slots=True)
class OpenedKey:
    """Hold an official's key; `name` is what the file claims."""

    official_id: str
    name: str
    key: SigningKey


async def open_key(path: Path, pin: str) -> OpenedKey:
    """Open a key file; PackageError for a wrong PIN or a file that is none."""
    return await asyncio.to_thread(_open, path, pin)


def local_lister(desk: Desk) -> Lister:
    """Return what lists folders of the machine this window runs on."""

    def lister(path: str, done: Callable[[Folder], None], failed: Callable[[Exception], None]) -> None:
        desk.run(asyncio.to_thread(list_folder, path), done, failed)

    return lister


def _open(path: Path, pin: str) -> OpenedKey:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise PackageError(Code.IO_ERROR, str(path)) from error
    official_id, name, _role = read_official_card(data)
    return OpenedKey(official_id, name, open_official_key(data, pin))
