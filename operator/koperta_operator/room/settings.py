"""Hold what a person may set for a room: its exam rooms, its port, its addresses."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path

import msgspec

DEFAULT_PORT = 8443


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    exam_rooms: tuple[str, ...] = ()
    port: int = DEFAULT_PORT
    addresses: tuple[str, ...] = ()  # empty: every address of this machine


@dataclass(frozen=True, slots=True)
class Settings:
    """Hold the settings of a room; all have defaults."""

    exam_rooms: tuple[str, ...] = ()
    port: int = DEFAULT_PORT
    addresses: tuple[str, ...] = ()


class SettingsError(Exception):
    """Say what is wrong in `room.toml`, and where."""


def load_settings(path: Path) -> Settings:
    """Read `room.toml`; a missing file means defaults. Raises SettingsError."""
    try:
        found = msgspec.convert(tomllib.loads(path.read_text("utf-8")), _File)
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: {error}") from error
    if not 0 <= found.port <= 65535:
        raise SettingsError(f"{path}: port {found.port} is not between 0 and 65535")
    return Settings(found.exam_rooms, found.port, found.addresses)


def write_settings(path: Path, settings: Settings) -> None:
    """Write `room.toml` for a new room, with a line of explanation each."""
    rooms = ", ".join(_quoted(one) for one in settings.exam_rooms)
    addresses = ", ".join(_quoted(one) for one in settings.addresses)
    path.write_text(
        "# Exam rooms this operator machine serves; empty: those of the first imported sitting.\n"
        f"exam_rooms = [{rooms}]\n"
        "# The one TCP port of the room.\n"
        f"port = {settings.port}\n"
        "# IPv4 addresses to serve on; empty: every address of this machine.\n"
        f"addresses = [{addresses}]\n",
        "utf-8",
    )


def _quoted(text: str) -> str:
    # A JSON text is a TOML basic string, but for the one control character JSON leaves as it is.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
