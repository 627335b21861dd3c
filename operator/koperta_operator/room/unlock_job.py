"""Unlock a sitting: passphrase and room key, texts into memory, score checks, every form drawn.

Runs in a job's thread. Nothing of the tasks touches the disk; until the last step is durable the
sitting is as locked as before.
"""

from __future__ import annotations

from collections.abc import Sequence

from koperta_operator.room.forms import OpenedPackage, SealedForm, draw_forms, open_package
from koperta_operator.room.jobs import Job
from koperta_operator.room.library import Library
from koperta_operator.room.open_sitting import OpenSitting
from koperta_operator.room.rules import commands as do
from koperta_operator.room.rules import events as ev
from koperta_packages.errors import Code, PackageError
from koperta_packages.grant import journal_key
from koperta_packages.package import PackageFile
from koperta_packages.unlocking import Unlocked, check_typed, rehearse, unlock


def rehearse_sitting(sitting: OpenSitting, library: Library, actor: str, job: Job) -> None:
    """Open the canary of every package with the public phrase and this room's key."""
    grant = library.grants[sitting.sitting_id]
    packages = library.packages_of(sitting.sitting_id)
    for package in packages:
        job.begin(f"Próbne otwarcie: {package.manifest.exam.qualification}")
        rehearse(grant, package, library.identity)
        job.settle("klucz sali i zapis pakietu są dobre; brakuje tylko hasła")
    ids = tuple(package.package_id for package in packages)
    sitting.from_thread(do.RecordRehearsal(actor=actor, package_ids=ids))


def unlock_sitting(
    sitting: OpenSitting, library: Library, passphrase: str, actor: str, job: Job, *, early_reason: str = ""
) -> None:
    """Unlock with the passphrase; PackageError with the code that tells a slip from a wrong one."""
    grant = library.grants[sitting.sitting_id]
    packages = library.packages_of(sitting.sitting_id)
    _refuse_recalled(packages, library)
    job.begin("Pisownia hasła")
    check_typed(passphrase)
    job.settle("znaki kontrolne się zgadzają")
    job.begin("Hasło i klucz sali")
    unlocked = unlock(passphrase, grant, packages, library.identity, job.progress)
    job.settle(f"hasło {grant.passphrase_id}")
    take_unlocked(sitting, library, unlocked, actor, job, early_reason=early_reason)


def take_unlocked(
    sitting: OpenSitting, library: Library, unlocked: Unlocked, actor: str, job: Job, *, early_reason: str = ""
) -> None:
    """Open and draw with keys that are here already; refused when the forms are not those the journal names."""
    grant = library.grants[sitting.sitting_id]
    packages = library.packages_of(sitting.sitting_id)
    opened = _open(packages, unlocked, job)
    forms = _draw(sitting, opened, job)
    job.begin("Zapis w dzienniku")
    reason = sitting.sealed(early_reason)
    command = _record(opened, forms, grant.passphrase_id, actor, early=bool(early_reason), sealed_reason=reason)
    # Before the commit, because the views that follow it show the forms; taken back when it is refused.
    before = sitting.opened, sitting.journal_key, sitting.names.forms, sitting.unlocked_keys
    sitting.opened, sitting.journal_key = opened, journal_key(unlocked.centre_secret)
    sitting.unlocked_keys = unlocked
    sitting.names.take_forms(forms)
    try:
        sitting.from_thread(command)
    except BaseException:
        sitting.opened, sitting.journal_key, forms_before, sitting.unlocked_keys = before
        sitting.names.take_forms(forms_before)
        raise
    job.settle(f"{len(forms)} zestawów")


def draw_again(sitting: OpenSitting, library: Library, actor: str) -> None:
    """Draw forms for candidates whom an amendment brought into an unlocked sitting; runs in a thread.

    Forms that are there stay as they are: drawing is the same every time. Does nothing while the sitting is locked,
    or when an amendment brought a package that only the passphrase opens.
    """
    opened, mine = sitting.opened, sitting.mine(sitting.names.data)
    if not opened or any(one.package_id not in opened for one in mine if not one.exempt):
        return
    forms = draw_forms(opened, mine, lambda _done, _total: None)
    before = sitting.names.forms
    sitting.names.take_forms(forms)
    try:
        grant = library.grants[sitting.sitting_id]
        sitting.from_thread(_record(opened, forms, grant.passphrase_id, actor))
    except BaseException:
        sitting.names.take_forms(before)
        raise


def _record(
    opened: dict[str, OpenedPackage],
    forms: dict[str, SealedForm],
    passphrase_id: str,
    actor: str,
    *,
    early: bool = False,
    sealed_reason: str = "",
) -> do.RecordUnlock:
    return do.RecordUnlock(
        actor=actor,
        unlocked=ev.Unlocked(
            package_ids=tuple(opened), passphrase_id=passphrase_id, early=early, sealed_reason=sealed_reason
        ),
        forms=tuple(_drawn_event(one, forms) for one in opened.values()),
        checks=tuple(_checks_event(one) for one in opened.values() if one.key is not None),
    )


def _refuse_recalled(packages: Sequence[PackageFile], library: Library) -> None:
    """Refuse a package that the board recalled after it was imported."""
    recalled = library.trust.revoked.packages if library.trust is not None else ()
    for package in packages:
        if package.package_id in recalled:
            raise PackageError(Code.PKG_RECALLED, package.package_id)


def _open(packages: Sequence[PackageFile], unlocked: Unlocked, job: Job) -> dict[str, OpenedPackage]:
    opened: dict[str, OpenedPackage] = {}
    for package in packages:
        job.begin(f"Zadania: {package.manifest.exam.qualification}")
        found = open_package(package, unlocked)
        opened[package.package_id] = found
        job.settle(f"{len(found.pool.items)} zadań w pamięci")
        job.begin(f"Sprawdziany liczenia: {package.manifest.exam.qualification}")
        if found.key is None:
            job.settle("pakiet nie pokazuje wstępnej liczby odpowiedzi")
        elif found.failed_checks:
            job.settle("wstępna liczba odpowiedzi nie będzie pokazywana", "warning")
        else:
            job.settle(f"{len(found.key.checks)} sprawdzianów")
    return opened


def _draw(sitting: OpenSitting, opened: dict[str, OpenedPackage], job: Job) -> dict[str, SealedForm]:
    job.begin("Losowanie zestawów")
    data = sitting.names.data
    forms = draw_forms(opened, sitting.mine(data), job.progress)
    job.settle(f"{len(forms)} zdających")
    return forms


def _drawn_event(opened: OpenedPackage, forms: dict[str, SealedForm]) -> ev.FormsDrawn:
    """Record tasks and options by id only: enough to take answers before the next unlock."""
    mine = {key: form for key, form in forms.items() if form.package_id == opened.package.package_id}
    drawn = {item.item_id for form in mine.values() for item in form.drawn.items}
    return ev.FormsDrawn(
        package_id=opened.package.package_id,
        options={item: tuple(one.id for one in opened.items[item].options) for item in sorted(drawn)},
        forms=tuple(
            ev.FormLine(
                candidate_id=candidate_id,
                attempt=form.attempt,
                sha256=form.sha256,
                items=tuple(item.item_id for item in form.drawn.items),
            )
            for candidate_id, form in sorted(mine.items())
        ),
    )


def _checks_event(opened: OpenedPackage) -> ev.ScoreChecksRun:
    revision = opened.key.key.revision if opened.key else 0
    return ev.ScoreChecksRun(package_id=opened.package.package_id, key_revision=revision, failures=opened.failed_checks)
