"""Who may sit where: logins, leases, seats by hand and by draw."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from koperta_operator.room.rules import commands as do
from koperta_sync.protocol.refusals import Refused
from koperta_sync.protocol.seat import Phase
from tests.test_operator.desk import Desk, desk_in, logged_in, solving
from tests.test_operator.room_fixture import (
    EXAM_ROOM,
    OPERATOR,
    Workstation,
    candidate_ids,
    form_sha256,
    opened,
    unlocked,
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Return a sitting of five candidates, one of them exempt."""
    with desk_in(tmp_path) as made:
        made.run(opened(5, exempt=("k5",)))
        yield made


def test_the_first_login_records_the_seat_of_a_hand_draw(desk: Desk) -> None:
    view = desk.run(Workstation(7, desk.clock).log_in("k1"))
    assert (view.phase, view.seat_number, desk.candidate("k1").seat_number) == (Phase.CONFIRMING, 7, 7)


def test_login_and_checks_work_before_the_passphrase(desk: Desk) -> None:
    (machine,) = logged_in(desk)
    view = desk.run(machine.confirm())
    assert (view.phase, view.form_key) == (Phase.PREPARED, "")


def test_a_candidate_of_another_room_is_refused(desk: Desk) -> None:
    assert desk.refused(Workstation(1, desk.clock).log_in("k1", exam_room="sala 3")) is Refused.WRONG_EXAM_ROOM


def test_a_candidate_at_another_seat_is_refused(desk: Desk) -> None:
    desk.run(do.AssignSeat(candidate_id="k1", seat_number=4))
    assert desk.refused(Workstation(5, desk.clock).log_in("k1")) is Refused.WRONG_SEAT


def test_a_seat_that_belongs_to_somebody_else_cannot_be_taken(desk: Desk) -> None:
    desk.run(do.AssignSeat(candidate_id="k1", seat_number=4))
    assert desk.refused(Workstation(4, desk.clock).log_in("k2")) is Refused.WRONG_SEAT
    assert desk.refused(do.AssignSeat(candidate_id="k2", seat_number=4)) is Refused.SEAT_TAKEN


def test_an_exempt_candidate_does_not_sit(desk: Desk) -> None:
    assert desk.refused(Workstation(1, desk.clock).log_in("k5")) is Refused.CANDIDATE_EXEMPT


def test_an_unknown_candidate_is_refused(desk: Desk) -> None:
    assert desk.refused(Workstation(1, desk.clock).log_in("k99")) is Refused.UNKNOWN_THING


def test_the_same_workstation_goes_on_in_the_same_epoch(desk: Desk) -> None:
    (machine,) = logged_in(desk)
    before = desk.state.seq
    view = desk.run(machine.log_in("k1"))
    assert (view.epoch, desk.state.seq) == (1, before)


def test_a_restarted_workstation_finds_its_candidate_again(desk: Desk) -> None:
    (machine,) = logged_in(desk)
    desk.sitting.detach(machine.fingerprint)
    view = desk.connect(machine)
    assert view is not None
    assert (view.phase, view.epoch) == (Phase.PREPARED, 1)


def test_a_candidate_cannot_log_in_elsewhere_while_the_seat_is_connected(desk: Desk) -> None:
    logged_in(desk)
    assert desk.refused(Workstation(2, desk.clock).log_in("k1")) is Refused.OTHER_SEAT_ACTIVE


def test_a_dead_workstation_can_be_replaced_at_the_same_seat(desk: Desk) -> None:
    (machine,) = logged_in(desk)
    desk.sitting.detach(machine.fingerprint)
    spare = Workstation(1, desk.clock)
    spare.key = Workstation(77, desk.clock).key
    command = spare.log_in("k1", epoch=2)
    command = do.LogIn(**{**{f: getattr(command, f) for f in command.__struct_fields__}, "workstation": "spare"})
    assert desk.run(command).epoch == 2
    assert [lost[:2] for lost in desk.sitting.changes(everything=True).lost] == [(machine.fingerprint, 1)]


def test_two_candidates_cannot_share_a_workstation(desk: Desk) -> None:
    (machine,) = logged_in(desk)
    assert desk.refused(machine.log_in("k2")) is Refused.WRONG_SEAT


def test_a_workstation_with_an_unfinished_candidate_takes_nobody_else(desk: Desk) -> None:
    (machine,) = logged_in(desk)
    desk.sitting.detach(machine.fingerprint)
    desk.run(do.AssignSeat(candidate_id="k1", seat_number=0))
    assert desk.refused(machine.log_in("k2")) is Refused.WRONG_SEAT


def test_data_that_are_not_the_candidates_own_end_the_lease(desk: Desk) -> None:
    machine = Workstation(1, desk.clock)
    desk.connect(machine)
    desk.run(machine.log_in("k1"))
    view = desk.run(machine.confirm(correct=False))
    assert (view.phase, view.candidate, view.seat_number) == (Phase.WAITING, None, 1)
    assert desk.refused(machine.confirm()) is Refused.NO_CANDIDATE
    assert desk.run(machine.log_in("k1")).epoch == 2


def test_only_the_form_that_was_drawn_counts_as_stored(desk: Desk) -> None:
    (machine,) = logged_in(desk)
    stored = do.StoreForm(candidate_id="k1", workstation=machine.fingerprint, sha256=form_sha256("k1"))
    assert desk.refused(stored) is Refused.WRONG_STATE
    desk.run(unlocked(candidate_ids(4)))
    wrong = do.StoreForm(candidate_id="k1", workstation=machine.fingerprint, sha256=form_sha256("k2"))
    assert desk.refused(wrong) is Refused.WRONG_STATE
    desk.run(stored)
    desk.run(stored)
    assert desk.kinds().count("form-stored") == 1


def test_a_released_candidate_goes_on_at_any_seat(desk: Desk) -> None:
    logged_in(desk)
    desk.run(do.ReleaseLease(actor=OPERATOR, candidate_id="k1"))
    assert desk.run(Workstation(9, desk.clock).log_in("k1")).epoch == 2
    assert desk.candidate("k1").seat_number == 9


def test_nothing_is_released_twice(desk: Desk) -> None:
    logged_in(desk)
    desk.run(do.ReleaseLease(candidate_id="k1"))
    assert desk.refused(do.ReleaseLease(candidate_id="k1")) is Refused.WRONG_STATE


def test_a_finished_candidate_frees_the_workstation_for_the_next(tmp_path: Path) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    with desk_in(folder) as desk:
        (machine,) = solving(desk)
        desk.run(machine.log_in("k1"))
        desk.clock.pass_ms(60 * 60_000)
        desk.tick()
        assert desk.run(machine.log_in("k1")).phase is Phase.EXPIRED  # looks at the end screen again
        assert desk.refused(Workstation(2, desk.clock).log_in("k1")) is Refused.ATTEMPT_OVER
        assert desk.run(machine.log_in("k2")).phase is Phase.CONFIRMING
        assert desk.candidate("k1").workstation == ""
        desk.run(do.ReleaseLease(candidate_id="k2"))
        desk.run(do.LeaveSeat(workstation=machine.fingerprint))


def test_a_draw_seats_everybody_once_and_leaves_hand_seats_alone(desk: Desk) -> None:
    desk.run(do.AssignSeat(candidate_id="k2", seat_number=3))
    desk.run(do.DrawSeats(seats={EXAM_ROOM: (1, 2, 3, 4, 5)}, seed=bytes(32)))
    seats = {c.candidate_id: c.seat_number for c in desk.state.candidates.values()}
    assert seats["k2"] == 3
    assert seats["k5"] == 0
    assert sorted(seats[k] for k in ("k1", "k3", "k4")) == sorted({seats[k] for k in ("k1", "k3", "k4")})
    assert 3 not in {seats[k] for k in ("k1", "k3", "k4")}
    before = desk.state.seq
    desk.run(do.DrawSeats(seats={EXAM_ROOM: (1, 2, 3, 4, 5)}, seed=b"x" * 32))
    assert desk.state.seq == before


def test_a_draw_with_too_few_seats_seats_nobody(desk: Desk) -> None:
    assert desk.refused(do.DrawSeats(seats={EXAM_ROOM: (1, 2, 3)}, seed=bytes(32))) is Refused.WRONG_STATE
    assert desk.refused(do.DrawSeats(seats={}, seed=bytes(32))) is Refused.WRONG_STATE


def test_every_seat_is_as_likely_for_a_candidate(tmp_path: Path) -> None:
    """Chi-square over 2,000 draws with 3 degrees of freedom; 16.3 is exceeded once in a thousand runs."""
    from koperta_operator.room.rules.decide_seats import draw_seats
    from koperta_operator.room.rules.events import SeatsDrawn

    with desk_in(tmp_path) as desk:
        desk.run(opened(4))
        counts: Counter[int] = Counter()
        for number in range(2_000):
            command = do.DrawSeats(seats={EXAM_ROOM: (1, 2, 3, 4)}, seed=number.to_bytes(32, "big"))
            (event,) = draw_seats(desk.state, command, desk.sitting.now).events
            assert isinstance(event, SeatsDrawn)
            counts[event.seats["k1"]] += 1
    assert sum((counts[seat] - 500) ** 2 / 500 for seat in (1, 2, 3, 4)) < 16.3
