"""The protocol's page is the code's: up to date, valid, and enough to write a kiosk from."""

from __future__ import annotations

import asyncio
import importlib.util
import json
import re
import typing
from pathlib import Path
from types import ModuleType
from typing import Any

import aiohttp
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it ships no types

from koperta_crypto.errors import SignatureError
from koperta_crypto.signing import SigningKey
from koperta_sync.entries import entry_bytes, verify_entry
from koperta_sync.protocol import console, frames, pairing, workstation
from koperta_sync.protocol.base import MAX_MESSAGE_BYTES, PROTOCOL_VERSION, Message
from koperta_sync.protocol.frames import BadMessageError
from koperta_sync.protocol.refusals import Refused, RefusedError, refusal
from koperta_sync.protocol.seat import CandidateFacts, Clock, Entry, Phase, SeatView
from koperta_sync.protocol.workstation import Deliver, Delivered, Hello, LoggedIn, LogIn, Welcome
from tests.test_sync.page_kiosk import PAGE, PageKiosk, schemas, validator
from tests.test_sync.small_room import SERVER_NAME, SmallRoom, seat_view, serving

GENERATOR = PAGE.parent / "generate" / "protocol.py"
UNIONS: dict[str, Any] = {
    "WorkstationRequest": workstation.WorkstationRequest,
    "WorkstationReply": workstation.WorkstationReply,
    "WorkstationPush": workstation.WorkstationPush,
    "ConsoleRequest": console.ConsoleRequest,
    "ConsoleReply": console.ConsoleReply,
    "ConsolePush": console.ConsolePush,
    "PairingRequest": pairing.PairingRequest,
    "PairingReply": pairing.PairingReply,
}
MESSAGES: list[type[Message]] = [kind for union in UNIONS.values() for kind in typing.get_args(union)]


def generator() -> ModuleType:
    """Load the script that writes the page."""
    spec = importlib.util.spec_from_file_location("generate_protocol", GENERATOR)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_up_to_date() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert generator().renewed(page) == page, "run ./dev docs"


def test_a_page_that_differs_from_the_code_is_noticed_and_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    module = generator()
    other = tmp_path / "protocol.md"
    page = PAGE.read_text(encoding="utf-8")
    other.write_text(page.replace('"maxItems": 200', '"maxItems": 201'), encoding="utf-8")
    monkeypatch.setattr(module, "PAGE", other)
    assert module.main(["--check"]) == 1
    assert "./dev docs" in capsys.readouterr().err
    assert module.main([]) == 0
    assert other.read_text(encoding="utf-8") == page


def test_every_schema_of_the_page_is_valid_and_refers_only_to_the_page() -> None:
    known = schemas()
    assert {kind.__name__ for kind in MESSAGES} <= set(known)
    for name, schema in known.items():
        Draft202012Validator.check_schema(schema)
        used = set(re.findall(r'"#/\$defs/(\w+)"', json.dumps(schema)))
        assert used <= set(known), name


def test_every_refusal_has_a_sentence_and_a_next_step_and_stands_on_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for code in Refused:
        said = refusal(code)
        assert said.sentence.endswith(".") and said.next_step.endswith(".")
        assert f"| `{code.value}` | {said.sentence} | {said.next_step} |" in page


def sample(schema: dict[str, Any], known: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Return values that a schema of the page allows; covers what the page uses and no more."""
    if "$ref" in schema:
        return st.deferred(lambda: sample(known[schema["$ref"].rpartition("/")[2]], known))
    if "anyOf" in schema:
        return st.one_of([sample(one, known) for one in schema["anyOf"]])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    match schema["type"]:
        case "object" if "properties" in schema:
            needed = {name: sample(schema["properties"][name], known) for name in schema.get("required", [])}
            rest = {name: sample(one, known) for name, one in schema["properties"].items() if name not in needed}
            return st.fixed_dictionaries(needed, optional=rest)
        case "object":
            return st.dictionaries(st.text(max_size=3), sample(schema["additionalProperties"], known), max_size=2)
        case "array" if "prefixItems" in schema:
            return st.tuples(*(sample(one, known) for one in schema["prefixItems"])).map(list)
        case "array":
            return st.lists(sample(schema["items"], known), max_size=2)
        case "integer":
            return st.integers(schema.get("minimum", -(2**53) + 1), schema.get("maximum", 2**53 - 1))
        case "string" if "pattern" in schema:
            widths = st.sampled_from([schema.get("minLength", 0), schema["maxLength"]])
            return widths.flatmap(lambda width: st.text("0123456789abcdef", min_size=width, max_size=width))
        case "string":
            return st.text("aż9 ", min_size=schema.get("minLength", 0), max_size=min(5, schema.get("maxLength", 5)))
        case "boolean":
            return st.booleans()
        case "null":
            return st.none()
        case _:
            raise AssertionError(schema)


@pytest.mark.parametrize("kind", MESSAGES, ids=lambda kind: kind.__name__)
def test_what_the_page_allows_the_code_takes_and_what_the_code_writes_the_page_allows(kind: type[Message]) -> None:
    known = schemas()
    check = Draft202012Validator({"$ref": f"#/$defs/{kind.__name__}", "$defs": known})

    @settings(max_examples=30)
    @given(sample(known[kind.__name__], known))
    def both_ways(value: dict[str, Any]) -> None:
        check.validate(value)
        parsed = msgspec.json.decode(json.dumps(value).encode(), type=kind)
        check.validate(json.loads(msgspec.json.encode(parsed)))

    both_ways()


@pytest.mark.parametrize("kind", MESSAGES, ids=lambda kind: kind.__name__)
def test_an_unknown_field_is_refused_by_page_and_code_alike(kind: type[Message]) -> None:
    value = {"type": kind.__struct_config__.tag, "surprise": 1}
    messages = [error.message for error in validator(kind.__name__).iter_errors(value)]
    assert any("surprise" in one for one in messages)
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(json.dumps(value).encode(), type=kind)


@pytest.mark.parametrize(
    ("data", "request_id"),
    [
        (b"", None),
        (b"[]", None),
        (b"\xff", None),
        (b'{"id":1}', 1),
        (b'{"id":7,"do":{"type":"log-in","username":"a"}}', 7),
        (b'{"id":7,"do":{"type":"log-in","username":"a","secret":"b"},"x":1}', 7),
        (b'{"id":7,"do":{"type":"unlock","sitting_id":"s","passphrase":"p"}}', 7),
        (b'{"id":-1,"do":{"type":"beat"}}', None),
        (b'{"id":7,"do":{"type":"beat","worked_ms":-1}}', 7),
        (b'{"id":7,"do":{"type":"beat","worked_ms":1.5}}', 7),
        (b'{"id":7,"do":' + b"[" * 100_000, None),
        (b'{"id":7,"do":{"type":"log-in","username":"' + b"a" * 300 + b'","secret":"b"}}', 7),
        (b'{"id":7,"do":{"type":"beat"}}'.ljust(MAX_MESSAGE_BYTES + 1), None),
    ],
)
def test_what_is_no_message_is_refused_with_its_id_where_it_has_one(data: bytes, request_id: int | None) -> None:
    with pytest.raises(BadMessageError) as caught:
        frames.WORKSTATION.decode_request(data)
    assert caught.value.request_id == request_id


@pytest.mark.parametrize("data", [b"{}", b'{"re":1}', b'{"re":1,"ok":null}', b'{"push":{"type":"beat"}}'])
def test_what_is_no_frame_of_a_room_is_refused(data: bytes) -> None:
    with pytest.raises(BadMessageError):
        frames.WORKSTATION.decode_from_room(data)


def test_a_refusal_of_a_newer_room_is_still_readable() -> None:
    said = RefusedError.received(msgspec.structs.replace(refusal(Refused.BUSY), code="NEWER"))
    assert said.code is Refused.BAD_MESSAGE
    assert (said.refusal.code, said.refusal.sentence) == ("NEWER", refusal(Refused.BUSY).sentence)


def test_the_printed_signature_verifies_over_the_printed_bytes_and_nothing_else() -> None:
    page = PAGE.read_text(encoding="utf-8")
    example = re.search(r"```json example\n(.*?)\n```.*?```text\n([0-9a-f]+)\n```", page, re.S)
    assert example is not None
    entry = msgspec.json.decode(example[1], type=Entry)
    scope = ("2026Z-2026-11-21-0900", "c-0042", 1)
    assert entry_bytes(*scope, entry).hex() == example[2]
    public = SigningKey.from_seed(bytes(range(32))).public
    verify_entry(public, *scope, entry)
    changes: dict[str, Any] = {
        "cseq": 3,
        "item": "x",
        "value": "o1",
        "worked_ms": 0,
        "mono_ms": 0,
        "boot": "",
        "kind": "flag",
    }
    for name, value in changes.items():
        other = msgspec.convert(msgspec.to_builtins(entry) | {name: value}, Entry)
        with pytest.raises(SignatureError):
            verify_entry(public, *scope, other)
    for other_scope in (("s", "c-0042", 1), ("2026Z-2026-11-21-0900", "c", 1), ("2026Z-2026-11-21-0900", "c-0042", 2)):
        with pytest.raises(SignatureError):
            verify_entry(public, *other_scope, entry)


def exam(room: list[SmallRoom]) -> Any:
    """Return a room's answers to a kiosk that logs in and delivers; signatures are checked."""

    def view(phase: Phase) -> SeatView:
        facts = CandidateFacts(
            candidate_id="c-1",
            first_names="Ewa",
            surname="Żak",
            document="1",
            qualification="INF.02",
            qualification_name="",
        )
        clock = Clock(entitled_ms=60_000, remaining_ms=59_000, ends_at_ms=1, running=True)
        return msgspec.structs.replace(seat_view(), phase=phase, candidate=facts, epoch=1, clock=clock)

    def answer(message: Message) -> Message | None:
        match message:
            case Hello():
                return Welcome(version=PROTOCOL_VERSION, room_id="r1", view=seat_view())
            case LogIn(secret="wrong"):
                raise RefusedError(Refused.LOGIN_TYPO, group=1)
            case LogIn():
                return LoggedIn(view=view(Phase.READY), journal_public="00" * 32)
            case Deliver():
                for entry in message.entries:
                    verify_entry(bytes.fromhex(room[0].answer_keys[0]), "s", "c-1", 1, entry)
                return Delivered(through=message.entries[-1].cseq, sequence=9, head="ab" * 32, phase=Phase.SOLVING)
            case _:
                return None

    return answer


def test_a_kiosk_written_from_the_page_alone_pairs_logs_in_and_delivers() -> None:
    async def story() -> None:
        box: list[SmallRoom] = []
        room = SmallRoom(answer=exam(box))
        box.append(room)
        async with serving(room):
            room.pairing.open()
            kiosk = PageKiosk("127.0.0.1", room.port)

            async def people(code: str) -> str:
                return room.approve(code)

            await kiosk.pair(people)
            connector = aiohttp.TCPConnector(ssl=kiosk.tls())
            async with aiohttp.ClientSession(connector=connector) as session:
                url = f"wss://127.0.0.1:{room.port}/v1/workstation"
                async with session.ws_connect(url, server_hostname=SERVER_NAME) as socket:
                    await sit(kiosk, socket)

    asyncio.run(story())


async def sit(kiosk: PageKiosk, socket: aiohttp.ClientWebSocketResponse) -> None:
    """Say hello, mistype the card, log in, begin, answer."""
    facts = {"software": "page", "platform": "test", "screen": "1366x768", "wall_ms": 0}
    welcome = await kiosk.ask(socket, {"type": "hello", "version": 1, "facts": facts})
    assert welcome["ok"]["view"]["phase"] == "waiting"
    mistyped = await kiosk.ask(socket, {"type": "log-in", "username": "zak", "secret": "wrong"})
    assert (mistyped["refused"]["code"], mistyped["refused"]["facts"]) == ("LOGIN_TYPO", {"group": 1})
    logged_in = await kiosk.ask(socket, {"type": "log-in", "username": "zak", "secret": "right"})
    assert logged_in["ok"]["view"]["candidate"]["surname"] == "Żak"
    blank = {"item": "", "value": "", "worked_ms": 0, "mono_ms": 5, "boot": "b"}
    start = kiosk.entry("s", "c-1", 1, blank | {"cseq": 1, "kind": "start"})
    chosen = blank | {"cseq": 2, "kind": "answer", "item": "INF.02-001", "value": "ż", "worked_ms": 900}
    entries = [start, kiosk.entry("s", "c-1", 1, chosen)]
    delivery = {"sitting_id": "s", "candidate_id": "c-1", "epoch": 1, "sent_mono_ms": 6, "worked_ms": 901}
    delivered = await kiosk.ask(socket, {"type": "deliver", "entries": entries} | delivery)
    assert (delivered["ok"]["through"], delivered["ok"]["phase"]) == (2, "solving")
