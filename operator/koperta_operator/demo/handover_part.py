"""Hand over: close, sign in two persons, write two copies; the board receives, and its receipt comes back."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from pathlib import Path

from koperta_operator.demo.places import DemoError
from koperta_operator.demo.programs import Programs
from koperta_operator.demo.room_part import Desk, until
from koperta_operator.demo.voice import told
from koperta_sync.officials import open_official_key, read_official_card
from koperta_sync.protocol.console import (
    BundlePrepared,
    CloseSitting,
    ExportBundle,
    ImportFiles,
    Ok,
    PrepareBundle,
    SignBundle,
)
from koperta_sync.protocol.room_view import SittingState

SIGNERS = ("exam-chair", "room-chair")


@dataclass(frozen=True, slots=True)
class Delivered:
    """Hold the bundle and what the board made of it."""

    bundle: Path
    prepared: BundlePrepared
    checks: int
    signed_by: tuple[str, ...]
    results: Path
    receipt: Path


async def close(at: Desk) -> None:
    """Close the sitting, naming who never came."""
    absent = tuple(one.candidate_id for one in at.sitting.candidates if one.status == "expected" and not one.exempt)
    await at.ask("room-chair", CloseSitting(sitting_id=at.issued.sitting_id, absent=absent), Ok)
    at.say("room chair", f"sitting closed; {len(absent)} named as absent")


async def hand_over(at: Desk, programs: Programs) -> Delivered:
    """Sign and write the bundle, let the board receive it, import the receipt."""
    sitting_id = at.issued.sitting_id
    prepared = (await at.job("operator", PrepareBundle(sitting_id=sitting_id))).prepared
    if prepared is None:
        raise DemoError("the room has prepared no bundle")
    for role in SIGNERS:
        await _sign(at, role, prepared)
    copies: list[str] = []
    for stick in at.places.sticks:
        written = await at.job("operator", ExportBundle(sitting_id=sitting_id, folder=str(stick)))
        copies += written.paths
        at.say("operator", f"bundle written and read back, {told(written)}: {written.paths[0]}")
    bundle = Path(copies[0])
    said = await asyncio.to_thread(verify, at, programs, Path(copies[-1]))
    at.say("anybody", f"koperta bundle verify: {len(said)} findings, all good")
    results, receipt = await asyncio.to_thread(receive, at, programs, bundle)
    at.say("board", f"bundle received, official scores set from answers alone: {results.name}")
    await at.job("operator", ImportFiles(paths=(str(receipt),)))
    await until(lambda: at.sitting.state is SittingState.DELIVERED, 10, "the sitting to count as delivered")
    at.say("operator", "receipt imported: the sitting counts as delivered")
    signed_by = await asyncio.to_thread(_signers, receipt.with_suffix(".summary.json"))
    return Delivered(bundle, prepared, len(said), signed_by, results, receipt)


async def _sign(at: Desk, role: str, prepared: BundlePrepared) -> None:
    data = at.issued.keys[role].read_bytes()
    official_id, name, _ = read_official_card(data)
    key = await asyncio.to_thread(open_official_key, data, at.issued.pins[role])
    signature = key.sign(bytes.fromhex(prepared.to_sign)).hex()
    message = SignBundle(sitting_id=prepared.sitting_id, official_id=official_id, signature=signature)
    await at.ask(role, message, Ok)
    at.say(role.replace("-", " "), f"{name} signed the bundle with PIN and key file")


def verify(at: Desk, programs: Programs, bundle: Path) -> list[str]:
    """Run `koperta bundle verify` on a copy; return its findings, one a line."""
    registration = next(one for one in at.issued.files if one.suffix == ".registration")
    out = programs.run("bundle-verify", ["bundle", "verify", bundle, "--trust", registration])
    return [line for line in out.splitlines() if line.strip()]


def receive(at: Desk, programs: Programs, bundle: Path) -> tuple[Path, Path]:
    """Run `koperta board receive`; return the table of results and the receipt."""
    places = at.places
    programs.run(
        "board-receive",
        ["board", "receive", places.board, bundle, "--out", places.results, "--pin-file", at.issued.board_pin_file],
    )
    results, receipts = list(places.results.glob("results-*.csv")), list(places.results.glob("*.receipt"))
    if len(results) != 1 or len(receipts) != 1:
        raise DemoError(f"the board left {len(results)} tables and {len(receipts)} receipts in {places.results}")
    return results[0], receipts[0]


def _signers(summary: Path) -> tuple[str, ...]:
    """Return the roles of the officials whose signatures the board found, in the order of SIGNERS."""
    found = {one["role"] for one in json.loads(summary.read_text("utf-8"))["signed_by"]}
    return tuple(role for role in SIGNERS if role in found)
