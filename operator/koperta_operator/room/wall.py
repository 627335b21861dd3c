"""Keep the wall: one tile for every paired workstation, with or without a candidate.

Tiles of candidates come from the sittings; this adds the seats where nobody sits and remembers what was
sent, so that consoles get only what changed.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from koperta_operator.room.rules.room_state import Machine
from koperta_sync.protocol.console import WallChanged
from koperta_sync.protocol.room_view import Attention, Tile
from koperta_sync.protocol.seat import KeptFiles, Phase

Place = tuple[str, int]


@dataclass(slots=True, repr=False)  # names of people stay out of logs
class Wall:
    """Hold the tiles by exam room and seat number, and which of them changed."""

    tiles: dict[Place, Tile] = field(default_factory=dict)
    _changed: set[Place] = field(default_factory=set)
    _gone: set[Place] = field(default_factory=set)

    def show(self, tile: Tile) -> None:
        """Take a tile of a sitting."""
        place = (tile.exam_room, tile.seat_number)
        if self.tiles.get(place) != tile:
            self.tiles[place] = tile
            self._changed.add(place)
            self._gone.discard(place)

    def empty(
        self, machine: Machine, *, connected: bool, software: str = "", platform: str = "", kept: str = ""
    ) -> None:
        """Show a workstation where nobody sits."""
        self.show(
            Tile(
                seat_number=machine.seat_number,
                exam_room=machine.exam_room,
                connected=connected,
                phase=Phase.WAITING,
                software=software,
                platform=platform,
                attention=(Attention.KEEPS_NO_FILES,) if kept == KeptFiles.NO else (),
            )
        )

    def remove(self, machine: Machine) -> None:
        """Take the tile of a machine that was cut off from the wall."""
        place = (machine.exam_room, machine.seat_number)
        if self.tiles.pop(place, None) is not None:
            self._changed.discard(place)
            self._gone.add(place)

    def take_changes(self) -> WallChanged | None:
        """Return what changed since the last call, in seat order; None when nothing did."""
        if not self._changed and not self._gone:
            return None
        changes = WallChanged(
            tiles=tuple(self.tiles[place] for place in sorted(self._changed)), gone=tuple(sorted(self._gone))
        )
        self._changed.clear()
        self._gone.clear()
        return changes
