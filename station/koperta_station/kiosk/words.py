"""Translate the kiosk's own texts; sources are Polish, catalogs `kiosk.<language>.ts`."""

from __future__ import annotations

from koperta_sync.desktop.translations import Words

words = Words("kiosk")
