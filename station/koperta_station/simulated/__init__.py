"""Simulated candidates: the kiosk's client code without a window."""
