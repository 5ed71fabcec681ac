"""Photos and documents of the tests: with what a telephone writes into them, broken, and such as claim to be others."""

import io
import struct
import zlib

from PIL import Image
from PIL.PngImagePlugin import PngInfo

SECRETS = (b"GPSSecret", b"CameraMaker", b"hidden comment", b"after the end", b"Ann's desk")
"""What stands in the photos and may not stand in what is kept of them."""

PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"


def _tagged(picture: Image.Image) -> Image.Exif:
    exif = picture.getexif()
    exif[0x010F] = "CameraMaker"
    # Held on its side: turned a quarter clockwise to be seen upright.
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[29] = "GPSSecret"
    return exif


def jpeg() -> bytes:
    """Return a photo 80 wide and 60 high, held on its side: red above, blue below, with place, camera and a comment."""
    picture = Image.new("RGB", (80, 60), "red")
    picture.paste("blue", (0, 30, 80, 60))
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=_tagged(picture), comment=b"hidden comment", quality=95)
    return out.getvalue() + b"after the end"


def png() -> bytes:
    """Return a drawing with a text, a place and a transparent ground."""
    picture, told, out = Image.new("RGBA", (40, 30), (0, 128, 0, 0)), PngInfo(), io.BytesIO()
    told.add_text("Comment", "Ann's desk")
    picture.save(out, "PNG", pnginfo=told, exif=_tagged(picture))
    return out.getvalue() + b"after the end"


def bomb() -> bytes:
    """Return a few bytes that claim to be a picture of ten thousand million pixels."""
    head = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 100)), (b"IEND", b"")]
    packed = [
        struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        for name, content in chunks
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)
