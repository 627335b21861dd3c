"""Turn roster rows into candidates: ids, user names, card secrets, rooms and packages."""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from koperta_crypto import passphrase
from koperta_packages.candidates import Candidate
from koperta_packages.errors import Code, PackageError
from koperta_packages.exam_spec import CentrePart
from koperta_packages.roster_row import RosterRow

_PLAIN = str.maketrans("łŁøØđĐ", "lLoOdD")
_GAP = re.compile(r"[^a-z0-9]+")

RandomBytes = Callable[[int], bytes]


class Enrolment:
    """Give every row of one centre its identity; usernames and ids never repeat."""

    def __init__(
        self,
        centre: CentrePart,
        packages: Mapping[str, str],
        opens_at: datetime,
        *,
        taken: Iterable[Candidate] = (),
        random_bytes: RandomBytes = secrets.token_bytes,
    ) -> None:
        """Prepare for a centre; `packages` maps qualification symbols to package ids.

        `taken` are candidates already issued, whose ids and usernames stay theirs.
        """
        known = tuple(taken)
        self._centre = centre
        self._packages = packages
        self._opens_at = opens_at
        self._random = random_bytes
        self._usernames = {one.username for one in known}
        self._ids = {one.candidate_id for one in known}
        self.problems: list[str] = []

    def concerns(self, row: RosterRow) -> bool:
        """Say whether a row is for this sitting: its day and hour, where given, are those."""
        same_day = row.day is None or row.day == self._opens_at.date()
        local = self._opens_at.time().replace(second=0, microsecond=0)
        return same_day and (row.hour is None or row.hour == local)

    def enrol(self, row: RosterRow) -> Candidate | None:
        """Return the candidate of a row; None with a message in `problems` when it cannot be."""
        package_id = self._packages.get(row.qualification)
        if package_id is None:
            self._problem(row, f"kwalifikacji {row.qualification} nie ma w opisie egzaminu")
        room = self._room(row)
        candidate_id = row.candidate_id or self._next_id()
        if candidate_id in self._ids:
            self._problem(row, f"identyfikator {candidate_id} jest już zajęty")
        if package_id is None or room is None or candidate_id in self._ids:
            return None
        self._ids.add(candidate_id)
        return Candidate(
            candidate_id,
            self._username(row),
            passphrase.generate(self._random, passphrase.CARD_SYMBOLS).replace("-", ""),
            row.surname,
            row.first_names,
            package_id,
            room,
            pesel=row.pesel,
            document=row.document,
            extra_minutes=row.extra_minutes,
            exempt=row.exempt,
        )

    def _room(self, row: RosterRow) -> str | None:
        rooms = self._centre.exam_rooms
        if row.room_name is None and len(rooms) == 1:
            return rooms[0]
        if row.room_name in rooms:
            return row.room_name
        self._problem(row, f"sali „{row.room_name or ''}” nie ma wśród: {', '.join(rooms)}")
        return None

    def _next_id(self) -> str:
        number = len(self._ids) + 1
        while (candidate_id := f"{self._centre.number}-{number:04}") in self._ids:
            number += 1
        return candidate_id

    def _username(self, row: RosterRow) -> str:
        first_name = row.first_names.split()[0] if row.first_names.split() else ""
        stem = username_stem(row.surname, first_name)
        while True:
            mark = passphrase.ALPHABET[self._random(1)[0] & 31]
            mark += passphrase.ALPHABET[self._random(1)[0] & 31]
            username = f"{stem}-{mark.lower()}"
            if username not in self._usernames:
                self._usernames.add(username)
                return username

    def _problem(self, row: RosterRow, message: str) -> None:
        self.problems.append(f"{self._centre.number}, wiersz {row.line}: {message}")

    def require_valid(self) -> None:
        """Raise PackageError ROSTER_INVALID with every message, one a line."""
        if self.problems:
            raise PackageError(Code.ROSTER_INVALID, "\n".join(self.problems))


def username_stem(surname: str, first_name: str) -> str:
    """Return `surname-name` in ASCII lower case, at most 36 characters; `zdajacy` if nothing is left."""
    plain = unicodedata.normalize("NFKD", f"{surname} {first_name}".translate(_PLAIN)).lower()
    kept = "".join(one for one in plain if not unicodedata.combining(one))
    return _GAP.sub("-", kept).strip("-")[:36].strip("-") or "zdajacy"
