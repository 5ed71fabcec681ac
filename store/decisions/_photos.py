"""Photos and documents taken as evidence: told by content; photos without where and with what they were taken.

A photo is drawn anew: its pixels stay, everything else goes (EXIF with the place and the camera, comments, previews,
what was hidden behind its end). A document is kept as it is.
"""

import io
import warnings

from PIL import Image, ImageOps

from geo.errors import MaillageError
from geo.texts import N_

MOST_BYTES = 10_000_000
"""Largest file taken."""

MOST_PIXELS = 50_000_000
"""Largest photo that is opened: a few kilobytes may claim to be a picture that fills the memory."""

LONGEST_SIDE = 3000
"""Pixels of the longer side of what is kept of a photo; enough to read a poster in it."""

_JPEG, _PNG, _PDF = "jpg", "png", "pdf"

ENDINGS = (_JPEG, _PNG, _PDF)
"""What a kept file can end with: its kind, as its content says."""

_QUALITY = 90

_BROKEN = (OSError, SyntaxError, ValueError, EOFError, OverflowError, MemoryError)
"""What the reader of pictures raises for one that is broken, or is none."""


def taken(name: str, content: bytes) -> tuple[str, bytes]:
    """Return the ending of a file by its content, and the bytes that are kept of it.

    Parameters
    ----------
    name
        What it was called, for the error alone.
    content
        Its bytes.

    Raises
    ------
    MaillageError
        When it is empty, too large, neither a JPEG, a PNG nor a PDF, or broken; with what to do.
    """
    if not content:
        raise MaillageError(N_("{file}: it is empty. Choose another file."), file=name)
    if len(content) > MOST_BYTES:
        text = N_("{file}: it has {found} MB; up to {limit} MB are taken. Make the picture or the document smaller.")
        raise MaillageError(text, file=name, found=-(-len(content) // 1_000_000), limit=MOST_BYTES // 1_000_000)
    if content.startswith(b"%PDF-"):
        if b"%%EOF" not in content[-2048:]:
            text = N_("{file}: the document is cut off. Save it again, then choose it again.")
            raise MaillageError(text, file=name)
        return _PDF, content
    if content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        return _redrawn(name, content)
    text = N_("{file}: by its content it is no JPEG, PNG or PDF. Save it as one of these.")
    raise MaillageError(text, file=name)


def preview(content: bytes, longest_side: int) -> bytes:
    """Return a small JPEG of a kept photo, for the page."""
    with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as opened:
        opened.draft("RGB", (2 * longest_side, 2 * longest_side))
        small = opened.convert("RGB")
    small.thumbnail((longest_side, longest_side))
    return _written(small, "JPEG")


def _redrawn(name: str, content: bytes) -> tuple[str, bytes]:
    try:
        with warnings.catch_warnings():
            # Its size is looked at below, before anything is unpacked.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            # Of a JPEG that holds several pictures, as telephones write them, the first is kept.
            opened = Image.open(io.BytesIO(content), formats=("JPEG", "PNG"))
        with opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise _too_many_pixels(name)
            kind = "PNG" if opened.format == "PNG" else "JPEG"
            # Turned as it was held, since what says so goes with the rest.
            upright = ImageOps.exif_transpose(opened)
            upright.load()
            pixels = upright.convert(_mode(upright, kind))
    except Image.DecompressionBombError as error:
        raise _too_many_pixels(name) from error
    except _BROKEN as error:
        text = N_("{file}: the picture is broken ({problem}). Save it again, then choose it again.")
        raise MaillageError(text, file=name, problem=" ".join(str(error).split())[:200] or "?") from error
    pixels.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return (_PNG if kind == "PNG" else _JPEG), _written(pixels, kind)


def _too_many_pixels(name: str) -> MaillageError:
    text = N_("{file}: the picture is too large; millions of pixels at most: {limit}. Make it smaller.")
    return MaillageError(text, file=name, limit=MOST_PIXELS // 1_000_000)


def _mode(picture: Image.Image, kind: str) -> str:
    grey = picture.mode in ("1", "L", "LA", "I", "I;16", "F")
    if kind == "JPEG":
        return "L" if grey else "RGB"
    clear = picture.mode in ("LA", "RGBA", "PA") or "transparency" in picture.info
    return "RGBA" if clear else "L" if grey else "RGB"


def _written(pixels: Image.Image, kind: str) -> bytes:
    pixels.info = {}
    out = io.BytesIO()
    if kind == "JPEG":
        pixels.save(out, "JPEG", quality=_QUALITY, optimize=True)
    else:
        pixels.save(out, "PNG", optimize=False)
    return out.getvalue()
