"""Printable documents as PDF."""
