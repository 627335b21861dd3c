"""Fixtures of the crypto tests."""

from pathlib import Path

import pytest

from .tls_room import Room


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path / "room")


@pytest.fixture
def stranger(tmp_path: Path) -> Room:
    """Return a second room of the same name: only its keys differ."""
    return Room(tmp_path / "stranger")
