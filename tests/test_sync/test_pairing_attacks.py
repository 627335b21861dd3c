"""Attacks on pairing: somebody in between with keys of his own, and somebody who guesses."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from koperta_sync.codes import Claim, codes, commitment
from koperta_sync.pairing import PairingError, WrongRoomCodeError
from koperta_sync.pairing_room import Limits
from koperta_sync.protocol.pairing import FinishPairing, PairingBegun, PairingState, RevealPairing
from koperta_sync.protocol.refusals import Refused, RefusedError
from tests.test_sync.pairing_parties import Machine, Room, request_pem, room_certificates


def refused(room: Room, machine: Machine) -> Refused:
    """Return with which code a machine is refused."""
    with pytest.raises(RefusedError) as caught:
        machine.reach_codes(room)
    return caught.value.code


def test_a_relay_with_its_own_keys_makes_both_codes_differ() -> None:
    """The relay plays room towards the machine, with its own certificate, and machine towards the room."""
    room = Room()
    relay_as_room = Room(name="relay")
    victim = Machine(relay_as_room.certificate)
    relay_as_machine = Machine(room.certificate, name="relay")
    shown = victim.reach_codes(relay_as_room)
    held = relay_as_machine.reach_codes(room)
    assert shown != held
    with pytest.raises(RefusedError) as caught:
        room.approve(shown)
    assert caught.value.code is Refused.CODE_UNKNOWN


def test_a_relay_that_passes_everything_on_unchanged_is_still_seen() -> None:
    """Only the TLS certificate is its own; commitment, nonces and request are the victim's."""
    room = Room()
    victim = Machine(room_certificates("relay")[1])
    begun = room.pairing.begin(victim.side.begin(), "192.168.1.66", 0)
    reveal = victim.side.begun(begun)
    with pytest.raises(RefusedError) as caught:
        room.pairing.reveal(reveal, "192.168.1.66", 0)
    assert caught.value.code is Refused.PAIRING_FAILED


def test_even_an_operator_who_approves_the_relay_does_not_make_the_machine_believe_it() -> None:
    """The second code binds the other way: the victim refuses the room code of the relay's attempt."""
    room = Room()
    victim = Machine(room_certificates("relay")[1])
    victim.reach_codes(Room(name="relay"))
    room_code = room.approve(Machine(room.certificate, name="relay").reach_codes(room))
    with pytest.raises(WrongRoomCodeError):
        victim.side.type_room_code(room_code)


def test_ten_thousand_relays_do_not_succeed_once() -> None:
    """Commit and reveal leave a relay one guess of 10^-6 per attempt: 0.01 expected successes in 10,000."""
    chance = random.Random(20261121).randbytes
    agreed = 0
    for _ in range(10_000):
        as_room, room = Room(name="relay", random=chance), Room(random=chance)
        victim = Machine(as_room.certificate, random=chance)
        relay = Machine(room.certificate, name="relay", random=chance)
        agreed += victim.reach_codes(as_room) == relay.reach_codes(room)
    assert agreed == 0


def test_without_the_commitment_the_same_relay_would_find_equal_codes() -> None:
    """The control: whoever may choose the nonce after seeing everything wins, so the order is what protects."""
    _, seen = room_certificates("relay")
    _, real = room_certificates()
    chance = random.Random(7)
    shown = codes(Claim(b"v", bytes(32), seen), chance.randbytes(32), chance.randbytes(32), 6)
    relay, room_nonce = Claim(b"r", bytes(32), real), chance.randbytes(32)
    digits = 3  # three digits instead of six keep the search short; six take 1,000 times as long
    found = any(
        codes(relay, room_nonce, chance.randbytes(32), 6).machine[:digits] == shown.machine[:digits]
        for _ in range(20_000)
    )
    assert found


def test_a_nonce_that_was_not_committed_to_is_refused_and_ends_the_attempt() -> None:
    room = Room()
    machine = Machine(room.certificate)
    reveal = machine.reach_reveal(room)
    other = RevealPairing(attempt=reveal.attempt, machine_nonce="ab" * 32)
    with pytest.raises(RefusedError) as caught:
        room.pairing.reveal(other, machine.address, 0)
    assert caught.value.code is Refused.PAIRING_FAILED
    with pytest.raises(RefusedError):
        room.pairing.reveal(reveal, machine.address, 0)
    finish = FinishPairing(attempt=reveal.attempt)
    assert room.pairing.finish(finish, machine.address, 0).state is PairingState.REFUSED


def test_a_replayed_reveal_ends_an_attempt_that_waits() -> None:
    room = Room()
    machine = Machine(room.certificate)
    reveal = machine.reach_reveal(room)
    code = machine.finish_reveal(room, reveal)
    with pytest.raises(RefusedError) as caught:
        room.pairing.reveal(reveal, machine.address, 0)
    assert caught.value.code is Refused.PAIRING_FAILED
    with pytest.raises(RefusedError):
        room.approve(code)


def test_a_nonce_replayed_from_another_attempt_gives_other_codes() -> None:
    room = Room()
    nonce = b"n" * 32
    first = Machine(room.certificate, random=lambda n: nonce).reach_codes(room)
    second = Machine(room.certificate, random=lambda n: nonce, address="b").reach_codes(room)
    assert first != second, "the room's nonce is fresh"


def test_a_reveal_before_the_rooms_nonce_is_not_possible_for_the_machine() -> None:
    machine = Machine(room_certificates()[1])
    with pytest.raises(PairingError):
        machine.side.begun(PairingBegun(attempt="a", room_nonce="00" * 32, digits=6))


@pytest.mark.parametrize("field", ["request_pem", "answer_key", "room_certificate"])
def test_whatever_is_changed_in_the_claim_changes_commitment_and_codes(field: str) -> None:
    claim = Claim(request_pem(), bytes(32), room_certificates()[1])
    changed = replace(claim, **{field: getattr(claim, field)[:-1] + b"\x01"})
    assert commitment(claim, bytes(32)) != commitment(changed, bytes(32))
    assert codes(claim, bytes(32), bytes(32), 8) != codes(changed, bytes(32), bytes(32), 8)


def test_a_request_changed_on_the_way_is_refused_at_the_reveal() -> None:
    room = Room()
    machine = Machine(room.certificate)
    message = machine.side.begin()
    exchanged = type(message)(
        role=message.role,
        request_pem=request_pem("attacker").decode(),
        answer_key=message.answer_key,
        commitment=message.commitment,
        machine_name=message.machine_name,
    )
    reveal = machine.side.begun(room.pairing.begin(exchanged, machine.address, 0))
    with pytest.raises(RefusedError) as caught:
        room.pairing.reveal(reveal, machine.address, 0)
    assert caught.value.code is Refused.PAIRING_FAILED


def test_attempts_begun_and_never_revealed_stop_the_machine_that_searches_in_silence() -> None:
    """Otherwise a relay begins a million times and reveals only the attempt whose code agrees."""
    room = Room(limits=Limits(reveal_ms=1_000))
    for _ in range(3):
        Machine(room.certificate, address="66").reach_reveal(room)
        room.now += 1_001
    assert refused(room, Machine(room.certificate, address="66")) is Refused.PAIRING_STOPPED
    assert Machine(room.certificate, address="20").reach_codes(room), "others are not concerned yet"


def test_a_search_from_many_addresses_stops_the_opening() -> None:
    room = Room(limits=Limits(reveal_ms=1_000))
    for n in range(10):
        Machine(room.certificate, address=f"10.0.0.{n}").reach_reveal(room)
    room.pairing.tidy(1_001)
    assert room.pairing.stopped and not room.pairing.is_open
    assert refused(room, Machine(room.certificate, address="20")) is Refused.PAIRING_STOPPED


def test_ten_codes_that_nobody_shows_stop_the_opening_and_refuse_who_waits() -> None:
    room = Room()
    machine = Machine(room.certificate)
    code = machine.reach_codes(room)
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    for _ in range(10):
        with pytest.raises(RefusedError):
            room.approve(wrong)
    with pytest.raises(RefusedError) as caught:
        room.approve(code)
    assert caught.value.code is Refused.PAIRING_STOPPED
    finish = FinishPairing(attempt=machine.side.attempt)
    assert room.pairing.finish(finish, machine.address, 0).state is PairingState.REFUSED


def test_the_thousandth_attempt_is_the_last_of_an_opening() -> None:
    room = Room(limits=Limits(waiting=10_000))
    for n in range(1_000):
        Machine(room.certificate, address=f"a{n}").reach_reveal(room)
    assert refused(room, Machine(room.certificate, address="last")) is Refused.PAIRING_STOPPED
    assert room.pairing.stopped


def test_opening_again_forgets_the_failures_and_nothing_else() -> None:
    room = Room(limits=Limits(failures_per_opening=1))
    granted = Machine(room.certificate)
    room.approve(granted.reach_codes(room))
    with pytest.raises(RefusedError):
        room.approve("000000")
    assert room.pairing.stopped
    room.pairing.open()
    assert Machine(room.certificate, address="b").reach_codes(room)
    finish = FinishPairing(attempt=granted.side.attempt)
    assert room.pairing.finish(finish, granted.address, 0).state is PairingState.APPROVED
