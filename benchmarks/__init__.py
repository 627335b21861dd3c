"""Measure the product against bare references, as ratios within one run."""
