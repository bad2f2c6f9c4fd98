"""Two small plans made up for these tests, and what builds questions and answers over them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from eval.questions import Evidence, Question

YEN_SON = """Kế hoạch chuyển đổi số tỉnh Yên Sơn năm 2031
I. Mục tiêu
Đến hết năm 2031, 85% hồ sơ được giải quyết qua mạng.
Toàn tỉnh có 128 điểm phục vụ.
II. Kinh phí
Tổng kinh phí là 12.500 triệu đồng, do Sở Tài chính cân đối.
III. Nhiệm vụ
- Nâng cấp cổng thông tin điện tử;
- Mua sắm máy chủ;
- Đào tạo cán bộ cấp xã.
"""
BINH_HAI = """Kế hoạch chuyển đổi số tỉnh Bình Hải năm 2031
I. Kinh phí
Ngân sách tỉnh bố trí 9.750 triệu đồng.
"""

Build = Callable[..., Any]


@pytest.fixture
def documents() -> dict[str, str]:
    return {"yen-son-2031": YEN_SON, "binh-hai-2031": BINH_HAI}


@pytest.fixture
def shared() -> Path:
    folder = Path(__file__).parents[2] / "../shared"
    if not (folder / "eval" / "score.py").is_file():
        pytest.skip("../shared/eval is not here")
    return folder


@pytest.fixture
def ask_for() -> Build:
    """Build a question: its kind, accepted answers and the quotes of its evidence, each "quote" or ("doc", "quote")."""

    def build(kind: str, answers: list[str], *quotes: str | tuple[str, str], **fields: Any) -> Question:
        pieces = [("yen-son-2031", quote) if isinstance(quote, str) else quote for quote in quotes]
        return Question(
            id=fields.pop("id", "ys-001"),
            question=fields.pop("question", "Tỉnh Yên Sơn thế nào?"),
            kind=kind,
            docs=tuple(dict.fromkeys(doc for doc, _ in pieces)),
            answers=tuple(answers),
            evidence=tuple(Evidence(doc, quote, "I. Mục tiêu") for doc, quote in pieces),
            style=fields.pop("style", "formal"),
            **fields,
        )

    return build


@pytest.fixture
def cite(documents: dict[str, str]) -> Build:
    """Build a citation (or passage) of the place where `quote` stands, widened by `before` and `after` code points."""

    def build(quote: str, doc: str = "yen-son-2031", before: int = 0, after: int = 0) -> dict[str, Any]:
        start = documents[doc].index(quote) - before
        end = start + before + len(quote) + after
        where = {"document": doc, "source": f"{doc}.md", "start": start, "end": end}
        return {**where, "title": "", "section": ["I. Mục tiêu"], "page": None, "quote": documents[doc][start:end]}

    return build


@pytest.fixture
def answer() -> Build:
    """Build an answer as the command line writes it."""

    def build(
        text: str, citations: list[dict[str, Any]], passages: list[dict[str, Any]] | None = None
    ) -> dict[str, Any]:
        shown = citations if passages is None else passages
        return {
            "id": "ys-001",
            "answered": True,
            "answer": text,
            "citations": citations,
            "passages": shown,
            "seconds": 0.02,
        }

    return build
