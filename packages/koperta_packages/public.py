"""Offer what a workstation may know of a package: the opened form, its pictures, clean markup.

The kiosk imports from here alone. Drawing, scoring and keys are not within its reach.
"""

from __future__ import annotations

from .errors import GUIDANCE, Code, Guidance, PackageError
from .form import (
    FormContent,
    FormHeader,
    FormItem,
    FormOption,
    FormPicture,
    FormSegment,
    open_form,
    open_picture,
)
from .markup import clean_html, pictures_in, plain_text

__all__ = [
    "GUIDANCE",
    "Code",
    "FormContent",
    "FormHeader",
    "FormItem",
    "FormOption",
    "FormPicture",
    "FormSegment",
    "Guidance",
    "PackageError",
    "clean_html",
    "open_form",
    "open_picture",
    "pictures_in",
    "plain_text",
]
