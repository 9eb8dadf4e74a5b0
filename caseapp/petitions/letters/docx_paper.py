"""The paper of a DOCX letter: A4, its styles and typefaces, and the small parts that python-docx has no words for."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from caseapp.appeals.vocabulary import TextLanguage
from caseapp.petitions.letters import typefaces
from caseapp.petitions.letters.document import Document

if TYPE_CHECKING:
    from docx.document import Document as Paper
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

EAST_ASIA = "Noto Sans CJK SC"
# What a computer without our typefaces takes instead.
SUBSTITUTES = {typefaces.SANS: "Arial", typefaces.NASKH: "Arial", EAST_ASIA: "SimSun"}
USUAL_SIZE, NASKH_SIZE = 10.5, 12.5
LANGUAGES = {"zh": "zh-CN", "en": "en-GB", "kk-Arab": "kk-Arab-CN", "other": "en-GB", "ug": "ug-CN"}
# The moment zip files begin to count from: the same letter gives the same bytes.
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
STYLES = {"Normal": (1.0, False), "Heading 1": (1.1, True), "Heading 2": (1.0, True), "List Bullet": (1.0, False)}
SMALL = {"Header": (0.8, False), "Footer": (0.8, False)}
MARGIN_TOP, MARGIN_BOTTOM, MARGIN_START, MARGIN_END = 20, 22, 25, 20
A4 = (210, 297)


def empty_paper(letter: Document) -> "Paper":
    """Give an empty A4 paper with the styles of letters, in the letter's language and direction."""
    import docx
    from docx.shared import Mm

    paper = docx.Document()
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(A4[0]), Mm(A4[1])
    section.top_margin, section.bottom_margin = Mm(MARGIN_TOP), Mm(MARGIN_BOTTOM)
    start, end = Mm(MARGIN_START), Mm(MARGIN_END)
    section.left_margin, section.right_margin = (end, start) if letter.is_right_to_left else (start, end)
    section.header_distance = section.footer_distance = Mm(10)
    if letter.is_right_to_left:
        _put_before(section._sectPr, _element("w:bidi"), ("rtlGutter", "docGrid"))  # noqa: SLF001 - it has no word for it
    size = NASKH_SIZE if letter.is_right_to_left else USUAL_SIZE
    for name, (factor, is_bold) in (STYLES | SMALL).items():
        _set_style(paper, name, size * factor, is_bold=is_bold, letter=letter)
    _set_properties(paper, letter)
    _set_substitutes(paper)
    return paper


def _set_style(paper: "Paper", name: str, size: float, *, is_bold: bool, letter: Document) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt, RGBColor

    style = next(one for one in paper.styles if one.name == name and one.type == WD_STYLE_TYPE.PARAGRAPH)
    properties = style.element.get_or_add_rPr()
    for child in list(properties):
        properties.remove(child)
    fonts = _element("w:rFonts", ascii=typefaces.SANS, hAnsi=typefaces.SANS, cs=typefaces.NASKH, eastAsia=EAST_ASIA)
    properties.append(fonts)
    style.font.bold = is_bold
    style.font.cs_bold = is_bold
    style.font.size = Pt(round(size * 2) / 2)
    properties.append(_element("w:szCs", val=str(round(size * 2))))
    style.font.color.rgb = RGBColor(0x5A, 0x5A, 0x5A) if name in SMALL else RGBColor(0, 0, 0)
    tag = LANGUAGES.get(letter.language.value, letter.language.value)
    bidi = tag if letter.is_right_to_left else "ar-SA"
    properties.append(_element("w:lang", val="en-GB" if letter.is_right_to_left else tag, eastAsia="zh-CN", bidi=bidi))
    shape = style.paragraph_format
    shape.line_spacing = 1.15
    shape.space_before = Pt({"Heading 1": 10, "Heading 2": 12}.get(name, 0))
    shape.space_after = Pt({"Header": 0, "Footer": 0, "Heading 1": 10, "List Bullet": 3}.get(name, 6))
    shape.keep_with_next = name.startswith("Heading")


def _set_properties(paper: "Paper", letter: Document) -> None:
    """Say nothing about who wrote it: only our number, the language and the day of the letter."""
    about = paper.core_properties
    day = datetime.combine(letter.dated_on, time())
    about.author = about.last_modified_by = about.comments = about.keywords = about.subject = about.category = ""
    about.title = letter.reference
    about.language = LANGUAGES.get(letter.language.value, letter.language.value)
    about.created = about.modified = day
    about.revision = 1
    package = paper.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            package.rels.pop(key)


def _set_substitutes(paper: "Paper") -> None:
    """Name beside our typefaces those that a computer without them should take."""
    table = next(one for one in paper.part.package.iter_parts() if str(one.partname) == "/word/fontTable.xml")
    entries = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/></w:font>' for name, other in SUBSTITUTES.items()
    )
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    table._blob = f'{head}<w:fonts xmlns:w="{space}">{entries}</w:fonts>'.encode()  # noqa: SLF001 - it has no other door


def _element(tag: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


def _put_before(parent: Any, child: Any, followers: Sequence[str]) -> None:
    """Put a child where the schema wants it: before the first of its followers, at the end where there is none."""
    follower = next((one for one in parent if one.tag.rpartition("}")[2] in followers), None)
    if follower is None:
        parent.append(child)
    else:
        follower.addprevious(child)


def set_direction(paragraph: "Paragraph", *, is_right_to_left: bool) -> None:
    """Let a paragraph run from right to left, or from left to right where its style does not."""
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - python-docx has no word for it
    bidi = _element("w:bidi", val="1" if is_right_to_left else "0")
    _put_before(properties, bidi, ("spacing", "ind", "contextualSpacing", "mirrorIndents", "jc", "rPr"))


def add_field(paragraph: "Paragraph", instruction: str) -> None:
    """Add a number that the program counts itself: PAGE or NUMPAGES."""
    run = _element("w:r")
    text = _element("w:t")
    text.text = "1"
    run.append(text)
    field = _element("w:fldSimple", instr=instruction)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001 - python-docx has no word for it


def plain_table(place: Any, widths: Iterable[float], *, is_right_to_left: bool) -> "Table":
    """Add a table without lines; its widths are in millimetres, its first column stands where reading begins."""
    from docx.shared import Mm

    sizes = [Mm(width) for width in widths]
    is_cell_like = not hasattr(place, "add_heading")
    table: Table = place.add_table(0, len(sizes), sum(sizes)) if is_cell_like else place.add_table(0, len(sizes))
    properties = table._tbl.tblPr  # noqa: SLF001 - python-docx has no word for it
    for child in list(properties):
        if child.tag.rpartition("}")[2] in ("tblStyle", "tblLook"):
            properties.remove(child)
    if is_right_to_left:
        properties.insert(0, _element("w:bidiVisual"))
    table.autofit = False
    # Text in a table begins where text outside begins.
    margins = _element("w:tblCellMar")
    margins.append(_element("w:left", w="0", type="dxa"))
    margins.append(_element("w:right", w="115", type="dxa"))
    properties.append(margins)
    for column, size in zip(table.columns, sizes, strict=True):
        column.width = size
    return table


def add_cells(table: "Table", widths: Iterable[float], *, whole: bool = False) -> list["_Cell"]:
    """Add a row and give its cells; a ``whole`` row is not broken over two pages."""
    from docx.shared import Mm

    # Untyped in python-docx.
    grow: Any = table.add_row
    row = grow()
    if whole:
        row._tr.get_or_add_trPr().append(_element("w:cantSplit"))  # noqa: SLF001 - python-docx has no word for it
    cells = list(row.cells)
    for cell, width in zip(cells, widths, strict=True):
        cell.width = Mm(width)
    return cells


def underline(cell: "_Cell") -> None:
    """Draw a line to sign on under a cell."""
    borders = _element("w:tcBorders")
    borders.append(_element("w:bottom", val="single", sz="6", space="0", color="000000"))
    cell._tc.get_or_add_tcPr().append(borders)  # noqa: SLF001 - python-docx has no word for it


def rule_below(paragraph: "Paragraph") -> None:
    """Draw a thin line under a paragraph, over the whole width."""
    borders = _element("w:pBdr")
    borders.append(_element("w:bottom", val="single", sz="4", space="4", color="5A5A5A"))
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - python-docx has no word for it
    _put_before(properties, borders, ("tabs", "bidi", "spacing", "ind", "jc", "rPr"))


def indent_first_line(paragraph: "Paragraph", letters: int) -> None:
    """Begin a paragraph some Chinese letters further in."""
    indent = _element("w:ind", firstLineChars=str(letters * 100), firstLine=str(letters * 210))
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - python-docx has no word for it
    _put_before(properties, indent, ("contextualSpacing", "mirrorIndents", "jc", "rPr"))


def needs_indent(language: TextLanguage) -> bool:
    """Say whether paragraphs of a language begin further in."""
    return language is TextLanguage.ZH


def saved(paper: "Paper") -> bytes:
    """Give the bytes of a paper, the same for the same letter: the files inside it carry no moment of saving."""
    first, out = io.BytesIO(), io.BytesIO()
    paper.save(first)
    with zipfile.ZipFile(first) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in made.namelist():
            kept.writestr(zipfile.ZipInfo(name, ZIP_EPOCH), made.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
