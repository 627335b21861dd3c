"""Say which official may do what, as one table (§23, §27(3), §28(3)–(4), §31).

Operators and specialists are not members of the supervision team: they run the system, they decide
nothing about a candidate. Only the room chair permits an exit, the hour out and back may be recorded
by the chair or the operator. The deputy has the exam chair's rights.
"""

from __future__ import annotations

from koperta_sync.protocol import acts, records
from koperta_sync.protocol import console as m
from koperta_sync.protocol import documents as papers
from koperta_sync.protocol.base import Message

EXAM_CHAIR = frozenset({"exam-chair", "deputy-exam-chair"})
ROOM_CHAIR = frozenset({"room-chair"})
OPERATOR = frozenset({"operator"})
CHAIRS = EXAM_CHAIR | ROOM_CHAIR
ALL = CHAIRS | OPERATOR

# What nobody needs to sign in for: looking, and signing in itself.
OPEN: frozenset[type] = frozenset({m.ConsoleHello, m.SignIn, m.SignOut})

RIGHTS: dict[type, frozenset[str]] = {
    m.ListFolder: ALL,
    m.ImportFiles: ALL,
    m.Rehearse: ALL,
    m.CancelJob: ALL,
    m.OpenPairing: OPERATOR | CHAIRS,
    m.ApprovePairing: OPERATOR | CHAIRS,
    m.WriteEnrolment: OPERATOR,
    m.RevokeMachine: OPERATOR | CHAIRS,
    m.AssignSeat: ALL,
    m.DrawSeats: ALL,
    m.WriteCards: OPERATOR | EXAM_CHAIR,
    m.Unlock: OPERATOR | CHAIRS,
    m.StartSitting: CHAIRS,
    m.RoomExit: OPERATOR | CHAIRS,
    m.RoomReturn: OPERATOR | CHAIRS,
    m.ReleaseLease: CHAIRS,
    m.CloseSitting: CHAIRS,
    m.PrepareBundle: ALL,
    m.SignBundle: ALL,
    m.ExportBundle: ALL,
    papers.GiveProtocolDetails: ALL,
    papers.ReadProtocolDetails: ALL,
    papers.WriteDocuments: ALL,
    papers.RecordSending: EXAM_CHAIR,
    m.Promote: OPERATOR | CHAIRS,
    acts.ReportFailure: OPERATOR | CHAIRS,
    acts.ResumeWorkstation: OPERATOR | CHAIRS,
    acts.InterruptForHealth: OPERATOR | CHAIRS,
    acts.EndForHealth: CHAIRS,
    acts.SuspendSitting: EXAM_CHAIR,
    acts.ResumeSitting: EXAM_CHAIR,
    acts.BreakOffSitting: EXAM_CHAIR,
    acts.AnnulAttempt: EXAM_CHAIR,
    acts.CorrectTime: CHAIRS,
    acts.UndoAct: CHAIRS,
    acts.ForeseeUndo: ALL,
    records.NoteIncident: ALL,
    records.RecordDecision: CHAIRS,
    records.Countersign: EXAM_CHAIR,
    records.PersonComes: ALL,
    records.PersonGoes: ALL,
    records.HandDutyOver: CHAIRS,
    m.BackUpRoom: OPERATOR | EXAM_CHAIR,
    m.AdmitStrangers: OPERATOR | CHAIRS,
    m.MirrorTo: OPERATOR | EXAM_CHAIR,
}


# What the exam chair, who is one for many rooms, may decide by phone: the room chair enters it.
BY_PHONE = frozenset({acts.SuspendSitting, acts.ResumeSitting, acts.BreakOffSitting, acts.AnnulAttempt})
# Whose key counts as the second of two.
SECOND_KEY = CHAIRS | frozenset({"team-member"})


def may_make(role: str, message: Message) -> bool:
    """Tell whether an official of this role may make this very request, at the exam chair's word by phone or not."""
    by_phone = isinstance(message, acts.ActRequest) and bool(message.by_phone)
    return may(role, type(message)) or (by_phone and role in ROOM_CHAIR and type(message) in BY_PHONE)


def may(role: str, request: type) -> bool:
    """Tell whether a signed-in official of this role may make this request."""
    return role in RIGHTS.get(request, frozenset())
