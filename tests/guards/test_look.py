"""The look keeps its promises: contrast, weight, one direction of writing as good as the other, nothing inline."""

import gzip
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "caseapp" / "static"
CSS = (STATIC / "jaqyn.css").read_text()
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))

GROUNDS = ("paper", "surface", "sunken")
ON_TINTS = ("held", "free", "soon", "late", "coerced")


def tokens(selector: str) -> dict[str, str]:
    """Read the colours set in the first block after a selector."""
    start = CSS.index(selector + " {") + len(selector)
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", CSS[start : CSS.index("}", start)]))


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * letter for letter in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


LIGHT = tokens(":root")
DARK = tokens(':root[data-bs-theme="dark"]')
THEMES = {
    "light": (LIGHT, 4.5),
    "dark": (DARK, 4.5),
    "family, light": ({**LIGHT, **tokens(".family")}, 7),
    "family, dark": ({**DARK, **tokens(':root[data-bs-theme="dark"] .family')}, 7),
}


@pytest.mark.parametrize("theme", THEMES)
def test_every_text_can_be_read(theme):
    colours, least = THEMES[theme]
    pairs = [(text, ground) for text in ("ink", "quiet", "action") for ground in GROUNDS]
    pairs += [(tone, f"{tone}-tint") for tone in ON_TINTS] + [("ink", f"{tone}-tint") for tone in ON_TINTS]
    pairs += [("on-action", "action"), ("action-strong", "action-tint"), ("late", "surface"), ("soon", "surface")]
    assert [pair for pair in pairs if contrast(colours[pair[0]], colours[pair[1]]) < least] == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_edge_of_a_field_can_be_seen(theme):
    colours, _least = THEMES[theme]
    assert all(contrast(colours["line-strong"], colours[ground]) >= 3 for ground in GROUNDS)


def test_dark_by_hand_and_dark_by_the_system_are_the_same():
    assert tokens(':root:not([data-bs-theme="light"])') == DARK
    assert tokens(':root:not([data-bs-theme="light"]) .family') == tokens(':root[data-bs-theme="dark"] .family')


def test_the_style_sheet_knows_no_left_and_right():
    sides = (
        r"(?<![\w-])(?:(?:margin|padding|border|inset)-)?(?:left|right)(?:-[a-z]+)?\s*:|text-align:\s*(?:left|right)"
    )
    assert re.findall(sides, CSS) == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.relative_to(ROOT / "templates").as_posix())
def test_a_template_holds_no_inline_style_or_script(template):
    text = template.read_text()
    assert re.findall(r"<style|<[a-z][^>]*\s(?:style|on[a-z]+)=|javascript:|<script(?![^>]*\ssrc=)", text) == []


def test_every_drawing_that_is_named_exists():
    drawn = set(re.findall(r"\.icon-([a-z]+)[ ,]", (STATIC / "icons.css").read_text()))
    named = {name for path in TEMPLATES for name in re.findall(r"icon\([\"']([a-z]+)[\"']", path.read_text())}
    badges = (ROOT / "templates" / "macros" / "badges.html").read_text()
    named |= set(re.findall(r'": \("[a-z]+", "([a-z]+)"\)', badges))
    assert named
    assert named - drawn == set()


def weight(*files: str) -> int:
    """Return how many bytes the files are over the wire."""
    return sum(len(gzip.compress((STATIC / file).read_bytes(), 6)) for file in files)


def font() -> int:
    """Return the bytes of the Arabic face, which travels as it is."""
    return sum(path.stat().st_size for path in (STATIC / "vendor" / "noto-naskh-arabic").glob("*.woff2"))


@pytest.mark.parametrize("way", ["", ".rtl"])
def test_what_pages_load_leaves_room_for_the_page_itself(way):
    ours = ("jaqyn.css", "icons.css", "icon.svg")
    staff = weight(f"vendor/bootstrap/bootstrap{way}.min.css", "vendor/htmx/htmx.min.js", "jaqyn.js", *ours) + font()
    family = weight(f"vendor/bootstrap/bootstrap-reboot{way}.min.css", *ours) + font()
    assert staff <= 78_000
    assert family <= 33_000


def test_vendored_files_ask_for_nothing_that_is_not_there():
    files = [path for path in (STATIC / "vendor").rglob("*.min.*") if path.suffix != ".gz"]
    found = [path.name for path in files if "sourceMappingURL" in path.read_text()]
    assert files
    assert found == []
