"""Mirror the room's journals onto a stick, as they are written, for the day the machine is gone."""
