"""Tasks and pictures are fetched sealed, checked against the room's word, and opened in memory only."""

from __future__ import annotations

from pathlib import Path

import pytest

from koperta_packages.public import Code, PackageError
from koperta_station.state import Screen
from tests.test_station.fake_package import PICTURES, SVG
from tests.test_station.workstation import run, sitting

PICTURE_PATH = "/v1/segments/2026Z-INF.03-1/picture-001"


@pytest.mark.parametrize("path", ["/v1/form", PICTURE_PATH])
def test_a_file_changed_on_the_way_is_refused_counted_and_fetched_again(tmp_path: Path, path: str) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, person):
            room.damage[path] = 2
            await kiosk.prepare(person)
            assert room.fetched.count(path) == 3
            preparation = kiosk.state.preparation
            assert preparation is not None and preparation.damaged == 2
            assert preparation.done == preparation.total
            room.start()
            await kiosk.until_screen(Screen.READY)

    run(day())


def test_everything_is_fetched_once_and_lies_sealed_on_the_disk(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, person):
            await kiosk.solve(person)
            await kiosk.session.answer("zad-01", "b")
            await kiosk.session.picture("picture-001")
            assert sorted(room.fetched) == sorted(
                ["/v1/form", *(f"/v1/segments/2026Z-INF.03-1/{name}" for name in PICTURES)]
            )

    run(day())
    everything = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    for secret in (b"zad-01", b"<svg", b"Kowal", b"08310112345", b"<p>"):
        assert secret not in everything


def test_a_picture_damaged_on_the_disk_is_fetched_again(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, person):
            await kiosk.solve(person)
            damage_pictures(tmp_path)
            assert await kiosk.session.picture("picture-001") == SVG
            assert room.fetched.count(PICTURE_PATH) == 2
            assert await kiosk.session.picture("picture-001") == SVG
            assert room.fetched.count(PICTURE_PATH) == 2

    run(day())


def test_a_picture_damaged_on_the_disk_is_never_shown_while_the_room_is_away(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, person):
            await kiosk.solve(person)
            damage_pictures(tmp_path)
            room.cut()
            with pytest.raises(PackageError) as refused:
                await kiosk.session.picture("picture-001")
            assert refused.value.code is Code.PKG_SEGMENT_CORRUPT
            with pytest.raises(KeyError):
                await kiosk.session.picture("a picture of another form")

    run(day())


def test_a_form_damaged_on_the_disk_is_fetched_again_after_a_restart(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, person):
            await kiosk.solve(person)
            await kiosk.kill()
            path = next(tmp_path.glob("journals/*/form"))
            path.write_bytes(path.read_bytes()[:-1])
            kiosk.switch_on()
            await kiosk.until_screen(Screen.SOLVING)
            assert room.fetched.count("/v1/form") == 2

    run(day())


def test_a_candidate_who_logs_in_after_the_start_gets_the_tasks_too(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, person):
            room.start()
            await kiosk.solve(person)
            assert kiosk.state.form is not None

    run(day())


def damage_pictures(folder: Path) -> None:
    """Change the last byte of every stored picture."""
    for path in folder.glob("journals/*/pictures/*"):
        data = path.read_bytes()
        path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
