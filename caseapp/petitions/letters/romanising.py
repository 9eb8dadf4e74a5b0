"""A Cyrillic name in Latin letters as Kazakh passports mostly have it, for letters whose reader knows no Cyrillic."""

PLAIN = dict(zip("абвгдезийклмнопрстуфыэәғқңөұүһіў", "abvgdeziyklmnoprstufyeagknouuhiu", strict=True))
LATIN = {**PLAIN, "ң": "ng", "ё": "yo", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu"}
LATIN |= {"я": "ya", "ъ": "", "ь": ""}


def romanised(name: str) -> str:
    """Write a name in Latin letters; what is not Cyrillic stays."""
    found = []
    for letter in name:
        latin = LATIN.get(letter.lower(), letter)
        found.append(latin[:1].upper() + latin[1:] if letter.isupper() else latin)
    return "".join(found)
