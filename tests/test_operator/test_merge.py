"""Merging copies of a journal: the same from every order, the longest sound chain, forks named and nothing dropped."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as some

from koperta_crypto.chain import genesis, link
from koperta_operator.room.journal.store import StoredEvent, event_bytes
from koperta_operator.room.rebuild.merge import Strand, highest_term, merge, sound_rows, term_of

START = genesis("koperta/test/1", b"one")


def chained(bodies: Sequence[tuple[str, bytes]]) -> tuple[StoredEvent, ...]:
    """Return rows of these kinds and bodies, linked."""
    head, rows = START, []
    for seq, (kind, body) in enumerate(bodies, 1):
        row = StoredEvent(seq, 1, seq * 10, seq * 20, "room", kind, body, b"")
        head = link(head, event_bytes(seq, row))
        rows.append(StoredEvent(seq, 1, seq * 10, seq * 20, "room", kind, body, head))
    return tuple(rows)


BODY = some.sampled_from([b"{}", b'{"a":1}', b'{"a":2}', b'{"b":1}'])
EVENTS = some.lists(
    some.one_of(
        some.tuples(some.just("heartbeat"), BODY),
        some.tuples(some.just("term-began"), some.sampled_from([b'{"term":2}', b'{"term":3}', b"[]"])),
    ),
    max_size=12,
)


@given(some.lists(EVENTS, min_size=1, max_size=6), some.randoms())
def test_the_order_of_the_copies_does_not_matter(copies: list[list[tuple[str, bytes]]], random: object) -> None:
    strands = [Strand(f"{number:064x}", "room", chained(one)) for number, one in enumerate(copies)]
    wanted = merge(strands)
    mixed = list(strands)
    random.shuffle(mixed)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    assert merge(mixed) == wanted
    assert merge([*mixed, *mixed]) == wanted


@given(some.lists(EVENTS, min_size=1, max_size=6))
def test_every_row_of_every_copy_is_in_the_chain_or_in_a_fork(copies: list[list[tuple[str, bytes]]]) -> None:
    strands = [Strand(f"{number:064x}", "room", chained(one)) for number, one in enumerate(copies)]
    merged = merge(strands)
    kept = {row.head for row in merged.rows} | {row.head for fork in merged.forks for row in fork.rows}
    assert kept >= {row.head for one in strands for row in one.rows}
    for fork in merged.forks:
        assert fork.rows[0].seq == fork.shared + 1
        assert fork.rows[0].head not in {row.head for row in merged.rows}


def test_a_higher_term_counts_for_more_than_a_longer_chain() -> None:
    old = chained([("heartbeat", b"{}")] * 9)
    new = chained([("heartbeat", b"{}"), ("term-began", b'{"term":2}')])
    merged = merge([Strand("a" * 64, "room", old), Strand("b" * 64, "room", new)])
    assert merged.rows == new
    assert [len(fork.rows) for fork in merged.forks] == [8]


@given(EVENTS, some.integers(0, 11))
def test_rows_behind_a_changed_one_are_not_used(bodies: list[tuple[str, bytes]], at: int) -> None:
    rows = list(chained(bodies))
    if at >= len(rows):
        return
    broken = StoredEvent(at + 1, 1, 0, 0, "somebody", rows[at].kind, rows[at].body, rows[at].head)
    sound, why = sound_rows([*rows[:at], broken, *rows[at + 1 :]], START)
    assert (sound, bool(why)) == (tuple(rows[:at]), True)
    sound, why = sound_rows([*rows[:at], *rows[at + 1 :]], START)
    assert len(sound) == at
    assert bool(why) == (at < len(rows) - 1)


def test_a_superseded_copy_knows_of_the_higher_term_and_does_not_count_by_it() -> None:
    rows = chained([("heartbeat", b"{}"), ("superseded", b'{"term":4}')])
    assert (term_of(rows), highest_term(rows)) == (1, 4)
