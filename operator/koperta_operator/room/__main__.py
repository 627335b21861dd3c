"""Run `koperta room …` as a module, which is how the supervisor starts the room."""

from __future__ import annotations

import sys

from koperta_operator.room.command import main

sys.exit(main(sys.argv[1:]))
