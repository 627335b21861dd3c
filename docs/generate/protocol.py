#!/usr/bin/env python3
"""Write the generated parts of docs/protocol.md from the code: schemas, refusals, limits, vectors.

Usage: protocol.py [--check]. With --check nothing is written, and the exit code is 1 when the page
and the code differ. A generated part stands between `<!-- generated: NAME -->` and `<!-- end: NAME -->`.
"""

from __future__ import annotations

import inspect
import json
import re
import sys
import typing
from pathlib import Path
from typing import Any

import msgspec

from koperta_crypto.signing import SigningKey
from koperta_sync import client, codes, kiosk_journal, pairing_room
from koperta_sync.entries import entry_bytes, sign_entry
from koperta_sync.protocol import base, console, frames, pairing, standby, workstation
from koperta_sync.protocol.refusals import Refused, refusal
from koperta_sync.protocol.seat import EntryKind

PAGE = Path(__file__).resolve().parent.parent / "protocol.md"
Schema = dict[str, Any]
UNIONS = {
    "WorkstationRequest": workstation.WorkstationRequest,
    "WorkstationReply": workstation.WorkstationReply,
    "WorkstationPush": workstation.WorkstationPush,
    "ConsoleRequest": console.ConsoleRequest,
    "ConsoleReply": console.ConsoleReply,
    "ConsolePush": console.ConsolePush,
    "StandbyRequest": standby.StandbyRequest,
    "StandbyReply": standby.StandbyReply,
    "StandbyPush": standby.StandbyPush,
    "PairingRequest": pairing.PairingRequest,
    "PairingReply": pairing.PairingReply,
}


def members(name: str) -> list[type]:
    """Return the message types of a union."""
    return list(typing.get_args(UNIONS[name]))


def all_schemas() -> tuple[Schema, dict[str, str]]:
    """Return the JSON Schema of every type of the protocol, and what its docstring says."""
    types = [one for name in UNIONS for one in members(name)] + [base.Refusal, pairing.EnrolmentFile]
    _, components = msgspec.json.schema_components(types)
    says = {name: inspect.cleandoc(str(schema.pop("description", ""))) for name, schema in components.items()}
    for schema in components.values():
        schema.pop("title", None)
    return components, says


def frame_schemas() -> Schema:
    """Return the schemas of the frames around the messages."""
    number = {"type": "integer", "minimum": 0, "maximum": frames.MAX_REQUEST_ID}

    def exactly(**properties: Schema) -> Schema:
        return {
            "type": "object",
            "properties": properties,
            "required": list(properties),
            "additionalProperties": False,
        }

    def one_of(union: str) -> Schema:
        return {"anyOf": [{"$ref": f"#/$defs/{one.__name__}"} for one in members(union)]}

    refused = {"$ref": "#/$defs/Refusal"}
    found: Schema = {}
    for kind in ("Workstation", "Console", "Standby"):
        found[f"{kind}RequestFrame"] = exactly(id=number, do=one_of(f"{kind}Request"))
        reply = [exactly(re=number, ok=one_of(f"{kind}Reply")), exactly(re=number, refused=refused)]
        found[f"{kind}RoomFrame"] = {"oneOf": [*reply, exactly(push=one_of(f"{kind}Push"))]}
    found["HttpAnswer"] = {"oneOf": [exactly(ok=one_of("PairingReply")), exactly(refused=refused)]}
    return found


def written(schema: Schema) -> str:
    """Return a schema as JSON with one line for each property or alternative."""

    def flat(value: object) -> str:
        return json.dumps(value, ensure_ascii=False)

    lines = []
    for key, value in schema.items():
        if key == "properties" and value:
            inside = ",\n".join(f"    {flat(name)}: {flat(one)}" for name, one in value.items())
            lines.append(f'  "properties": {{\n{inside}\n  }}')
        elif key in ("oneOf", "anyOf"):
            inside = ",\n".join(f"    {flat(one)}" for one in value)
            lines.append(f"  {flat(key)}: [\n{inside}\n  ]")
        else:
            lines.append(f"  {flat(key)}: {flat(value)}")
    return "{\n" + ",\n".join(lines) + "\n}"


def section(name: str, schema: Schema, says: str) -> str:
    """Return the heading, the words and the schema of one type."""
    tag = schema.get("properties", {}).get("type", {}).get("enum", [""])[0]
    words = f"{says}\n\n" if says and not says.startswith("An enumeration") else ""
    heading = f"#### {name}" + (f" – `{tag}`" if tag else "")
    return f"{heading}\n\n{words}```json\n{written(schema)}\n```\n"


def messages(*unions: str) -> str:
    """Return the sections of the messages of some unions."""
    schemas, says = all_schemas()
    names = dict.fromkeys(one.__name__ for union in unions for one in members(union))
    return "\n".join(section(name, schemas[name], says[name]) for name in names)


def values() -> str:
    """Return the sections of everything that is part of messages."""
    schemas, says = all_schemas()
    tops = {one.__name__ for union in UNIONS for one in members(union)}
    return "\n".join(section(name, schemas[name], says[name]) for name in sorted(set(schemas) - tops))


def refusals() -> str:
    """Return the table of refusals."""
    lines = ["| code | what people read | next step |", "| --- | --- | --- |"]
    for code in Refused:
        said = refusal(code)
        lines.append(f"| `{code.value}` | {said.sentence} | {said.next_step} |")
    return "\n".join(lines) + "\n"


def limits() -> str:
    """Return the table of limits."""
    room = pairing_room.Limits()
    rows = [
        ("protocol version", base.PROTOCOL_VERSION),
        ("message machine → room, bytes", base.MAX_MESSAGE_BYTES),
        ("message room → machine, bytes", base.MAX_ROOM_MESSAGE_BYTES),
        ("entries in one `deliver`", workstation.MAX_ENTRIES),
        ("ping after silence, s", client.HEARTBEAT_SECONDS),
        ("wait before connecting again, s", f"{client.FIRST_DELAY} doubling to {client.LAST_DELAY}, ×0.5–1.5"),
        ("failures of one machine while pairing", room.failures_per_machine),
        ("failures of one opening", room.failures_per_opening),
        ("attempts of one opening", room.attempts_per_opening),
        ("attempts with a code of 6 digits", room.short_codes),
        ("time to reveal, ms", room.reveal_ms),
        ("silence that ends an attempt to pair, ms", room.silence_ms),
        ("acknowledgements kept as a witness", kiosk_journal.MAX_HEADS),
        ("close code: bad message", base.CLOSE_BAD_MESSAGE),
        ("close code: revoked", base.CLOSE_REVOKED),
        ("close code: replaced by a newer connection", base.CLOSE_REPLACED),
    ]
    return "| limit | value |\n| --- | --- |\n" + "".join(f"| {name} | {value} |\n" for name, value in rows)


def vectors() -> str:
    """Return example bytes of an entry's signature and of a pairing."""
    key = SigningKey.from_seed(bytes(range(32)))
    entry = sign_entry(
        key, "2026Z-2026-11-21-0900", "c-0042", 1, cseq=2, kind=EntryKind.ANSWER, item="INF.02-017",
        value="o3", worked_ms=61_250, mono_ms=7_204_113, boot="5f2c9a10",
    )  # fmt: skip
    signed = entry_bytes("2026Z-2026-11-21-0900", "c-0042", 1, entry)
    claim = codes.Claim(b"request", bytes(32), b"certificate")
    short, long = (codes.codes(claim, b"S" * 32, b"K" * 32, digits) for digits in (6, 8))
    return (
        "An entry of sitting `2026Z-2026-11-21-0900`, candidate `c-0042`, epoch 1, signed with the Ed25519 seed\n"
        f"`{key.seed().hex()}`:\n\n```json example\n{msgspec.json.encode(entry).decode()}\n```\n\n"
        f"Its signed bytes in hexadecimal:\n\n```text\n{signed.hex()}\n```\n\n"
        "Pairing with request `request`, answer key 32 zero bytes, certificate `certificate` (ASCII),\n"
        f"Ns 32 times `S`, Nk 32 times `K`: commitment `{codes.commitment(claim, b'K' * 32).hex()}`,\n"
        f"codes `{short.machine}` and `{short.room}` with 6 digits, `{long.machine}` and `{long.room}` with 8.\n"
    )


PARTS = {
    "limits": limits,
    "frames": lambda: "\n".join(section(name, schema, "") for name, schema in frame_schemas().items()),
    "workstation": lambda: messages("WorkstationRequest", "WorkstationReply", "WorkstationPush"),
    "pairing": lambda: messages("PairingRequest", "PairingReply"),
    "console": lambda: messages("ConsoleRequest", "ConsoleReply", "ConsolePush"),
    "standby": lambda: messages("StandbyRequest", "StandbyReply", "StandbyPush"),
    "values": values,
    "refusals": refusals,
    "vectors": vectors,
}


def renewed(page: str) -> str:
    """Return the page with every generated part written anew; ValueError when a part has no place in it."""
    for name, part in PARTS.items():
        start, end = f"<!-- generated: {name} -->", f"<!-- end: {name} -->"
        pattern = re.compile(re.escape(start) + ".*?" + re.escape(end), re.DOTALL)
        if len(pattern.findall(page)) != 1:
            raise ValueError(f"the page has not exactly one place for {name}")
        before, _, rest = page.partition(start)
        page = f"{before}{start}\n\n{part()}\n{end}{rest.partition(end)[2]}"
    return page


def main(arguments: list[str]) -> int:
    """Write the page, or compare it."""
    page = PAGE.read_text(encoding="utf-8")
    wanted = renewed(page)
    if page == wanted:
        return 0
    if "--check" in arguments:
        print(f"{PAGE.name} differs from the code; run: ./dev docs", file=sys.stderr)
        return 1
    PAGE.write_text(wanted, encoding="utf-8", newline="\n")
    print(f"{PAGE.name} written")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
