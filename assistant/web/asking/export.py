"""A conversation as a file: Word, or Markdown in which nothing of a document or a question is read as markup."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import date

from assistant.web.asking.record import Record
from assistant.web.asking.texts import AskingTexts

_SIGNS = re.compile(r"([\\`*_\[\]<>&#|~!$(){}^=@]|:(?=//)|(?<=www)\.)")
_OPENS = re.compile(r"^(\s*)([-+]|\d+(?=[.)]))")  # what would open a list, or rule a line, at its beginning
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # no XML file may hold them
_FONT = "Times New Roman"


def as_markdown(t: AskingTexts, records: Sequence[Record], day: date) -> str:
    """The conversation as CommonMark."""
    parts = [f"# {t.exported}", _plain(t.exported_at.format(date=f"{day:%d/%m/%Y}"))]
    for record in records:
        parts.append(f"## {_plain(record.question)}")
        parts += [_plain(line) for line in record.lines]
        for cited in record.cited:
            parts.append(f"> \\[{cited.number}\\] “{_plain(cited.quote)}”")
            parts.append(f"{t.source}: {_plain(cited.place)}")
    return "\n\n".join(parts) + "\n"


def as_word(t: AskingTexts, records: Sequence[Record], day: date) -> bytes:
    """The conversation as a .docx file."""
    from docx import Document as WordDocument  # half a second to import
    from docx.shared import Pt

    file = WordDocument()
    file.core_properties.author = ""
    file.core_properties.title = t.exported
    for name, size in (("Normal", 13), ("Quote", 13), ("Heading 1", 14), ("Title", 18)):
        file.styles[name].font.name = _FONT
        file.styles[name].font.size = Pt(size)
        file.styles[name].element.get_or_add_rPr().get_or_add_rFonts().set(_east_asian(), _FONT)
    file.add_heading(t.exported, level=0)
    file.add_paragraph(t.exported_at.format(date=f"{day:%d/%m/%Y}"))
    for record in records:
        file.add_heading(_seen(record.question), level=1)
        for line in record.lines:
            file.add_paragraph(_seen(line))
        for cited in record.cited:
            file.add_paragraph(f"[{cited.number}] “{_seen(cited.quote)}”", style="Quote")
            source = file.add_paragraph().add_run(f"{t.source}: {_seen(cited.place)}")
            source.font.size = Pt(11)
    content = io.BytesIO()
    file.save(content)
    return content.getvalue()


def _plain(text: str) -> str:
    """Text on one line that a reader of Markdown shows as it stands."""
    said = _SIGNS.sub(r"\\\1", " ".join(_seen(text).split()))
    opened = _OPENS.match(said)
    if opened is None:
        return said
    sign = opened[2]
    return f"{sign}\\{said[opened.end() :]}" if sign.isdecimal() else f"\\{said}"


def _seen(text: str) -> str:
    return _UNSEEN.sub("", text)


def _east_asian() -> str:
    from docx.oxml.ns import qn

    return str(qn("w:eastAsia"))
