"""Fixtures every component's tests share."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before Qt is imported anywhere: without a display it aborts
