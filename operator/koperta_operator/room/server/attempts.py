"""Slow down guessing of cards without ever locking a candidate out.

A card's secret has 50 random bits, so a small number of tries per workstation is safety enough. The
count is per workstation and not per user name: nobody can lock somebody else out.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from koperta_crypto.errors import PassphraseSlipError
from koperta_crypto.passphrase import CARD_SYMBOLS, check
from koperta_sync.protocol.refusals import Refused, RefusedError

MAX_FAILURES = 5
PAUSE_MS = 30_000


@dataclass(slots=True)
class LoginAttempts:
    """Count failed logins in a row per workstation."""

    _failures: dict[str, int] = field(default_factory=dict)
    _until: dict[str, int] = field(default_factory=dict)

    def check(self, fingerprint: str, now_ms: int) -> None:
        """Raise LOGIN_TOO_MANY while a workstation has to wait; `seconds` says how long."""
        left = self._until.get(fingerprint, 0) - now_ms
        if left > 0:
            raise RefusedError(Refused.LOGIN_TOO_MANY, seconds=(left + 999) // 1000)

    def failed(self, fingerprint: str, now_ms: int) -> None:
        """Count a failure; every fifth in a row asks for a pause of half a minute."""
        count = self._failures.get(fingerprint, 0) + 1
        self._failures[fingerprint] = count
        if count % MAX_FAILURES == 0:
            self._until[fingerprint] = now_ms + PAUSE_MS

    def succeeded(self, fingerprint: str) -> None:
        """Forget a workstation's failures."""
        self._failures.pop(fingerprint, None)
        self._until.pop(fingerprint, None)


def checked_secret(typed: str) -> str:
    """Tell a typing error from a wrong card before anything is compared; raises LOGIN_TYPO."""
    try:
        return check(typed, CARD_SYMBOLS)
    except PassphraseSlipError as error:
        facts = {"group": error.group} if error.group else {}
        raise RefusedError(Refused.LOGIN_TYPO, str(error), **facts) from error
