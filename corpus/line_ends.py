"""Line ends: what a paragraph cannot end with, so that it goes on in the next line though that begins with a capital.

A word that asks for another ("của", "các"), the first word of an agency's or a province's name, a number alone.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from corpus.agency_names import FIELDS, spellings
from corpus.province_names import PROVINCES

_OPEN_WORD = re.compile(  # without those that close a set phrase: "tồn tại", "lý do", "tiếp theo", "trực thuộc"
    r"(?<![\w-])(?:Luật|các|những|mỗi|mọi|từng|của|và|hoặc|với|cho|về|từ|như|là|giữa|bởi|nhằm|vì|để"
    r"|(?<![Tt]ồn )(?<![Hh]iện )(?<![Tt]hực )tại|(?<![Bb]ên )trong|(?<![Ll][ýí] )(?<![Tt]ự )do"
    r"|(?<![Tt]iếp )(?<![Kk]èm )theo|(?<![Tt]rực )(?<![Pp]hụ )thuộc|(?<!văn bản )(?<!đi, )(?<!đi và )đến)$|,$"
)
_NEEDS_NUMBER = re.compile(  # words that a line of running text may end with before it goes on in a number
    r"(?i:(?<!\w)(?:số|ngày|tháng|năm|quý|điều|khoản|mục|điểm|mức độ|độ|cấp|giai đoạn|phụ lục|từ|đến|và|hoặc|là|gồm|hơn"
    r"|trên|dưới|khoảng|của|phấn đấu|đạt))$|,$"
)
_LONE_NUMBER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,4}|[IVX]{1,6}|[A-H]|[a-zđ])\s*[.)/]|\(\d{1,2}\)")
_BEGINS_ANEW = re.compile(r"(?:Căn cứ|Xét|Thực hiện|Theo đề nghị|Nơi nhận)(?!\w)")
_BOARDS = "Chỉ đạo|Chỉ huy|Quản lý|Dân tộc|Tôn giáo|Tuyên giáo|Tổ chức|Nội chính|Dân vận|Thường|Chấp hành|Điều hành"
_COUNTRY = ("Việt Nam",)
_ENOUGH = 60  # code points on both sides of a break that hold any name


def leaves_open(said: str, then: str) -> bool:
    """Whether the line `said` cannot be the end of its paragraph when the line `then`, without a marker, follows."""
    if _BEGINS_ANEW.match(then):
        return False
    end = unicodedata.normalize("NFC", said[-_ENOUGH:])
    if _OPEN_WORD.search(end):
        return True
    start = unicodedata.normalize("NFC", then[:_ENOUGH])
    return _broken_name().search(f"{end}\n{start}") is not None


def is_lone_number(said: str) -> bool:
    """Whether a line is only the number of the heading or item that follows ("2.3.")."""
    return _LONE_NUMBER.fullmatch(said) is not None


def needs_number(said: str) -> bool:
    """Whether a line of running text may go on in a number: "mức độ" and then "4"."""
    return _NEEDS_NUMBER.search(said) is not None


@cache
def _broken_name() -> re.Pattern[str]:
    """A name of an agency or a province with a line break inside."""
    places = sorted({spelling for province in PROVINCES for spelling in province.spellings if spelling[0].isupper()})
    broken = {name[: gap.start()] + "\n" + name[gap.end() :] for name in (*places, *_COUNTRY)
              for gap in re.finditer(" ", name)}  # fmt: skip
    fields = _any({name for name in spellings(FIELDS) if name[0].isupper()})
    return re.compile(
        rf"(?<!\w)(?:(?:Sở|Bộ|Ngành|ngành)\n(?:{fields})|Bộ\nChỉ huy|Ban\n(?:{_BOARDS})|(?:tỉnh|thành phố|TP\.?)\n"
        rf"(?:{_any(set(places))})|{_any(broken)})(?!\w)"
    )


def _any(names: set[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
