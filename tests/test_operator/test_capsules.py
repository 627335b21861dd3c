"""A capsule is believed only from its own workstation, for its own room, sitting and candidate; nothing is lost."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import msgspec
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from koperta_crypto import strict_json
from koperta_crypto.labels import context
from koperta_crypto.possession import prove_possession
from koperta_crypto.signing import SigningKey
from koperta_operator.room.folder import RoomFolder
from koperta_operator.room.lan import open_lan
from koperta_operator.room.server.desk import LOCAL_CONSOLE
from koperta_packages.errors import Code
from koperta_packages.identity import OfficialRole
from koperta_station import capsule_command
from koperta_sync import capsule as capsules
from koperta_sync.capsule import CapsuleError, make_capsules, read_capsule
from koperta_sync.credentials import Credentials, load, save
from koperta_sync.protocol.console import ImportFiles, JobProgress
from tests.real_room import unlock
from tests.test_operator.live_room import LiveRoom, enrol_console, serving
from tests.test_operator.live_wire import console_client
from tests.test_operator.rebuild_scene import Morning, morning, rebuilt


@pytest.fixture
def scene(tmp_path: Path) -> Morning:
    """Return what is left of the morning."""
    return morning(tmp_path / "left")


def made(folder: Path, credentials: Credentials | None = None) -> bytes:
    """Return the only capsule of a workstation's folder, made by it or in the name of other credentials."""
    ((_header, data),) = make_capsules(folder / "journals", credentials or load(folder), term=1, made_at_ms=0)
    return data


def resigned(data: bytes, key: SigningKey, key_pem: str, **changed: object) -> bytes:
    """Change the header of a capsule and sign it with whatever keys a thief may have."""
    capsule = read_capsule(data)
    room_id = str(changed.get("room_id", capsule.header.room_id))
    machine = context("koperta/capsule-machine/1", room_id.encode(), key.public)
    header = msgspec.structs.replace(
        capsule.header,
        **{
            "answer_key": key.public.hex(),
            "machine_proof": prove_possession(key_pem.encode(), machine).hex(),
            **changed,
        },
    )
    encoded = strict_json.dumps(msgspec.to_builtins(header))
    signature = key.sign(capsules._signed(encoded, capsule.records))
    return capsules.MAGIC + len(encoded).to_bytes(4, "big") + encoded + signature + capsule.records


def in_the_old_room(scene: Morning, story: Callable[[LiveRoom], Awaitable[None]], *, unlocked: bool = True) -> None:
    """Serve the room as it was before it was lost, which lacks the last answer of everybody."""

    async def play() -> None:
        async with serving(RoomFolder(scene.place / "old"), scene.issued, scene.place) as live:
            if unlocked:
                async with console_client(console_of(scene, live), live.official(OfficialRole.OPERATOR)) as client:
                    await unlock(client, scene.issued)
            await story(live)

    asyncio.run(play())


def console_of(scene: Morning, live: LiveRoom) -> Credentials:
    """Return the pairing of the console of that room."""
    return load(scene.place / "consoles").at(live.address)


async def imported(scene: Morning, live: LiveRoom, *paths: Path) -> JobProgress:
    """Import files at the console."""
    async with console_client(console_of(scene, live), live.official(OfficialRole.OPERATOR)) as client:
        return await client.job(ImportFiles(paths=tuple(str(path) for path in paths)))


async def answers(live: LiveRoom) -> dict[str, dict[str, str]]:
    """Return what the room holds."""
    return await live.sitting.actor.call(
        lambda state, _now: {c.candidate_id: dict(c.answers) for c in state.candidates.values() if c.answers}
    )


async def signed(live: LiveRoom) -> list[str]:
    """Return the events that capsules and entries leave; clocks go on meanwhile."""
    rows = [row async for chunk in live.room.copies.read(live.sitting_id, 0) for row in chunk]
    mine = ("attempt-", "answer-", "flag-", "entry-", "outage-", "capsule-", "logged-in")
    return [f"{row.seq} {row.kind}" for row in rows if row.kind.startswith(mine)]


def test_the_operator_writes_capsules_and_the_room_takes_them_in_once(
    scene: Morning, capsys: pytest.CaptureFixture[str]
) -> None:
    stick = scene.place / "usb"
    stick.mkdir()
    for name in ("pc1", "pc2", "pc3"):
        assert capsule_command.main([str(scene.place / name), "--to", str(stick)]) == 0
        assert capsule_command.main([str(scene.place / name), "--to", str(stick)]) == 0, "again: the same name"
    assert len(list(stick.iterdir())) == 3
    for path in stick.iterdir():
        data = path.read_bytes()
        assert b"answer-given" not in data
        assert not any(option.encode() in data[data.index(b"}") :] for c in scene.everything.values() for option in c)
    assert "read back" in capsys.readouterr().out

    async def story(live: LiveRoom) -> None:
        assert await answers(live) == scene.acknowledged
        job = await imported(scene, live, stick)
        assert not job.failed, job
        assert await answers(live) == scene.everything
        before = await signed(live)
        assert not (await imported(scene, live, stick)).failed
        assert await signed(live) == before, "the same files again change nothing"

    in_the_old_room(scene, story)


def test_a_locked_room_takes_no_capsule_and_says_what_to_do(scene: Morning) -> None:
    path = scene.place / "one.koperta-capsule"
    path.write_bytes(made(scene.place / "pc1"))

    async def story(live: LiveRoom) -> None:
        before = await signed(live)
        job = await imported(scene, live, path)
        assert job.failed
        assert job.checks[-1].code == Code.CAPSULE_LOCKED
        assert await signed(live) == before

    in_the_old_room(scene, story, unlocked=False)


def test_every_changed_or_missing_byte_is_found(scene: Morning) -> None:
    sound = made(scene.place / "pc1")
    read_capsule(sound)
    for at in (*range(0, len(sound), 37), len(sound) - 1):
        with pytest.raises(CapsuleError):
            read_capsule(sound[:at] + bytes([sound[at] ^ 1]) + sound[at + 1 :])
    for length in (0, 4, 11, 200, len(sound) - 65, len(sound) - 1):
        with pytest.raises(CapsuleError):
            read_capsule(sound[:length])
    with pytest.raises(CapsuleError):
        read_capsule(sound + b"x")


def thefts(scene: Morning, place: Path) -> dict[str, tuple[bytes, Code]]:
    """Return capsules that are none, each with the code it is refused with."""
    mine = load(scene.place / "pc1")
    sound, thief = made(scene.place / "pc1"), SigningKey.generate()
    foreign = RoomFolder(place / "foreign")
    foreign.create()
    stranger, _print = open_lan(foreign, "r-foreign").admit(_request(mine), "sala 12 1")
    neighbour = read_capsule(made(scene.place / "pc2")).header.candidate_id
    ours, damaged = Code.CAPSULE_NOT_OURS, Code.CAPSULE_DAMAGED

    def changed(**fields: object) -> bytes:
        return resigned(sound, mine.answer_key, mine.key_pem, **fields)

    return {
        "another room": (changed(room_id="rother"), ours),
        "another authority": (changed(certificate_pem=stranger), ours),
        "another key of the same machine": (resigned(sound, thief, mine.key_pem), ours),
        "another candidate": (changed(candidate_id=neighbour), damaged),
        "another epoch": (changed(epoch=2), damaged),
        "another form": (changed(form_sha256="0" * 64), ours),
    }


def test_capsules_of_thieves_and_strangers_are_refused(scene: Morning, tmp_path: Path) -> None:
    cases = thefts(scene, tmp_path)
    other = load(scene.place / "pc2")
    with pytest.raises(CapsuleError):
        read_capsule(resigned(made(scene.place / "pc1"), load(scene.place / "pc1").answer_key, other.key_pem))
    stolen = made(scene.place / "pc1", other)

    async def story(live: LiveRoom) -> None:
        before = await signed(live)
        path = tmp_path / "case.koperta-capsule"
        for name, (data, code) in cases.items():
            path.write_bytes(data)
            job = await imported(scene, live, path)
            assert (job.failed, job.checks[-1].code) == (True, code), name
        path.write_bytes(stolen)
        assert (await imported(scene, live, path)).failed, "entries signed by another workstation"
        assert await signed(live) == before
        assert await answers(live) == scene.acknowledged

    in_the_old_room(scene, story)


def _request(credentials: Credentials) -> str:
    key = serialization.load_pem_private_key(credentials.key_pem.encode(), None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "pc1")])
    request = x509.CertificateSigningRequestBuilder().subject_name(name).sign(key, hashes.SHA256())
    return request.public_bytes(serialization.Encoding.PEM).decode()


def test_a_workstation_without_anything_kept_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "pc").mkdir()
    assert capsule_command.main([str(tmp_path / "pc"), "--to", str(tmp_path)]) == 2
    assert "CAPSULE_NOTHING_KEPT" in capsys.readouterr().err


def test_only_who_had_the_card_proves_it(scene: Morning) -> None:
    capsule = read_capsule(made(scene.place / "pc1"))

    async def story(live: LiveRoom) -> None:
        key = live.sitting.journal_key
        assert key is not None
        people = {one.candidate_id: one for one in live.sitting.names.data.candidates}
        mine = people.pop(capsule.header.candidate_id)
        assert capsule.held_card(mine.secret, key)
        assert not any(capsule.held_card(one.secret, key) for one in people.values())

    in_the_old_room(scene, story)


def test_a_capsule_that_comes_after_the_rebuild_brings_its_lease_back(scene: Morning, tmp_path: Path) -> None:
    rebuilt(scene.order(tmp_path / "new", "pc1"))
    path = tmp_path / "late.koperta-capsule"
    path.write_bytes(made(scene.place / "pc2"))
    mine = read_capsule(path.read_bytes()).header

    async def play() -> None:
        async with serving(RoomFolder(tmp_path / "new"), scene.issued, tmp_path / "machines") as live:
            save(await enrol_console(live, LOCAL_CONSOLE), scene.place / "consoles")
            assert mine.candidate_id not in await answers(live)
            async with console_client(console_of(scene, live), live.official(OfficialRole.OPERATOR)) as client:
                await unlock(client, scene.issued)
            job = await imported(scene, live, path)
            assert not job.failed, job
            assert (await answers(live))[mine.candidate_id] == scene.everything[mine.candidate_id]
            machines = live.room.ledger.state.machines.values()
            (seat,) = [one for one in machines if one.answer_key == mine.answer_key]
            assert (seat.exam_room, seat.seat_number) == (mine.exam_room, mine.seat_number)

    asyncio.run(play())


def test_without_the_proof_of_the_card_no_lease_comes_back(
    scene: Morning, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(capsules.Capsule, "held_card", lambda *_arguments: False)
    outcome = rebuilt(scene.order(tmp_path / "new", "pc1"))
    assert [one.rebuilt for one in outcome.sheet.candidates] == [0]
    assert any("card" in line.what for line in outcome.sheet.discrepancies)
    assert any("zachowano" in line.what for line in outcome.sheet.discrepancies), "its entries are kept all the same"
