"""Name the version of the whole product once, where every component can reach it."""

from __future__ import annotations

VERSION = "0.1.0"
