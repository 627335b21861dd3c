"""A machine without a display is told so in one line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from koperta_sync.desktop.display import display_missing


@pytest.mark.parametrize(
    ("environment", "platform", "missing"),
    [
        ({}, "linux", True),
        ({"DISPLAY": ""}, "linux", True),
        ({"DISPLAY": ":0"}, "linux", False),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", False),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux", False),
        ({}, "win32", False),
        ({}, "darwin", False),
    ],
)
def test_only_a_system_that_names_its_displays_can_lack_one(
    environment: dict[str, str], platform: str, missing: bool
) -> None:
    assert display_missing(environment, platform) is missing


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="these systems always have a display")
@pytest.mark.parametrize("window", ["console", "kiosk"])
def test_a_window_without_a_display_ends_with_one_line(window: str, tmp_path: Path) -> None:
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    folder = ["--data" if window == "kiosk" else "--credentials", str(tmp_path / "folder")]
    ended = subprocess.run(
        [sys.executable, "-m", "koperta_sync.command", window, *folder],
        env=environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert ended.returncode in (1, 2)
    assert ended.stderr.splitlines() == [line for line in ended.stderr.splitlines() if "no display" in line] != []


def test_a_console_for_a_folder_that_is_no_room_ends_with_one_line(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "koperta_sync.command", "console", "--room", str(tmp_path)],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert ended.returncode == 2
    assert "koperta room init" in ended.stderr
