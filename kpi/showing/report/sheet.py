"""A sheet of paper that is drawn on: text in the embedded font, lines and areas as vectors, in points from the top left.

A character that the font does not have is written without its accent, or as a question mark, never as an empty box.
"""

import unicodedata
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final, NamedTuple, Self

from fpdf import FPDF
from fpdf.fonts import TTFFont

from kpi.answers.value import Status
from kpi.showing.charts.palette import LIGHT

FONTS: Final = Path(__file__).parent / "fonts"
FAMILY: Final = "sans"
WIDTH: Final = 595.28
HEIGHT: Final = 841.89
"""A4 upright, in points."""
MARGIN: Final = 48.0
RIGHT: Final = WIDTH - MARGIN
INNER: Final = WIDTH - 2 * MARGIN

TEXT: Final = "#1b2b40"
MUTED: Final = "#55647a"
HAIR: Final = "#dce2ea"
SOFT: Final = "#f6f8fa"
ACCENT: Final = LIGHT.actual


class Run(NamedTuple):
    """A piece of a line in one weight and colour."""

    text: str
    bold: bool = False
    color: str = TEXT


class Sheet:
    """One document; what is drawn goes onto its last page. Used with `with`: it holds its fonts' files open."""

    def __init__(self, *, title: str, about: str, locale: str, created: date) -> None:
        """`created` stands for the time of making: the same data give the same bytes."""
        self._pdf = FPDF(unit="pt", format="A4")
        self._pdf.set_auto_page_break(False)
        self._pdf.set_margin(0)
        self._pdf.c_margin = 0
        self._pdf.add_font(FAMILY, "", FONTS / "SourceSansPro-Regular.ttf")
        self._pdf.add_font(FAMILY, "B", FONTS / "SourceSansPro-Semibold.ttf")
        font = self._pdf.fonts[FAMILY]
        self._glyphs = frozenset(font.cmap) if isinstance(font, TTFFont) else frozenset()
        self._pdf.set_creation_date(datetime(created.year, created.month, created.day, tzinfo=UTC))
        self._pdf.set_title(self.printable(title))
        self._pdf.set_subject(self.printable(about))
        self._pdf.set_creator("Vínculo")
        self._pdf.set_lang(locale)
        self._pdf.set_display_mode("fullpage", "single")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for font in self._pdf.fonts.values():
            if isinstance(font, TTFFont):
                font.ttfont.close()

    @property
    def pages(self) -> int:
        return self._pdf.pages_count

    def add_page(self, title: str) -> None:
        """A new page, which the reader's outline calls `title`."""
        self._pdf.add_page()
        self._pdf.set_font(FAMILY, "", 10)
        self._pdf.start_section(self.printable(title))

    def content(self) -> bytes:
        """The document's bytes. Nothing can be drawn afterwards."""
        return bytes(self._pdf.output())

    def printable(self, text: str) -> str:
        """`text` in characters that the font has."""
        return "".join(map(self._printable, text))

    def _printable(self, sign: str) -> str:
        known = self._glyphs
        if ord(sign) in known:
            return sign
        plain = "".join(part for part in unicodedata.normalize("NFKD", sign) if ord(part) in known)
        return plain or ("" if unicodedata.category(sign)[0] in "CM" else "?")

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        self._pdf.set_font(FAMILY, "B" if bold else "", size)
        return float(self._pdf.get_string_width(self.printable(text)))

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        bold: bool = False,
        color: str = TEXT,
        anchor: float = 0.0,
    ) -> None:
        """One line whose baseline is `y`; `anchor` says which share of its width lies left of `x`."""
        text = self.printable(text)
        self._pdf.set_font(FAMILY, "B" if bold else "", size)
        self._pdf.set_text_color(*_rgb(color))
        self._pdf.text(x - anchor * self._pdf.get_string_width(text), y, text)

    def runs(self, x: float, y: float, runs: Sequence[Run], size: float, *, anchor: float = 0.0) -> None:
        """Pieces of different weight and colour on one line."""
        widths = [self.width(run.text, size, bold=run.bold) for run in runs]
        at = x - anchor * sum(widths)
        for run, width in zip(runs, widths, strict=True):
            self.text(at, y, run.text, size, bold=run.bold, color=run.color)
            at += width

    def lines(self, text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
        """`text` in lines of at most `width`, broken between words."""
        found = [""]
        for word in text.split(" "):
            longer = f"{found[-1]} {word}".strip()
            if not found[-1] or self.width(longer, size, bold=bold) <= width:
                found[-1] = longer
            else:
                found.append(word)
        return found

    def paragraph(
        self,
        x: float,
        y: float,
        text: str,
        width: float,
        size: float,
        *,
        bold: bool = False,
        color: str = TEXT,
        leading: float = 1.32,
        most: int = 99,
    ) -> float:
        """Lines from `y` downwards, at most so many, the last one then with an ellipsis; where they end."""
        lines = self.lines(text, width, size, bold=bold)
        if len(lines) > most:
            lines = [*lines[: most - 1], self.cut(" ".join(lines[most - 1 :]), width, size, bold=bold)]
        for line in lines:
            y += size * leading
            self.text(x, y - size * (leading - 1), line, size, bold=bold, color=color)
        return y

    def cut(self, text: str, width: float, size: float, *, bold: bool = False) -> str:
        """`text`, or as much of its beginning as `width` has room for, and an ellipsis."""
        if self.width(text, size, bold=bold) <= width:
            return text
        while text and self.width(text + "…", size, bold=bold) > width:
            text = text[:-1]
        return text.rstrip(" ,.;:·") + "…"

    def line(
        self,
        points: Sequence[tuple[float, float]],
        color: str,
        thickness: float,
        dash: tuple[float, float] | None = None,
    ) -> None:
        """A line through `points`; dashed by so many points on and off."""
        self._pdf.set_draw_color(*_rgb(color))
        self._pdf.set_line_width(thickness)
        if dash:
            self._pdf.set_dash_pattern(*dash)
        self._pdf.polyline(list(points))
        self._pdf.set_dash_pattern()

    def area(
        self, x: float, y: float, width: float, height: float, color: str, *, radius: float = 0.0
    ) -> None:
        self._pdf.set_fill_color(*_rgb(color))
        self._pdf.rect(x, y, width, height, style="F", round_corners=radius > 0, corner_radius=radius)

    def box(self, x: float, y: float, width: float, height: float, *, radius: float = 5.0) -> None:
        """A card's hairline."""
        self._pdf.set_draw_color(*_rgb(HAIR))
        self._pdf.set_line_width(0.8)
        self._pdf.rect(x, y, width, height, style="D", round_corners=True, corner_radius=radius)

    def dot(self, at: tuple[float, float], radius: float, color: str, *, hollow: bool = False) -> None:
        """A point of a line; hollow, with a white inside, where it is of part of its days."""
        self._pdf.set_draw_color(*_rgb(color))
        self._pdf.set_fill_color(*_rgb("#ffffff" if hollow else color))
        self._pdf.set_line_width(1)
        self._pdf.circle(*at, radius, style="DF" if hollow else "F")

    def shape(self, x: float, y: float, size: float, status: Status) -> None:
        """A status by its shape and colour, in a square of `size` whose lower left corner is (x, y)."""
        color = LIGHT.of(status) if status is not Status.NO_DATA else LIGHT.past
        middle = (x + size / 2, y - size / 2)
        match status:
            case Status.MET:
                self.dot(middle, size / 2, color)
            case Status.ON_TRACK:
                self.dot(middle, size / 2, color, hollow=True)
                self.dot(middle, size / 4, color)
            case Status.AT_RISK | Status.CLOSE:
                self._pdf.set_fill_color(*_rgb(color))
                self._pdf.polygon([(x, y), (x + size, y), (x + size / 2, y - size)], style="F")
            case Status.MISSED:
                self.area(x, y - size, size, size, color)
            case Status.NO_DATA:
                self.dot(middle, size / 2, color, hollow=True)


def _rgb(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)
