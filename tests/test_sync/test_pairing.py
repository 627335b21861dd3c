"""Both sides of pairing, step by step, with honest parties that make mistakes or lose their way."""

from __future__ import annotations

import hashlib

import pytest

from koperta_crypto.labels import context
from koperta_sync import pairing_room
from koperta_sync.codes import Claim, codes, commitment
from koperta_sync.pairing import TRANSITIONS, Heard, Known, PairingError, WrongRoomCodeError
from koperta_sync.pairing_room import Limits
from koperta_sync.protocol.pairing import FinishPairing, PairingAnswer, PairingBegun, PairingState, RevealPairing
from koperta_sync.protocol.refusals import Refused, RefusedError
from tests.test_sync.pairing_parties import Machine, Room, request_pem, room_certificates


def poll(room: Room, machine: Machine) -> PairingAnswer:
    """Ask the room how far the attempt is."""
    return room.pairing.finish(FinishPairing(attempt=machine.side.attempt), machine.address, room.now)


def test_two_typed_codes_pair_a_machine() -> None:
    room = Room()
    machine = Machine(room.certificate)
    code = machine.reach_codes(room)
    assert len(code) == 6
    assert poll(room, machine).state is PairingState.WAITING

    room_code = room.approve(code[:3] + " " + code[3:])
    machine.side.type_room_code(f" {room_code} ")
    paired = machine.side.accept(poll(room, machine))

    assert (paired.exam_room, paired.seat_number, paired.room_id) == ("sala 12", 7, "r1")
    assert machine.side.state is Known.PAIRED


def test_codes_are_the_decimal_digits_that_the_document_says() -> None:
    """An independent derivation: long division of the hash, not the module's arithmetic."""
    claim = Claim(b"request", bytes(32), b"certificate")
    digest = hashlib.sha256(
        context("koperta/pairing/1", b"certificate", b"request", bytes(32), b"s" * 32, b"k" * 32)
    ).hexdigest()
    last_twelve = str(int(digest, 16))[-12:]
    short, long = codes(claim, b"s" * 32, b"k" * 32, 6), codes(claim, b"s" * 32, b"k" * 32, 8)
    assert (short.machine, short.room) == (last_twelve[:6], last_twelve[6:10])
    assert (long.machine, long.room) == (last_twelve[:8], last_twelve[8:])
    label = b"koperta/pairing-commit/1"
    parts = [b"k" * 32, b"request", bytes(32), b"certificate"]
    encoded = bytes([len(label)]) + label + b"".join(len(one).to_bytes(4, "big") + one for one in parts)
    assert commitment(claim, b"k" * 32) == hashlib.sha256(encoded).digest()


def test_the_machine_takes_no_certificate_before_a_person_typed_the_rooms_code() -> None:
    room = Room()
    machine = Machine(room.certificate)
    room.approve(machine.reach_codes(room))
    answer = poll(room, machine)
    assert answer.state is PairingState.APPROVED
    with pytest.raises(PairingError, match="has not typed"):
        machine.side.accept(answer)


def test_the_third_wrong_room_code_ends_the_attempt_even_if_the_fourth_is_right() -> None:
    room = Room()
    machine = Machine(room.certificate)
    right = room.approve(machine.reach_codes(room))
    wrong = f"{(int(right) + 1) % 10_000:04d}"
    for left in (2, 1, 0):
        with pytest.raises(WrongRoomCodeError) as caught:
            machine.side.type_room_code(wrong)
        assert caught.value.left == left
    with pytest.raises(PairingError):
        machine.side.type_room_code(right)
    assert machine.side.state is Known.FAILED


def test_a_certificate_for_another_machines_key_is_refused() -> None:
    room = Room()
    machine = Machine(room.certificate)
    machine.side.type_room_code(room.approve(machine.reach_codes(room)))
    other = room.authority.issue_client(request_pem("other"), "seat-7").decode()
    answer = poll(room, machine)
    forged = PairingAnswer(
        state=answer.state, certificate_pem=other, authority_pem=answer.authority_pem, server_name=answer.server_name
    )
    with pytest.raises(PairingError, match="another machine's key"):
        machine.side.accept(forged)


def test_an_authority_that_did_not_issue_the_seen_certificate_is_refused() -> None:
    room = Room()
    machine = Machine(room.certificate)
    machine.side.type_room_code(room.approve(machine.reach_codes(room)))
    foreign, _ = room_certificates("foreign")
    answer = PairingAnswer(
        state=PairingState.APPROVED,
        certificate_pem=foreign.issue_client(request_pem(), "seat-7").decode(),
        authority_pem=foreign.certificate_pem.decode(),
        server_name=poll(room, machine).server_name,
    )
    with pytest.raises(PairingError, match="authority"):
        machine.side.accept(answer)
    assert machine.side.state is Known.FAILED


@pytest.mark.parametrize(("nonce", "digits"), [("00" * 31, 6), ("zz" * 32, 6), ("00" * 32, 4), ("00" * 32, 0)])
def test_a_malformed_answer_to_begin_ends_the_attempt(nonce: str, digits: int) -> None:
    """Above all a room cannot talk the machine down to a shorter code."""
    machine = Machine(room_certificates()[1])
    machine.side.begin()
    with pytest.raises(PairingError):
        machine.side.begun(PairingBegun(attempt="a", room_nonce=nonce, digits=digits))
    assert machine.side.state is Known.FAILED


def test_no_step_of_the_machine_can_be_skipped_or_repeated() -> None:
    room = Room()
    machine = Machine(room.certificate)
    with pytest.raises(PairingError):
        machine.side.revealed()
    with pytest.raises(PairingError):
        machine.side.type_room_code("0000")
    code = machine.reach_codes(room)
    with pytest.raises(PairingError):
        machine.side.begin()
    with pytest.raises(PairingError):
        machine.side.revealed()
    assert room.approve(code)


def test_every_state_of_the_tables_can_be_reached_and_every_end_is_an_end() -> None:
    reached = {Known.NOTHING} | {target for row in TRANSITIONS.values() for target in row.values()}
    assert reached == set(Known) == set(TRANSITIONS)
    assert not TRANSITIONS[Known.PAIRED] and not TRANSITIONS[Known.FAILED]
    ways_to_paired = [known for known, row in TRANSITIONS.items() if Known.PAIRED in row.values()]
    assert ways_to_paired == [Known.ROOM], "nothing but the typed room code leads to a certificate"
    assert all(Heard.FAILURE in row for known, row in TRANSITIONS.items() if row)
    assert set(pairing_room.TRANSITIONS) == set(pairing_room.Stage)


def test_an_attempt_is_granted_once_and_only_with_codes() -> None:
    room = Room()
    machine = Machine(room.certificate)
    attempt = room.pairing.find(machine.reach_codes(room), room.now)
    room.pairing.grant(attempt, room.answer(attempt))
    with pytest.raises(RefusedError) as caught:
        room.pairing.grant(attempt, room.answer(attempt))
    assert caught.value.code is Refused.WRONG_STATE


def test_a_code_that_was_granted_is_not_found_again() -> None:
    room = Room()
    code = Machine(room.certificate).reach_codes(room)
    room.approve(code)
    with pytest.raises(RefusedError) as caught:
        room.approve(code)
    assert caught.value.code is Refused.CODE_UNKNOWN


def test_codes_are_unique_among_the_machines_that_wait() -> None:
    """With constant randomness on both sides two machines would show the same code."""
    room = Room(random=lambda n: room_bytes.pop(0) if n == 16 else bytes(n))
    room_bytes = [b"a" * 16, b"b" * 16]
    Machine(room.certificate, random=bytes).reach_codes(room)
    second = Machine(room.certificate, random=bytes, address="192.168.1.21")
    with pytest.raises(RefusedError) as caught:
        second.reach_codes(room)
    assert caught.value.code is Refused.PAIRING_FAILED
    assert len(list(room.pairing.waiting())) == 1


def test_the_hundred_and_first_attempt_gets_eight_digits() -> None:
    room = Room()
    lengths = [len(Machine(room.certificate, address=f"a{n}").reach_codes(room)) for n in range(102)]
    assert lengths == [6] * 100 + [8] * 2


def test_a_closed_room_lets_nobody_begin_and_nobody_wait_but_keeps_what_was_granted() -> None:
    room = Room()
    granted, waiting = Machine(room.certificate), Machine(room.certificate, address="b")
    room.approve(granted.reach_codes(room))
    code = waiting.reach_codes(room)
    room.pairing.close()
    assert poll(room, granted).state is PairingState.APPROVED
    assert poll(room, waiting).state is PairingState.REFUSED
    for act in (lambda: room.approve(code), lambda: Machine(room.certificate).reach_reveal(room)):
        with pytest.raises(RefusedError) as caught:
            act()
        assert caught.value.code is Refused.PAIRING_CLOSED


def test_a_machine_that_has_gone_frees_its_code() -> None:
    room = Room(limits=Limits(silence_ms=1_000))
    code = Machine(room.certificate).reach_codes(room)
    room.now = 1_001
    with pytest.raises(RefusedError) as caught:
        room.approve(code)
    assert caught.value.code is Refused.CODE_UNKNOWN


def test_asking_keeps_an_attempt_alive() -> None:
    room = Room(limits=Limits(silence_ms=1_000))
    machine = Machine(room.certificate)
    code = machine.reach_codes(room)
    for room.now in range(0, 10_000, 900):
        assert poll(room, machine).state is PairingState.WAITING
    assert room.approve(code)


def test_more_machines_than_can_wait_are_told_to_wait() -> None:
    room = Room(limits=Limits(waiting=2))
    for n in range(2):
        Machine(room.certificate, address=f"a{n}").reach_codes(room)
    with pytest.raises(RefusedError) as caught:
        Machine(room.certificate, address="a3").reach_codes(room)
    assert caught.value.code is Refused.BUSY


def test_another_machine_cannot_go_on_with_an_attempt() -> None:
    room = Room()
    machine = Machine(room.certificate)
    reveal = machine.reach_reveal(room)
    with pytest.raises(RefusedError) as caught:
        room.pairing.reveal(reveal, "192.168.1.99", room.now)
    assert caught.value.code is Refused.PAIRING_FAILED
    with pytest.raises(RefusedError):
        room.pairing.finish(FinishPairing(attempt=reveal.attempt), "192.168.1.99", room.now)
    assert room.pairing.reveal(
        RevealPairing(attempt=reveal.attempt, machine_nonce=reveal.machine_nonce), machine.address, 0
    )
