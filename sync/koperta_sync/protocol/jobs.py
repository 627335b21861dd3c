"""Say how long work of the room goes on and ends, as a console sees it."""

from __future__ import annotations

from koperta_sync.protocol.base import Message, Value


class CancelJob(Message, frozen=True, kw_only=True):
    """Stop a job; answered by `ok`. What was there before stays."""

    job: int


class JobStarted(Message, frozen=True, kw_only=True):
    """Say that something long has begun; its progress comes as pushes."""

    job: int


class BundlePrepared(Message, frozen=True, kw_only=True):
    """Give the bytes that officials sign, in hex, and what they say in short; who has signed already, by name."""

    sitting_id: str
    to_sign: str
    candidates: int
    answers: int
    export_number: int
    signers: tuple[str, ...] = ()


class Check(Value, frozen=True, kw_only=True):
    """Hold one check of a job: what was looked at, and how it ended."""

    name: str  # Polish
    state: str  # running | ok | warning | failed
    looked_at: str = ""
    code: str = ""
    sentence: str = ""
    next_step: str = ""


class JobProgress(Message, frozen=True, kw_only=True):
    """Push how far a job is; `finished` comes exactly once."""

    job: int
    kind: str  # import | rehearse | unlock | prepare-bundle | export | documents
    sitting_id: str = ""
    done: int = 0
    total: int = 0
    checks: tuple[Check, ...] = ()
    finished: bool = False
    failed: bool = False
    prepared: BundlePrepared | None = None
    paths: tuple[str, ...] = ()
