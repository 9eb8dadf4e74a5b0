"""How long the letter of a petition takes as PDF and as DOCX, and whether memory stays flat over two hundred of them.

A process of its own sets them, as a worker does, so that its memory is that of the letters alone.
"""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from bench.goals import Part, Verdict
from config import ROOT

if TYPE_CHECKING:
    from caseapp.petitions.letters.document import Document

LETTERS = 200
SAMPLES = 20
MOST_MS = 150.0
MOST_SECONDS = 30.0
MOST_GROWTH_MIB = 15.0
# By then every typeface has been read and every part of the template kept.
SETTLED = 40


def measure() -> dict[str, float]:
    """Set the letters in a new process and return what it measured."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.letters"], cwd=ROOT, capture_output=True, text=True, check=True, timeout=600
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def verdicts() -> list[Verdict]:
    """Judge the letters; they need no database."""
    found = measure()
    parts = [
        Part(found["two_pages_ms"], "{:.0f} ms", MOST_MS),
        Part(found["many_s"], f"{LETTERS} in {{:.1f}} s", MOST_SECONDS),
        Part(found["growth_mib"], f"{{:+.1f}} MiB from letter {SETTLED} to {LETTERS}", MOST_GROWTH_MIB),
    ]
    said = ", ".join(part.text for part in parts)
    said += f" ({found['memory_mib']:.0f} MiB; DOCX {found['docx_ms']:.0f} ms; first PDF {found['first_ms']:.0f} ms)"
    goal = f"letter PDF: two pages ≤ 150 ms, {LETTERS} letters ≤ 30 s, memory flat"
    return [Verdict("letters", goal, said, all(part.holds for part in parts))]


def _main() -> None:
    """Print what was measured in this process as JSON."""
    from caseapp.petitions.letters.docx import render_docx
    from caseapp.petitions.letters.pdf import render_pdf

    first = _timed(render_pdf, _letter(0))
    two_pages = statistics.median(_timed(render_pdf, _letter(one)) for one in range(SAMPLES))
    begun = time.perf_counter()
    settled = 0.0
    for number in range(LETTERS):
        render_pdf(_letter(number))
        if number == SETTLED:
            settled = _memory_mib()
    many = time.perf_counter() - begun
    memory = _memory_mib()
    docx = statistics.median(_timed(render_docx, _letter(one)) for one in range(SAMPLES))
    measured = {
        "first_ms": first,
        "two_pages_ms": two_pages,
        "many_s": many,
        "growth_mib": memory - settled,
        "memory_mib": memory,
        "docx_ms": docx,
    }
    sys.stdout.write(json.dumps(measured))


def _timed(render: Callable[["Document"], bytes], letter: "Document") -> float:
    begun = time.perf_counter()
    render(letter)
    return (time.perf_counter() - begun) * 1000


def _memory_mib() -> float:
    lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


def _letter(number: int) -> "Document":
    """Make a letter of two pages, each with words and a photograph of its own, in four languages by turns."""
    from PIL import Image

    from caseapp.appeals.vocabulary import TextLanguage
    from caseapp.petitions.letters.blocks import field, heading, numbered, paragraph
    from caseapp.petitions.letters.document import Document
    from caseapp.petitions.letters.photos import Photo

    words = {
        TextLanguage.RU: "Прошу сообщить, где находится мой брат и кто его удерживает. ",
        TextLanguage.KK: "Інімнің қайда екенін және оны кім ұстап отырғанын хабарлауыңызды сұраймын. ",
        TextLanguage.EN: "I ask you to tell me where my brother is and who holds him. ",
        TextLanguage.ZH: "请告知我弟弟现在何处，由何机关羁押。",
    }
    language = list(words)[number % len(words)]
    sentence = words[language] * (3 if language is TextLanguage.ZH else 1)
    said = [f"{one}. {number}: {sentence * 5}" for one in range(8)]
    picture = BytesIO()
    Image.linear_gradient("L").resize((530, 700)).rotate(number).convert("RGB").save(picture, "JPEG", quality=85)
    return Document(
        language=language,
        letterhead=("Voice of the Heart", "Almaty"),
        addressee=("To whom it concerns",),
        place_and_date="Almaty",
        reference=f"{number} / ALM-2026-{number:05d}",
        subject=f"{number}",
        blocks=(
            heading("1"),
            *(field(f"{one}", f"{number} {sentence}") for one in range(8)),
            *(paragraph(one) for one in said),
            *numbered([sentence, sentence, sentence]),
        ),
        signature=("A.",),
        annexes=("1", "2"),
        photos=(Photo(f"{number}", picture.getvalue()),),
        dated_on=date(2026, 3, 3),
    )


if __name__ == "__main__":
    _main()
