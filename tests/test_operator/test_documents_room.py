"""Documents of a real room: what people give is asked for, files are read back, the journal says what was written."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from koperta_operator.room import documents_job
from koperta_operator.room.rules import commands as do
from koperta_operator.room.rules import events as ev
from koperta_packages.identity import OfficialRole
from koperta_sync.console_client import ConsoleClient
from koperta_sync.protocol.console import CloseSitting, Ok
from koperta_sync.protocol.documents import (
    GiveProtocolDetails,
    ProtocolDetails,
    ProtocolForms,
    ReadProtocolDetails,
    RecordSending,
    WriteDocuments,
)
from koperta_sync.protocol.refusals import Refused, RefusedError
from tests.real_room import passed, sitting_of, until
from tests.test_operator.desk import desk_in
from tests.test_operator.documents_scene import DETAILS
from tests.test_operator.live_room import EXAM_ROOM, LiveRoom, on_live_room
from tests.test_operator.live_wire import console_client
from tests.test_operator.room_fixture import opened

ASKED = 5  # address, team, observers, helpers, remarks
BLANK = {"druk-protokol.pdf", "druk-protokol-zbiorczy.pdf"}


async def close(live: LiveRoom, chair: ConsoleClient) -> None:
    """Close a sitting nobody came to."""
    await until(lambda: bool(chair.state.room and chair.state.room.sittings))
    lines = sitting_of(chair, live.sitting_id).candidates
    absent = tuple(one.candidate_id for one in lines if one.status == "expected")
    await chair.ask(CloseSitting(sitting_id=live.sitting_id, absent=absent), Ok)


async def written(live: LiveRoom) -> ev.DocumentsWritten:
    """Return the newest event of documents."""
    found = await live.sitting.actor.call(lambda state, _now: state.documents)
    assert found is not None
    return found


@pytest.mark.duty("D35", "D36")
@on_live_room(unlocked=True)
async def test_documents_are_drafts_until_everything_asked_for_is_given(live: LiveRoom) -> None:
    stick = live.folder.root / "stick"
    stick.mkdir()
    order = WriteDocuments(sitting_id=live.sitting_id, folder=str(stick))
    async with console_client(live.console_pairing(), live.official(OfficialRole.EXAM_CHAIR)) as chair:
        await close(live, chair)
        asked = await chair.ask(ReadProtocolDetails(sitting_id=live.sitting_id), ProtocolForms)
        (form,) = asked.forms
        assert (form.exam_room, form.details, len(form.missing)) == (EXAM_ROOM, ProtocolDetails(), ASKED)

        draft = passed(await chair.job(order))
        names = {Path(one).name for one in draft.paths}
        assert names == {
            "protokol-sala-12-projekt.pdf", "lista-podpisow-sala-12.pdf", "protokol-zbiorczy-1-projekt.pdf",
            "protokol-zbiorczy-2-projekt.pdf", *BLANK,
        }  # fmt: skip
        said = {one.name: one for one in draft.checks}
        assert said["protokol-sala-12-projekt.pdf"].state == "warning"
        assert "Skład zespołu" in said["protokol-sala-12-projekt.pdf"].looked_at

        await chair.ask(GiveProtocolDetails(sitting_id=live.sitting_id, exam_room=EXAM_ROOM, details=DETAILS), Ok)
        asked = await chair.ask(ReadProtocolDetails(sitting_id=live.sitting_id), ProtocolForms)
        assert (asked.forms[0].details, asked.forms[0].missing) == (DETAILS, ())
        sent = RecordSending(sitting_id=live.sitting_id, how="kurier")
        with pytest.raises(RefusedError) as refused:  # a draft is nothing to send
            await chair.ask(sent, Ok)
        assert refused.value.code is Refused.WRONG_STATE
        final = passed(await chair.job(order))
        await chair.ask(sent, Ok)
    assert await live.sitting.actor.call(lambda state, _now: state.collective_sent_ms) > 0
    assert all(one.state == "ok" for one in final.checks)
    there = {one.name for one in (stick / f"dokumenty-{live.sitting_id}").iterdir()}
    assert there == {
        "protokol-sala-12.pdf", "lista-podpisow-sala-12.pdf", "protokol-zbiorczy-1.pdf", "protokol-zbiorczy-2.pdf",
        *BLANK,
    }  # fmt: skip


@pytest.mark.duty("D35", "D36")
@on_live_room(unlocked=True)
async def test_the_journal_says_which_files_were_written(live: LiveRoom) -> None:
    stick = live.folder.root / "stick"
    stick.mkdir()
    async with console_client(live.console_pairing(), live.official(OfficialRole.OPERATOR)) as operator:
        paths = passed(await operator.job(WriteDocuments(sitting_id=live.sitting_id, folder=str(stick)))).paths
    event = await written(live)
    digests = {hashlib.sha256(Path(one).read_bytes()).hexdigest() for one in paths if "druk" not in one}
    assert {one.sha256 for one in event.files} == digests
    assert [(one.document, one.copy, one.draft) for one in event.files] == [
        ("room_protocol", 1, True), ("signature_list", 1, False), ("collective", 1, True), ("collective", 2, True),
    ]  # fmt: skip
    head = Path(paths[0]).read_bytes()
    assert event.head and head.startswith(b"%PDF-")


@on_live_room()
async def test_what_people_gave_is_sealed_in_the_journal(live: LiveRoom) -> None:
    console = await live.console(OfficialRole.ROOM_CHAIR)
    order = GiveProtocolDetails(sitting_id=live.sitting_id, exam_room=EXAM_ROOM, details=DETAILS)
    await console.expect(order, Ok)
    rows = await live.sitting.actor.read_rows(0, 10_000)
    (body,) = [one.body for one in rows if one.kind == "protocol-details-given"]
    assert b"Wrona" not in body and b"Szkolna" not in body
    assert (
        await console.refused(GiveProtocolDetails(sitting_id=live.sitting_id, exam_room="strych", details=DETAILS))
        == Refused.UNKNOWN_THING
    )


@on_live_room()
async def test_a_stick_that_is_gone_leaves_no_word_in_the_journal(live: LiveRoom) -> None:
    async with console_client(live.console_pairing(), live.official(OfficialRole.OPERATOR)) as operator:
        gone = str(live.folder.root / "no stick")
        assert (await operator.job(WriteDocuments(sitting_id=live.sitting_id, folder=gone))).failed
    assert await live.sitting.actor.call(lambda state, _now: state.documents) is None


@on_live_room()
async def test_a_file_that_does_not_read_back_is_not_noted_and_does_not_stay(live: LiveRoom) -> None:
    stick = live.folder.root / "stick"
    stick.mkdir()

    def badly(path: Path, pieces: list[bytes]) -> None:
        data = b"".join(pieces)
        path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))

    async with console_client(live.console_pairing(), live.official(OfficialRole.OPERATOR)) as operator:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(documents_job, "write_whole", badly)
            assert (await operator.job(WriteDocuments(sitting_id=live.sitting_id, folder=str(stick)))).failed
    assert list((stick / f"dokumenty-{live.sitting_id}").iterdir()) == []
    assert await live.sitting.actor.call(lambda state, _now: state.documents) is None


def test_nothing_but_a_draft_is_noted_before_the_close(tmp_path: Path) -> None:
    with desk_in(tmp_path) as desk:
        desk.run(opened(2))

        def made(*, draft: bool, through: int = 1) -> do.RecordDocuments:
            file = ev.WrittenFile(document="room_protocol", sha256="0" * 64, draft=draft)
            return do.RecordDocuments(made=ev.DocumentsWritten(through=through, head="0" * 64, files=(file,)))

        assert desk.refused(made(draft=False)) is Refused.WRONG_STATE
        assert desk.refused(made(draft=True, through=10_000)) is Refused.WRONG_STATE
        desk.run(made(draft=True))
        desk.run(do.CloseSitting(absent=("k1", "k2")))
        desk.run(made(draft=False))
        assert desk.kinds().count("documents-written") == 2
