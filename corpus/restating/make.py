"""Makes the documents that the project ships: `python corpus/restating/make.py [--check]`.

The Markdown in sources/ is what is edited, the documents go to corpus/plans/. Same sources, same bytes: no file holds
the time of its making. The PDF files embed Liberation Serif, which has the Vietnamese letters (SIL Open Font License
1.1; Debian package fonts-liberation2, needed only here).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

SOURCES = Path(__file__).resolve().parent / "sources"
PLANS = SOURCES.parents[1] / "plans"
if not __package__:  # run as a script, perhaps before the project is installed
    sys.path[0] = str(SOURCES.parents[2])

from corpus.errors import CorpusError  # noqa: E402
from corpus.restating.html import to_html  # noqa: E402
from corpus.restating.pdf import to_pdf  # noqa: E402
from corpus.restating.source import parse  # noqa: E402
from corpus.restating.word import to_docx  # noqa: E402

DOCUMENTS = (
    "ca-mau-2014.html",
    "can-tho-2016-2020.pdf",
    "ha-tinh-2008-2010.md",
    "phu-tho-2014.docx",
    "tra-vinh-2019.pdf",
)
_FORMATS: dict[str, Callable[[str], bytes]] = {
    ".html": lambda source: to_html(parse(source)),
    ".docx": lambda source: to_docx(parse(source)),
    ".pdf": lambda source: to_pdf(parse(source)),
    ".md": str.encode,
}


def made(folder: Path = PLANS, sources: Path = SOURCES) -> Iterator[tuple[Path, bytes]]:
    """Each shipped document of `folder`, with the bytes that its source in `sources` makes."""
    for name in DOCUMENTS:
        target = folder / name
        source = sources / f"{target.stem}.md"
        try:
            text = source.read_bytes().decode()
        except (OSError, UnicodeDecodeError) as error:
            raise CorpusError(f"{source}: không đọc được nguồn ({error}); hãy khôi phục tệp này") from error
        yield target, _FORMATS[target.suffix](text)


def main(arguments: list[str] | None = None, folder: Path = PLANS, sources: Path = SOURCES) -> int:
    """Write the documents, or with --check say which differ from what would be written."""
    parser = argparse.ArgumentParser(description="Make the documents that the project ships.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a document is out of date")
    options = parser.parse_args(arguments)
    stale = 0
    try:
        for target, data in made(folder, sources):
            if options.check:
                current = target.exists() and target.read_bytes() == data
                stale += not current
                print(f"{target.name}: {'up to date' if current else 'differs from its source'}")
            else:
                target.write_bytes(data)
                print(f"{target.name}: {len(data):,} bytes")
    except CorpusError as error:
        print(error, file=sys.stderr)
        return 1
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
