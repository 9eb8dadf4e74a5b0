"""A letter as DOCX, with the same content as the PDF, for whoever has to go on with it in a word processor."""

from collections.abc import Sequence
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING

from caseapp.petitions.letters import docx_paper
from caseapp.petitions.letters.blocks import Block, BlockKind
from caseapp.petitions.letters.direction import pieces, runs_right_to_left
from caseapp.petitions.letters.document import Document

if TYPE_CHECKING:
    from docx.document import Document as Paper
    from docx.text.paragraph import Paragraph

WIDTH = docx_paper.A4[0] - docx_paper.MARGIN_START - docx_paper.MARGIN_END
HALVES = (WIDTH - 60.0, 60.0)
FIELD_WIDTHS = (WIDTH * 0.36, WIDTH * 0.64)
SIGNATURE_WIDTHS = (60.0, WIDTH - 60.0)
ADDRESSEE_AT_END = (WIDTH * 0.45, WIDTH * 0.55)
PHOTO_WIDTHS = (WIDTH / 3,) * 3
HANGING_MM = 7
LINES = (BlockKind.PARAGRAPH, BlockKind.HEADING)


def render_docx(document: Document) -> bytes:
    """Write a letter as DOCX on A4; the same letter gives the same bytes, and the file names nobody of the staff."""
    paper = docx_paper.empty_paper(document)
    writer = _Writer(paper, document)
    writer.head()
    writer.body()
    writer.end()
    writer.edges()
    return docx_paper.saved(paper)


class _Writer:
    """Writes the parts of one letter, in the order they stand on paper."""

    def __init__(self, paper: "Paper", letter: Document) -> None:
        self._paper = paper
        self._letter = letter
        self._words = letter.words
        self._is_right_to_left = letter.is_right_to_left

    def head(self) -> None:
        """Write who writes, our number, place and day, and to whom."""
        from docx.shared import Pt

        lines = self._letter.letterhead
        for number, line in enumerate(lines):
            paragraph = self._say(self._paper.add_paragraph(), line, bold=number == 0, side="center")
            paragraph.paragraph_format.space_after = Pt(12 if number == len(lines) - 1 else 0)
            if number == len(lines) - 1:
                docx_paper.rule_below(paragraph)
        table = docx_paper.plain_table(self._paper, HALVES, is_right_to_left=self._is_right_to_left)
        start, end = docx_paper.add_cells(table, HALVES)
        self._say(start.paragraphs[0], self._letter.footer, side="start")
        self._say(end.paragraphs[0], self._letter.place_and_date, side="end")
        self._addressee()
        if self._letter.subject:
            self._say(self._paper.add_paragraph(style="Heading 1"), self._letter.subject)

    def _addressee(self) -> None:
        if not self._letter.addressee:
            return
        at_end = self._words.addressee_at_end
        widths = ADDRESSEE_AT_END if at_end else ADDRESSEE_AT_END[::-1]
        # Without a paragraph between them two tables grow into one.
        self._gap()
        table = docx_paper.plain_table(self._paper, widths, is_right_to_left=self._is_right_to_left)
        cells = docx_paper.add_cells(table, widths)
        cell = cells[1 if at_end else 0]
        for number, line in enumerate(self._letter.addressee):
            self._say(cell.paragraphs[0] if number == 0 else cell.add_paragraph(), line, side="start")
        self._gap()

    def body(self) -> None:
        """Write the blocks of the letter."""
        blocks = (block for block in self._letter.blocks if block.text)
        for kind, found in groupby(blocks, key=lambda block: block.kind):
            if kind is BlockKind.FIELD:
                self._fields(list(found))
                continue
            for block in found:
                self._block(block)
        # The signature never stands alone on a page: the last paragraph, point or row of fields goes with it.
        if self._letter.blocks:
            self._paper.paragraphs[-1].paragraph_format.keep_with_next = True
        if self._letter.blocks and self._letter.blocks[-1].kind is BlockKind.FIELD:
            for cell in self._paper.tables[-1].rows[-1].cells:
                cell.paragraphs[-1].paragraph_format.keep_with_next = True

    def _block(self, block: Block) -> None:
        if block.kind is BlockKind.HEADING:
            self._say(self._paper.add_paragraph(style="Heading 2"), block.text)
        elif block.kind is BlockKind.BULLET:
            self._say(self._paper.add_paragraph(style="List Bullet"), block.text)
        elif block.kind is BlockKind.NUMBERED:
            self._numbered(f"{block.label}.", block.text)
        else:
            paragraph = self._say(self._paper.add_paragraph(), block.text)
            if docx_paper.needs_indent(self._letter.language):
                docx_paper.indent_first_line(paragraph, 2)

    def _numbered(self, number: str, text: str) -> None:
        from docx.shared import Mm, Pt

        paragraph = self._paper.add_paragraph()
        shape = paragraph.paragraph_format
        shape.left_indent, shape.first_line_indent, shape.space_after = Mm(HANGING_MM), Mm(-HANGING_MM), Pt(3)
        shape.tab_stops.add_tab_stop(Mm(HANGING_MM))
        paragraph.add_run(f"{number}\t")
        self._say(paragraph, text)

    def _fields(self, blocks: Sequence[Block]) -> None:
        table = docx_paper.plain_table(self._paper, FIELD_WIDTHS, is_right_to_left=self._is_right_to_left)
        for block in blocks:
            label, value = docx_paper.add_cells(table, FIELD_WIDTHS)
            self._say(label.paragraphs[0], block.label, bold=True, side="start")
            self._say(value.paragraphs[0], block.text, side="start")
        self._gap()

    def end(self) -> None:
        """Write who signs, the annexes and the photographs."""
        from docx.enum.table import WD_ALIGN_VERTICAL
        from docx.shared import Mm

        self._gap(kept=True)
        table = docx_paper.plain_table(self._paper, SIGNATURE_WIDTHS, is_right_to_left=self._is_right_to_left)
        for name in self._letter.signature or ("",):
            line, beside = docx_paper.add_cells(table, SIGNATURE_WIDTHS, whole=True)
            table.rows[-1].height = Mm(11)
            docx_paper.underline(line)
            beside.vertical_alignment = WD_ALIGN_VERTICAL.BOTTOM
            self._say(beside.paragraphs[0], name, side="start")
        self._gap()
        if self._letter.annexes:
            self._say(self._paper.add_paragraph(style="Heading 2"), self._words.annexes)
            for number, annex in enumerate(self._letter.annexes, 1):
                self._numbered(f"{number}.", annex)
        if self._letter.photos:
            self._photos()

    def _photos(self) -> None:
        from docx.shared import Mm

        self._say(self._paper.add_paragraph(style="Heading 2"), self._letter.photo_title)
        table = docx_paper.plain_table(self._paper, PHOTO_WIDTHS, is_right_to_left=self._is_right_to_left)
        for start in range(0, len(self._letter.photos), len(PHOTO_WIDTHS)):
            cells = docx_paper.add_cells(table, PHOTO_WIDTHS, whole=True)
            for cell, photo in zip(cells, self._letter.photos[start : start + len(PHOTO_WIDTHS)], strict=False):
                width, height = photo.millimetres
                place = cell.paragraphs[0]
                docx_paper.set_direction(place, is_right_to_left=self._is_right_to_left)
                shape = place.add_run().add_picture(BytesIO(photo.content), Mm(width), Mm(height))
                about = shape._inline.docPr  # noqa: SLF001 - python-docx has no word for it
                about.set("descr", photo.caption)
                self._say(cell.add_paragraph(), photo.caption, side="start")
        self._gap()

    def edges(self) -> None:
        """Write what stands over and under every page: whether it is a draft, our number, the number of the page."""
        section = self._paper.sections[0]
        if self._letter.is_draft:
            self._say(section.header.paragraphs[0], self._words.draft, side="end")
        footer = section.footer
        table = docx_paper.plain_table(footer, HALVES, is_right_to_left=self._is_right_to_left)
        start, end = docx_paper.add_cells(table, HALVES)
        for cell in (start, end):
            cell.paragraphs[0].style = self._paper.styles["Footer"]
        self._say(start.paragraphs[0], self._letter.footer, side="start")
        self._page_number(end.paragraphs[0])
        # A footer begins with an empty paragraph, which would stand over the table.
        first = footer.paragraphs[0]._p  # noqa: SLF001 - python-docx has no word for it
        footer._element.remove(first)  # noqa: SLF001
        footer._element.append(first)  # noqa: SLF001

    def _page_number(self, paragraph: "Paragraph") -> None:
        self._place(paragraph, "end", is_right_to_left=self._is_right_to_left)
        before, _sign, rest = self._words.page.partition("{")
        self._add_runs(paragraph, before)
        while rest:
            name, _sign, rest = rest.partition("}")
            docx_paper.add_field(paragraph, {"page": "PAGE", "pages": "NUMPAGES"}[name])
            after, _sign, rest = rest.partition("{")
            self._add_runs(paragraph, after)

    def _gap(self, *, kept: bool = False) -> None:
        from docx.shared import Pt

        shape = self._paper.add_paragraph().paragraph_format
        shape.space_after, shape.line_spacing, shape.keep_with_next = Pt(0), Pt(8), kept

    def _say(self, paragraph: "Paragraph", text: str, *, bold: bool = False, side: str = "") -> "Paragraph":
        """Write a text into a paragraph in its own direction; ``side`` keeps it on a side of the paper."""
        from docx.shared import Pt

        is_right_to_left = runs_right_to_left(text, otherwise=self._is_right_to_left)
        self._place(paragraph, side, is_right_to_left=is_right_to_left)
        if side:
            paragraph.paragraph_format.space_after = Pt(2)
        for number, line in enumerate(text.split("\n")):
            if number:
                paragraph.add_run().add_break()
            self._add_runs(paragraph, line, bold=bold, otherwise=is_right_to_left)
        return paragraph

    def _place(self, paragraph: "Paragraph", side: str, *, is_right_to_left: bool) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        if side == "center":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif side:
            # "Left" in a paragraph that runs from right to left means the side where it begins.
            at_right = (side == "start") is self._is_right_to_left
            begins_there = at_right is is_right_to_left
            paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT if begins_there else WD_ALIGN_PARAGRAPH.RIGHT
        docx_paper.set_direction(paragraph, is_right_to_left=is_right_to_left)

    def _add_runs(
        self, paragraph: "Paragraph", text: str, *, bold: bool = False, otherwise: bool | None = None
    ) -> None:
        fallback = self._is_right_to_left if otherwise is None else otherwise
        for piece, is_right_to_left in pieces(text, otherwise=fallback):
            run = paragraph.add_run(piece)
            if bold:
                run.bold = run.font.cs_bold = True
            if is_right_to_left:
                run.font.rtl = True
