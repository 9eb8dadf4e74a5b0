"""The pages are whole in each language: nothing untranslated, nothing lost on the way, compiled as written."""

import re
from collections.abc import Iterator

import polib
import pytest

from caseapp import models  # noqa: F401 - every subject's vocabularies are read with its tables
from caseapp.vocabulary import Vocabulary
from tests import catalogues

COMPLETE = ("en", "kk", "kk_Arab")
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
# Words of the program that no page shows.
NEVER_SHOWN = {"FailureKind"}


@pytest.fixture(scope="module")
def sentences() -> polib.POFile:
    """Gather every sentence of the pages once."""
    return catalogues.gathered()


def pairs(entry: polib.POEntry) -> Iterator[tuple[str, str]]:
    """Yield each translation with the sentences it may stand for."""
    if entry.msgid_plural:
        for said in entry.msgstr_plural.values():
            yield entry.msgid_plural, said
    else:
        yield entry.msgid, entry.msgstr


def placeholders(sentence: str) -> set[str]:
    """Return what is put into a sentence."""
    return {found[1] for found in PLACEHOLDER.finditer(sentence)}


@pytest.mark.parametrize("language", COMPLETE)
def test_nothing_is_untranslated(sentences: polib.POFile, language: str) -> None:
    assert catalogues.missing(catalogues.in_step(language, sentences)) == []


@pytest.mark.parametrize("language", COMPLETE)
def test_what_is_kept_is_what_the_pages_say(sentences: polib.POFile, language: str) -> None:
    kept = polib.pofile(str(catalogues.path(language)), encoding="utf-8")
    wanted = {(entry.msgctxt, entry.msgid) for entry in sentences}
    assert {(entry.msgctxt, entry.msgid) for entry in kept} == wanted
    assert [entry.msgid for entry in kept if entry.fuzzy or entry.obsolete] == []


@pytest.mark.parametrize("language", catalogues.languages())
def test_nothing_put_into_a_sentence_is_lost(language: str) -> None:
    kept = polib.pofile(str(catalogues.path(language)), encoding="utf-8")
    wrong = []
    for entry in kept:
        whole = placeholders(entry.msgid) | placeholders(entry.msgid_plural or "")
        for source, said in pairs(entry):
            if not said:
                continue
            # A form for one thing may say "one" in words; nothing else may go, and nothing may come.
            needed = placeholders(source) - ({"num"} if entry.msgid_plural else set())
            if not needed <= placeholders(said) <= whole:
                wrong.append((entry.msgid, said))
    assert wrong == []


@pytest.mark.parametrize("language", catalogues.languages())
def test_a_sentence_in_words_breaks_no_page(language: str) -> None:
    """A per cent sign that is no placeholder would break the page when the sentence is filled in."""
    kept = polib.pofile(str(catalogues.path(language)), encoding="utf-8")
    for entry in kept:
        names = placeholders(entry.msgid) | placeholders(entry.msgid_plural or "")
        if names:
            for _source, said in pairs(entry):
                assert said % dict.fromkeys(names, 7) or not said


@pytest.mark.parametrize("language", catalogues.languages())
def test_the_compiled_catalogue_is_the_written_one(language: str) -> None:
    written = polib.pofile(str(catalogues.path(language)), encoding="utf-8")
    compiled = polib.mofile(str(catalogues.path(language, "mo")), encoding="utf-8")
    told = {
        (entry.msgctxt, entry.msgid): dict(entry.msgstr_plural) or entry.msgstr
        for entry in polib.mofile(written.to_binary())
    }
    assert told == {(entry.msgctxt, entry.msgid): dict(entry.msgstr_plural) or entry.msgstr for entry in compiled}


def vocabularies(kind: type[Vocabulary] = Vocabulary) -> Iterator[type[Vocabulary]]:
    """Yield every vocabulary of the application."""
    for each in kind.__subclasses__():
        if each.__module__.startswith("caseapp.") and each.__name__ not in NEVER_SHOWN:
            yield each
        yield from vocabularies(each)


def test_every_word_of_a_vocabulary_is_translated(sentences: polib.POFile) -> None:
    known = {entry.msgid for entry in sentences}
    found = list(vocabularies())
    assert len(found) > 30
    for vocabulary in found:
        for member in vocabulary:
            label = member.label
            assert hasattr(label, "_func"), f"{vocabulary.__name__}.{member.name} is not a lazy sentence"
            assert (label._kwargs.get("singular") or label._args[0]) in known, f"{vocabulary.__name__}.{member.name}"
