"""Opening pictures carefully: only formats we take, none that unpacks to too much, nothing but the picture."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import BinaryIO

from PIL import Image, ImageOps

from caseapp.evidence.rules import TOO_MANY_PIXELS, UNREADABLE, FileRefused, ensure_pixels

FORMATS = ("JPEG", "PNG", "WEBP")
LONGEST_SIDE = 1200
QUALITY = 85


def check(source: BinaryIO) -> None:
    """Refuse a picture that is damaged or unpacks to too much; only its head is unpacked before its size is known."""
    with _opened(source) as picture:
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        picture.load()


def copy_without_metadata(source: BinaryIO, longest_side: int = LONGEST_SIDE) -> bytes:
    """Draw the picture again as JPEG, at most so many points long: no place, no device, no hidden remainder."""
    with _opened(source) as picture:
        picture.draft("RGB", (longest_side, longest_side))
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail((longest_side, longest_side))
        has_holes = "A" in upright.getbands() or "transparency" in upright.info
        ground = Image.new("RGB", upright.size, "white")
        if has_holes:
            layer = upright.convert("RGBA")
            ground.paste(layer, mask=layer.getchannel("A"))
        else:
            ground.paste(upright.convert("RGB"))
        out = BytesIO()
        ground.save(out, "JPEG", quality=QUALITY, optimize=True)
        return out.getvalue()


@contextmanager
def _opened(source: BinaryIO) -> Iterator[Image.Image]:
    """Open a picture with every doubt as an error."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(source, formats=FORMATS) as picture:
                ensure_pixels(*picture.size)
                yield picture
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise FileRefused(TOO_MANY_PIXELS) from None
    except FileRefused:
        raise
    except (OSError, SyntaxError, ValueError, EOFError, KeyError, IndexError, TypeError, ArithmeticError) as damage:
        # Pillow's decoders fail in many ways on a damaged file; all of them mean the same to the reader.
        raise FileRefused(UNREADABLE) from damage
