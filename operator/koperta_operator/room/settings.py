"""Hold what a person may set for a room: exam rooms, port, addresses, place of its journals, claims on its disk."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path

import msgspec
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

DEFAULT_PORT = 8443
MOST_RESERVE_MB = 64 * 1024
_DRIVER = "postgresql+psycopg"
_SECRETS = ("password", "sslpassword")


class _Journal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    url: str = ""


class DiskSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold what a room asks of its disk, in MiB; `allow_network` takes a risk nobody can see afterwards."""

    least_free_mb: int = 2048
    reserve_mb: int = 256
    log_quota_mb: int = 64
    allow_network: bool = False


SMALL_DISK = DiskSettings(least_free_mb=16, reserve_mb=4, log_quota_mb=4)  # for demonstrations and tests
_NORMAL_DISK = DiskSettings()


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    exam_rooms: tuple[str, ...] = ()
    port: int = DEFAULT_PORT
    addresses: tuple[str, ...] = ()  # empty: every address of this machine
    journal: _Journal = _Journal()
    disk: DiskSettings = _NORMAL_DISK


@dataclass(frozen=True, slots=True)
class Settings:
    """Hold the settings of a room; all have defaults."""

    exam_rooms: tuple[str, ...] = ()
    port: int = DEFAULT_PORT
    addresses: tuple[str, ...] = ()
    journal_url: URL | None = None  # none: files in the room's folder
    disk: DiskSettings = _NORMAL_DISK


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
    for name in ("least_free_mb", "reserve_mb", "log_quota_mb"):
        if not 0 <= getattr(found.disk, name) <= MOST_RESERVE_MB:
            raise SettingsError(f"{path}: disk.{name} is not between 0 and {MOST_RESERVE_MB}")
    try:
        url = parse_journal_url(found.journal.url) if found.journal.url else None
    except SettingsError as error:
        raise SettingsError(f"{path}: [journal] {error}") from error
    return Settings(found.exam_rooms, found.port, found.addresses, url, found.disk)


def parse_journal_url(text: str) -> URL:
    """Read the address of a PostgreSQL database; SettingsError for another kind and for one with a password in it."""
    try:
        url = make_url(text)
    except (ArgumentError, ValueError) as error:
        raise SettingsError(f"url is no address of a database; write {_DRIVER}://user@host/database") from error
    if url.drivername != _DRIVER:
        raise SettingsError(f"url begins with {url.drivername}; {_DRIVER}:// is what the room can use")
    if url.password is not None or any(name in url.query for name in _SECRETS):
        raise SettingsError("url has a password in it; put it into a password file (docs/large-centre.md)")
    return url


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
        f"addresses = [{addresses}]\n"
        + ("" if settings.journal_url is None else _journal_lines(settings.journal_url))
        + _disk_lines(settings.disk),
        "utf-8",
    )


def _journal_lines(url: URL) -> str:
    written = _quoted(url.render_as_string(hide_password=True))
    return f"[journal]\n# The PostgreSQL database that holds the journals (docs/large-centre.md).\nurl = {written}\n"


def _quoted(text: str) -> str:
    # A JSON text is a TOML basic string, but for the one control character JSON leaves as it is.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _disk_lines(disk: DiskSettings) -> str:
    return (
        "\n[disk]\n"
        "# MiB that must be free to begin with, that are held back for answers, and that the log may take.\n"
        f"least_free_mb = {disk.least_free_mb}\n"
        f"reserve_mb = {disk.reserve_mb}\n"
        f"log_quota_mb = {disk.log_quota_mb}\n"
        "# A network disk may lose what it has acknowledged; true takes that risk.\n"
        f"allow_network = {str(disk.allow_network).lower()}\n"
    )
