"""The catalogues of the pages: gathering sentences, keeping them in step, compiling; run by ``script/translate``."""

import subprocess
import sys
import tempfile
from pathlib import Path

import polib

from tests import tote_jazu

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "caseapp" / "translations"
SOURCE = "en"
BY_RULE = "kk_Arab"
COMPLETE = ("en", "kk", "kk_Arab", "ru", "zh")
KEYWORDS = ("_l", "lazy_gettext", "_n:1,2", "pgettext:1c,2")


def gathered() -> polib.POFile:
    """Return every sentence that the code and the templates ask to be translated."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "messages.pot"
        command = [sys.executable, "-m", "babel.messages.frontend", "-q", "extract", "-F", "pyproject.toml"]
        command += [f"-k{keyword}" for keyword in KEYWORDS]
        command += ["--no-location", "--sort-output", "--omit-header", "-o", str(target), "."]
        subprocess.run(command, cwd=ROOT, check=True)
        return polib.pofile(str(target), encoding="utf-8")


def path(language: str, ending: str = "po") -> Path:
    """Return where a language's catalogue is."""
    return FOLDER / language / "LC_MESSAGES" / f"messages.{ending}"


def languages() -> list[str]:
    """List the languages that have a catalogue."""
    return sorted({folder.parent.parent.name for folder in FOLDER.glob("*/LC_MESSAGES/messages.po")} | set(COMPLETE))


PLURALS = {
    "en": "nplurals=2; plural=(n != 1);",
    "kk": "nplurals=2; plural=(n != 1);",
    "kk_Arab": "nplurals=2; plural=(n != 1);",
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
    "zh": "nplurals=1; plural=0;",
}


def _empty(language: str) -> polib.POFile:
    catalogue = polib.POFile(wrapwidth=120)
    catalogue.metadata = {
        "Project-Id-Version": "Jaqyn",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS[language],
    }
    return catalogue


def in_step(language: str, sentences: polib.POFile) -> polib.POFile:
    """Return a language's catalogue with exactly the sentences there are, keeping what is translated."""
    known = {}
    read = path("kk" if language == BY_RULE else language)
    if read.exists():
        known = {(entry.msgctxt, entry.msgid, entry.msgid_plural): entry for entry in polib.pofile(str(read))}
    catalogue = _empty(language)
    for sentence in sentences:
        old = known.get((sentence.msgctxt, sentence.msgid, sentence.msgid_plural))
        entry = polib.POEntry(
            msgid=sentence.msgid,
            msgid_plural=sentence.msgid_plural,
            msgctxt=sentence.msgctxt,
            flags=[flag for flag in sentence.flags if flag != "fuzzy"],
        )
        if language == SOURCE:
            if sentence.msgid_plural:
                entry.msgstr_plural = {0: sentence.msgid, 1: sentence.msgid_plural}
            else:
                entry.msgstr = sentence.msgid
        elif language == BY_RULE:
            _by_rule(entry, known)
        elif old is not None:
            entry.msgstr, entry.msgstr_plural = old.msgstr, old.msgstr_plural
        elif sentence.msgid_plural:
            forms = int(PLURALS[language].split("=")[1].split(";")[0])
            entry.msgstr_plural = dict.fromkeys(range(forms), "")
        catalogue.append(entry)
    return catalogue


def _by_rule(entry: polib.POEntry, kazakh: dict[tuple[str | None, str, str], polib.POEntry]) -> None:
    """Write the Kazakh sentence in Arabic script."""
    known = kazakh.get((entry.msgctxt, entry.msgid, entry.msgid_plural))
    if known is None:
        return
    entry.msgstr = tote_jazu.sentence(known.msgstr)
    entry.msgstr_plural = {form: tote_jazu.sentence(text) for form, text in known.msgstr_plural.items()}


def missing(catalogue: polib.POFile) -> list[str]:
    """List the sentences of a catalogue that have no translation."""
    return [
        entry.msgid
        for entry in catalogue
        if not (all(entry.msgstr_plural.values()) if entry.msgid_plural else entry.msgstr)
    ]


def main(check: bool) -> int:
    """Bring every catalogue in step, or say what is missing."""
    sentences = gathered()
    status = 0
    for language in languages():
        catalogue = in_step(language, sentences)
        left = missing(catalogue)
        sys.stdout.write(f"{language}: {len(catalogue)} sentences, {len(left)} missing\n")
        if check:
            status |= bool(left) and language in COMPLETE
            continue
        path(language).parent.mkdir(parents=True, exist_ok=True)
        catalogue.save(str(path(language)))
        catalogue.save_as_mofile(str(path(language, "mo")))
    return status


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv))
