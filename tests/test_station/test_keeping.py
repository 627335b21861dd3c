"""A workstation finds out by itself whether it keeps a file over a restart of the machine."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from koperta_station import keeping
from koperta_station.keeping import NAME, look
from koperta_sync.protocol.seat import KeptFiles


@pytest.fixture(autouse=True)
def on_a_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Say that the test's folder is on a disk, wherever it is."""
    monkeypatch.setattr(keeping, "_MOUNTS", Path("/no/such/table"))


def test_the_marker_is_looked_for_at_the_next_start_of_the_machine(tmp_path: Path) -> None:
    first = look(tmp_path, "boot-1")
    again = look(tmp_path, "boot-1")
    after = look(tmp_path, "boot-2")
    assert [one.verdict for one in (first, again, after)] == [KeptFiles.NOT_KNOWN, KeptFiles.NOT_KNOWN, KeptFiles.YES]
    assert len({one.marker for one in (first, again, after)}) == 1
    assert [one.starts for one in (first, again, after)] == [1, 2, 3]
    assert look(tmp_path, "boot-2").verdict is KeptFiles.YES


def test_a_folder_that_was_put_back_has_another_marker(tmp_path: Path) -> None:
    before = look(tmp_path / "a", "boot-1")
    shutil.rmtree(tmp_path / "a")
    after = look(tmp_path / "a", "boot-2")
    assert after.verdict is KeptFiles.NOT_KNOWN and after.marker != before.marker


def test_where_starts_have_no_name_every_start_of_the_program_counts(tmp_path: Path) -> None:
    assert [look(tmp_path, "").verdict for _ in range(2)] == [KeptFiles.NOT_KNOWN, KeptFiles.YES]


def test_a_damaged_marker_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"{")
    assert look(tmp_path, "boot-1").verdict is KeptFiles.NOT_KNOWN


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert look(tmp_path / "file" / "below", "boot-1").verdict is KeptFiles.NO


def test_a_file_system_in_memory_is_known_by_the_table_of_mounts(tmp_path: Path) -> None:
    table = tmp_path / "mountinfo"
    inner = tmp_path / "guest home"
    inner.mkdir()
    named = str(inner).replace(" ", "\\040")
    table.write_text(
        f"22 1 0:20 / / rw - ext4 /dev/sda1 rw\n40 22 0:30 / {named} rw shared:1 - tmpfs tmpfs rw\n", encoding="utf-8"
    )
    assert keeping.in_memory(inner / "koperta", table)
    assert not keeping.in_memory(tmp_path, table)


@pytest.mark.skipif(not os.path.ismount("/dev/shm"), reason="no file system in memory to try")
def test_a_real_file_system_in_memory_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert keeping.in_memory(Path("/dev/shm/koperta"))
