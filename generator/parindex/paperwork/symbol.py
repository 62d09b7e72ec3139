"""The QR code of a paper, as an image with one pixel size for both formats."""

import io

import segno

PIXELS = 4
"""Pixels of one module of the code."""


def qr_png(text: str) -> bytes:
    """A QR code (error correction M) with its quiet zone as a PNG in black and white."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="png", scale=PIXELS)
    return out.getvalue()
