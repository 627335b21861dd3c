"""List the codes of failures, causes, incidents and channels; the words for them are the windows' to choose."""

from __future__ import annotations

FAILURES = ("screen", "keyboard", "mouse", "frozen", "power", "network", "other")
SUSPENSIONS = ("threat", "fire", "power", "network", "other")
ANNULMENTS = ("non-independent-work", "device", "disturbance")  # art. 44zzzp; protocol field §33(1)(7)
CHANNELS = ("phone", "e-mail", "fax", "in-person", "other")
INCIDENTS = ("copying", "talking", "phone", "illness", "power", "intruder", "noise", "document", "other")
PRESENT_AS = ("room-chair", "team-member", "operator", "observer", "specialist", "representative", "medic", "other")
DUTIES = ("exam-chair", "room-chair", "team-member", "operator")
