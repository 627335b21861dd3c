"""A room is rebuilt from every sufficient set of what is left, and the same from any order of it."""

from __future__ import annotations

import asyncio
import itertools
import time
from pathlib import Path
from typing import Any

import pytest

from koperta_operator.room import command as room_command
from koperta_operator.room.backup import back_up, save_identity
from koperta_operator.room.folder import RoomFolder
from koperta_operator.room.rebuild import building, salvage
from koperta_operator.room.rebuild.building import SHEET_TEXT, Outcome
from koperta_operator.room.rules.moments import Now
from koperta_operator.room.rules.state import SittingState
from koperta_packages.errors import Code, PackageError
from koperta_packages.identity import RoomIdentity
from tests.test_operator.live_room import serving
from tests.test_operator.rebuild_scene import PASSPHRASE, Morning, morning, rebuilt

KIOSKS = ("pc1", "pc2", "pc3")


@pytest.fixture
def scene(tmp_path: Path) -> Morning:
    """Return what is left of the morning."""
    return morning(tmp_path / "left")


class Look:
    """Hold what a rebuilt room says of its sitting."""

    def __init__(self, state: SittingState, now: Now) -> None:
        self.answers = {c.candidate_id: dict(c.answers) for c in state.candidates.values() if c.answers}
        self.forms = {c.candidate_id: c.form_sha256 for c in state.candidates.values() if c.form_sha256}
        self.left_ms = {
            c.candidate_id: c.remaining_ms(state.time_at(now)) for c in state.candidates.values() if c.answers
        }
        self.worked_ms = {c.candidate_id: c.worked_ms for c in state.candidates.values() if c.answers}
        self.entitled_ms = {c.candidate_id: c.entitled_ms for c in state.candidates.values()}
        self.term, self.rebuilt = state.term, state.rebuilt


def served(scene: Morning, folder: Path) -> Look:
    """Serve a rebuilt room as `koperta room run` does and look at its sitting."""

    async def look() -> Look:
        async with serving(RoomFolder(folder), scene.issued, scene.place) as live:
            assert live.room.terms.term == 2
            return await live.sitting.actor.call(Look)

    return asyncio.run(look())


def clean(outcome: Outcome) -> bool:
    """Say whether the sheet has no discrepancy."""
    return not outcome.sheet.discrepancies


def test_the_old_disk_alone_is_enough(scene: Morning, tmp_path: Path) -> None:
    outcome = rebuilt(scene.order(tmp_path / "new", "old", passphrases=()))
    look = served(scene, tmp_path / "new")
    assert look.answers == scene.acknowledged
    assert look.forms == {c: digest for c, digest in scene.forms.items() if digest}
    assert clean(outcome)
    assert look.rebuilt


def test_the_stick_and_the_workstations_give_back_everything(scene: Morning, tmp_path: Path) -> None:
    outcome = rebuilt(scene.order(tmp_path / "new", "stick", *KIOSKS))
    look = served(scene, tmp_path / "new")
    assert look.answers == scene.everything
    assert look.forms == scene.forms
    assert clean(outcome)
    by_name = {one.candidate_id: one for one in outcome.sheet.candidates}
    for name in scene.everything:
        assert by_name[name].only_in, "what only the workstation had is named"


def test_the_workstations_alone_are_enough(scene: Morning, tmp_path: Path) -> None:
    outcome = rebuilt(scene.order(tmp_path / "new", *KIOSKS))
    look = served(scene, tmp_path / "new")
    assert look.answers == scene.everything
    assert {c: look.forms[c] for c in scene.everything} == {c: scene.forms[c] for c in scene.everything}
    assert clean(outcome)
    for name in scene.everything:
        spent = look.entitled_ms[name] - look.left_ms[name]
        assert look.worked_ms[name] - 1_500 <= spent <= look.worked_ms[name] + 5_000


def test_the_stick_alone_gives_back_what_was_on_it(scene: Morning, tmp_path: Path) -> None:
    rebuilt(scene.order(tmp_path / "new", "stick", passphrases=(), files=()))
    assert served(scene, tmp_path / "new").answers == scene.on_stick


def test_the_order_of_the_sources_does_not_matter(scene: Morning, tmp_path: Path) -> None:
    sheets, looks = [], []
    for number, order in enumerate(itertools.islice(itertools.permutations(("old", "stick", *KIOSKS)), 0, 120, 41)):
        outcome = rebuilt(scene.order(tmp_path / f"new{number}", *order))
        sheets.append(outcome.sheet)
        looks.append(served(scene, tmp_path / f"new{number}"))
    assert all(sheet == sheets[0] for sheet in sheets)
    assert all((look.answers, look.forms) == (scene.everything, scene.forms) for look in looks)


def test_a_folder_that_holds_anything_is_refused_and_left_alone(scene: Morning, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new/letter.txt").write_text("keep me")
    with pytest.raises(PackageError) as refused:
        rebuilt(scene.order(tmp_path / "new", "old"))
    assert refused.value.code is Code.ALREADY_THERE
    assert (tmp_path / "new/letter.txt").read_text() == "keep me"


def test_one_official_is_not_enough_and_leaves_nothing_behind(scene: Morning, tmp_path: Path) -> None:
    (one, *_others) = scene.order(tmp_path / "new").officials
    for officials in ((), (one,), (one, one)):
        with pytest.raises(PackageError) as refused:
            rebuilt(scene.order(tmp_path / "new", "old", officials=officials))
        assert refused.value.code is Code.REBUILD_UNSIGNED
        assert not any((tmp_path / "new").iterdir())
    rebuilt(scene.order(tmp_path / "new", "old", officials=(one,), reason="przewodniczący w drodze", passphrases=()))
    assert served(scene, tmp_path / "new").answers == scene.acknowledged


def test_without_the_boards_files_the_missing_ones_are_named(scene: Morning, tmp_path: Path) -> None:
    for file in (scene.place / "old/files").glob("*.package"):
        file.unlink()
    with pytest.raises(PackageError) as refused:
        rebuilt(scene.order(tmp_path / "new", "old", files=()))
    assert refused.value.code is Code.REBUILD_FILES_MISSING
    assert ".exampkg" in refused.value.detail
    with pytest.raises(PackageError) as refused:
        rebuilt(scene.order(tmp_path / "new", *KIOSKS, files=()))
    assert refused.value.code is Code.REBUILD_FILES_MISSING


def test_nothing_of_this_room_is_said_so(scene: Morning, tmp_path: Path) -> None:
    (scene.place / "empty").mkdir()
    with pytest.raises(PackageError) as refused:
        rebuilt(scene.order(tmp_path / "new", "empty"))
    assert refused.value.code is Code.REBUILD_NOTHING_FOUND


def test_a_missing_segment_ends_the_stick_there_and_the_workstations_fill_up(scene: Morning, tmp_path: Path) -> None:
    segments = sorted((scene.place / "stick").rglob(f"{scene.sitting_id}.*.segment"))
    segments[-1].unlink()
    outcome = rebuilt(scene.order(tmp_path / "new", "stick", *KIOSKS))
    assert served(scene, tmp_path / "new").answers == scene.everything
    assert outcome.sheet.term == 2


def test_a_torn_write_ahead_log_loses_only_its_torn_end(scene: Morning, tmp_path: Path) -> None:
    wal = scene.place / "old/sittings" / scene.sitting_id / "journal.db-wal"
    whole = wal.read_bytes()
    assert len(whole) > 10_000
    wal.write_bytes(whole[: len(whole) * 2 // 3 + 100])
    outcome = rebuilt(scene.order(tmp_path / "new", "old", *KIOSKS))
    assert outcome.sheet.journals[scene.sitting_id] > 5
    assert served(scene, tmp_path / "new").answers == scene.everything


def test_the_same_capsules_again_change_nothing(scene: Morning, tmp_path: Path) -> None:
    outcome = rebuilt(scene.order(tmp_path / "new", "stick", *KIOSKS))
    again = rebuilt(scene.order(tmp_path / "newer", *KIOSKS, sources=(tmp_path / "new", scene.place / "pc1")))
    assert again.term == outcome.term + 1
    assert [one.rebuilt for one in again.sheet.candidates] == [one.rebuilt for one in outcome.sheet.candidates]


def test_a_fork_is_named_and_its_signed_entries_are_taken(scene: Morning, tmp_path: Path) -> None:
    """Two machines went on from the same beginning: the rebuilt one counts, the other's entries are delivered."""
    rebuilt(scene.order(tmp_path / "first", "stick", passphrases=()))
    sources = (tmp_path / "first", scene.place / "old")
    outcome = rebuilt(scene.order(tmp_path / "new", sources=sources, passphrases=()))
    assert outcome.term == 3
    forked = {line.about for line in outcome.sheet.discrepancies}
    assert scene.sitting_id in forked
    backwards = rebuilt(scene.order(tmp_path / "again", sources=sources[::-1], passphrases=()))
    assert backwards.sheet == outcome.sheet

    async def look() -> Look:
        async with serving(RoomFolder(tmp_path / "new"), scene.issued, scene.place) as live:
            return await live.sitting.actor.call(Look)

    assert asyncio.run(look()).answers == scene.acknowledged


def test_a_rebuild_by_the_command_asks_nothing_when_everything_is_given(
    scene: Morning, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    backup = next((scene.place / "safe").glob("*.koperta-backup"))
    (tmp_path / "backup.txt").write_text(PASSPHRASE, "utf-8")
    (tmp_path / "sitting.txt").write_text(scene.issued.passphrase, "utf-8")
    new = tmp_path / "new"
    command = ["rebuild", str(new), "--backup", str(backup), "--break-glass", "przewodniczący w drodze"]
    command += ["--backup-passphrase-file", str(tmp_path / "backup.txt")]
    command += ["--passphrase-file", str(tmp_path / "sitting.txt")]
    for source in ("stick", *KIOSKS):
        command += ["--from", str(scene.place / source)]
    assert room_command.main(command) == 0
    said = capsys.readouterr().out
    assert "Discrepancies: none" in said
    assert "koperta room run" in said
    assert (new / SHEET_TEXT).read_text("utf-8").endswith("ROZBIEŻNOŚCI\n  brak\n")
    assert served(scene, new).answers == scene.everything
    events = (new / "sittings" / scene.sitting_id / "journal.db").read_bytes()
    assert b"w drodze" not in events, "a reason is free text: sealed"


def test_a_stick_of_another_room_is_nothing(scene: Morning, tmp_path: Path) -> None:
    stranger = RoomFolder(tmp_path / "stranger")
    stranger.create()
    identity = RoomIdentity.create("146510-00123", "inna sala")
    save_identity(stranger, identity)
    (tmp_path / "safe").mkdir()
    backup, _digest = back_up(stranger, identity, tmp_path / "safe", PASSPHRASE)
    for source in ("stick", "old", "pc1"):
        with pytest.raises(PackageError) as refused:
            rebuilt(scene.order(tmp_path / "new", source, backup=backup.read_bytes()))
        assert refused.value.code in (Code.REBUILD_NOTHING_FOUND, Code.DATA_WRONG_ROOM, Code.REBUILD_FILES_MISSING)
        assert not any((tmp_path / "new").iterdir())


def test_time_stands_still_while_a_room_is_rebuilt(
    scene: Morning, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long people take over it: whose workstation is dead must not pay for that."""
    late_ns, real, machines = [0], time.monotonic_ns, salvage.salvage_machines

    async def an_hour_later(*arguments: Any) -> None:
        late_ns[0] = 3_600 * 10**9
        await machines(*arguments)

    monkeypatch.setattr(time, "monotonic_ns", lambda: real() + late_ns[0])
    monkeypatch.setattr(building, "salvage_machines", an_hour_later)
    rebuilt(scene.order(tmp_path / "new", "old", passphrases=()))
    look = served(scene, tmp_path / "new")
    assert late_ns[0]
    for name in scene.acknowledged:
        assert look.left_ms[name] > look.entitled_ms[name] - 120_000
