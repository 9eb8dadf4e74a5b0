"""Kazakh in Arabic script (töte jazu) from Kazakh in Cyrillic, by the rules of the 1982 orthography of Xinjiang.

A word with a front vowel (ә, ө, ү, і) begins with hamza and its vowels are written as their back
twins, unless к, г or е already says that it is a front word. Loan words keep what the letters give.
"""

import re

LETTERS = {
    "а": "ا", "ә": "ا", "б": "ب", "в": "ۆ", "г": "گ", "ғ": "ع", "д": "د", "е": "ە", "ё": "يو", "ж": "ج", "з": "ز",
    "и": "ي", "й": "ي", "к": "ك", "қ": "ق", "л": "ل", "м": "م", "н": "ن", "ң": "ڭ", "о": "و", "ө": "و", "п": "پ",
    "р": "ر", "с": "س", "т": "ت", "у": "ۋ", "ұ": "ۇ", "ү": "ۇ", "ф": "ف", "х": "ح", "һ": "ھ", "ц": "تس", "ч": "چ",
    "ш": "ش", "щ": "شش", "ъ": "", "ы": "ى", "і": "ى", "ь": "", "э": "ە", "ю": "يۋ", "я": "يا",
}  # fmt: skip
AFTER_I = {"ия": "иа", "ию": "иу"}
FRONT = set("әөүі")
ALREADY_FRONT = set("кгеэ")
MARKS = {",": "،", ";": "؛", "?": "؟"}
HAMZA = "ء"

# Placeholders, tags and addresses stay as they are.
KEPT = re.compile(r"(%\([^)]*\)[a-z]|%[a-z%]|<[^>]*>|&[a-z]+;|https?://\S+)")
WORD = re.compile(r"[а-яәғқңөұүһіё]+", re.IGNORECASE)


def word(text: str) -> str:
    """Write one word in Arabic script."""
    small = text.lower()
    for pair, sound in AFTER_I.items():
        small = small.replace(pair, sound)
    written = "".join(LETTERS.get(letter, letter) for letter in small)
    return HAMZA + written if FRONT & set(small) and not ALREADY_FRONT & set(small) else written


def sentence(text: str) -> str:
    """Write a sentence in Arabic script; placeholders and other scripts stay."""
    parts = KEPT.split(text)
    for place in range(0, len(parts), 2):
        written = WORD.sub(lambda found: word(found[0]), parts[place])
        parts[place] = "".join(MARKS.get(letter, letter) for letter in written)
    return "".join(parts)
