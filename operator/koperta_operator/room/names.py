"""Give names, cards and forms for ids: what the rules and journals do not hold.

Everything here comes from the board's sealed candidate data and lives in memory only.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable

from koperta_operator.room.forms import SealedForm
from koperta_operator.room.rules.views import FormParts
from koperta_packages.candidates import Candidate, CandidateData
from koperta_sync.protocol.seat import CandidateFacts, SealedFormOffer, SealedPicture


class Names:
    """Look up what belongs to the candidates of one sitting; replaced parts are whole, never half."""

    def __init__(self, room_label: str, data: CandidateData) -> None:
        self._label = room_label
        self._facts: dict[str, CandidateFacts] = {}
        self._cards: dict[str, Candidate] = {}
        self._forms: dict[str, SealedForm] = {}
        self._parts: dict[str, FormParts] = {}
        self.data = data
        self.take_data(data)

    @property
    def room_label(self) -> str:
        """Return the name of the room as people say it."""
        return self._label

    def take_data(self, data: CandidateData) -> None:
        """Use these candidate data from now on."""
        titles = {one.package_id: (one.qualification, one.name) for one in data.sitting.packages}
        self._facts = {one.candidate_id: _facts(one, *titles[one.package_id]) for one in data.candidates}
        self._cards = {one.username: one for one in data.candidates}
        self.data = data

    def take_forms(self, forms: dict[str, SealedForm]) -> None:
        """Use these forms from now on: the outcome of an unlock."""
        self._parts = {candidate_id: _parts(form) for candidate_id, form in forms.items()}
        self._forms = forms

    @property
    def forms(self) -> dict[str, SealedForm]:
        """Return every form, by candidate id; empty before the unlock."""
        return self._forms

    def facts(self, candidate_id: str) -> CandidateFacts | None:
        """Return what a candidate is asked to confirm."""
        return self._facts.get(candidate_id)

    def form(self, candidate_id: str) -> FormParts | None:
        """Return where to fetch the drawn form and its key, once the sitting is unlocked."""
        return self._parts.get(candidate_id)

    def sealed_form(self, candidate_id: str) -> SealedForm | None:
        """Return the form itself, sealed."""
        return self._forms.get(candidate_id)

    def card(self, username: str) -> Candidate | None:
        """Return whose card says this user name."""
        return self._cards.get(username)

    def unlocked_for(self, candidates: Iterable[Candidate]) -> bool:
        """Tell whether everybody who is to sit has a form in this run of the program."""
        return bool(self._forms) and all(one.exempt or one.candidate_id in self._forms for one in candidates)


def secret_fits(candidate: Candidate | None, typed: str) -> bool:
    """Compare a typed card secret in constant time, also when there is no such card."""
    wanted = candidate.secret.replace("-", "") if candidate is not None else "0" * len(typed)
    return hmac.compare_digest(wanted.encode(), typed.encode()) and candidate is not None


def _facts(candidate: Candidate, qualification: str, name: str) -> CandidateFacts:
    return CandidateFacts(
        candidate_id=candidate.candidate_id,
        first_names=candidate.given_names,
        surname=candidate.surname,
        document=candidate.pesel or candidate.document or "",
        qualification=qualification,
        qualification_name=name,
    )


def _parts(form: SealedForm) -> FormParts:
    pictures = tuple(
        SealedPicture(segment_id=one.segment_id, length=one.length, sha256=one.sha256) for one in form.header.segments
    )
    offer = SealedFormOffer(
        package_id=form.package_id,
        attempt=form.attempt,
        length=len(form.sealed),
        sha256=form.sha256,
        pictures=pictures,
    )
    return FormParts(offer, form.key.hex())
