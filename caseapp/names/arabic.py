"""Reading of words in Arabic script: Kazakh töte jazu and Uyghur, which share letters and give them near sounds."""

from caseapp.names.tables import rows

_TABLE = rows("arabic.tsv", 3)
BACK = {row[0]: row[1] for row in _TABLE}
FRONT = {row[0]: row[2] or row[1] for row in _TABLE}
HAMZA = "ء"

_FRONT_SIGNS = frozenset("ءكگە")
_UYGHUR_LETTERS = frozenset("ئخغېۈ")
_VOWEL_LETTERS = frozenset("اآأەوۇۆۈۅېىئ")


def read_arabic(word: str) -> str:
    """Read a word, as Uyghur when a letter shows it, else as Kazakh with its front vowels shown by hamza, ك, گ or ە."""
    uyghur = bool(_UYGHUR_LETTERS.intersection(word))
    front = not uyghur and bool(_FRONT_SIGNS.intersection(word))
    sounds = FRONT if front else BACK
    phones: list[str] = []
    for at, letter in enumerate(word):
        before = word[at - 1] if at else ""
        after = word[at + 1] if at + 1 < len(word) else ""
        between_vowels = before in _VOWEL_LETTERS or after in _VOWEL_LETTERS
        if letter == "ه":
            phones.append("h" if between_vowels else "e")
        elif letter == "ۆ":
            phones.append("v" if between_vowels else "ö")
        elif letter == "ي" and not between_vowels:
            phones.append("i")
        elif letter == "ا" and front and HAMZA not in word:
            phones.append("A")
        elif letter == "ۋ" and uyghur and after and after not in _VOWEL_LETTERS and before not in _VOWEL_LETTERS:
            phones.append("u")
        else:
            phones.append(sounds.get(letter, ""))
    return "".join(phones)
