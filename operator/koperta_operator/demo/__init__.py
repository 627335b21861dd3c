"""A whole exam day on one machine, every part real."""
