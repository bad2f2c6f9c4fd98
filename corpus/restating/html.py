"""The blocks of a source as a web page."""

from __future__ import annotations

from html import escape

from corpus.restating.source import Block, Kind, brings_own_mark, group_start, is_figures, is_total

FONT = "Times New Roman"
INK, RULE, SHADE, TINT = "1f3a5f", "9aa5b1", "e8edf3", "f5f7fa"
_CSS = f"""
:root {{ color-scheme: light; }}
body {{ margin: 0; background: #{TINT}; color: #1d2530; font: 1.06rem/1.62 "{FONT}", "Liberation Serif", serif; }}
main {{ max-width: 54rem; margin: 2.5rem auto; padding: 2.5rem 3.5rem 3.5rem; background: #fff;
  border: 1px solid #dde3ea; border-radius: 6px; }}
h1 {{ margin: 0 0 1.4rem; font-size: 1.6rem; line-height: 1.35;
  text-align: center; text-wrap: balance; color: #{INK}; }}
h2 {{ margin: 2.2rem 0 .7rem; padding-bottom: .3rem; font-size: 1.28rem; color: #{INK};
  border-bottom: 1px solid #{RULE}; }}
h3 {{ margin: 1.6rem 0 .5rem; font-size: 1.1rem; }}
h4 {{ margin: 1.3rem 0 .4rem; font-size: 1.06rem; font-style: italic; }}
blockquote {{ margin: 0 0 1.4rem; padding: .8rem 1.1rem; background: #{SHADE}; border-left: 4px solid #{INK}; }}
blockquote p {{ margin: 0; }}
.fact {{ margin: .15rem 0; }}
li {{ margin: .3rem 0; }}
li.own {{ list-style: none; }}
figure {{ margin: 1.2rem 0; overflow-x: auto; }}
table {{ border-collapse: collapse; width: 100%; font-size: .86rem; line-height: 1.4; }}
th, td {{ padding: .38rem .5rem; border: 1px solid #{RULE}; vertical-align: top; text-align: left; }}
thead th {{ background: #{INK}; color: #fff; text-align: center; vertical-align: middle; }}
.group > * {{ background: #{SHADE}; font-weight: bold; }}
.total > * {{ font-weight: bold; }}
.figures {{ text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }}
@media (max-width: 48rem) {{ main {{ margin: 0; padding: 1.2rem; border: 0; }} }}
@media print {{ body {{ background: #fff; }} main {{ margin: 0; padding: 0; border: 0; max-width: none; }}
  thead {{ display: table-header-group; }} tr {{ break-inside: avoid; }} }}
"""


def to_html(blocks: tuple[Block, ...]) -> bytes:
    """A page that needs nothing but itself."""
    title = next(block.text for block in blocks if block.kind is Kind.TITLE)
    lines = [
        "<!DOCTYPE html>",
        '<html lang="vi">',
        f'<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_CSS}</style>\n</head>",
        "<body>\n<main>",
    ]
    depth = 0
    for block in blocks:
        wanted = block.level if block.kind is Kind.ITEM else 0
        lines += ["<ul>"] * (wanted - depth) + ["</ul>"] * (depth - wanted)
        depth = wanted
        lines.append(_block(block))
    return "\n".join([*lines, *["</ul>"] * depth, "</main>\n</body>\n</html>\n"]).encode()


def _block(block: Block) -> str:
    text = escape(block.text, quote=False)
    match block.kind:
        case Kind.TITLE:
            return f"<h1>{text}</h1>"
        case Kind.NOTICE:
            return f"<blockquote><p>{text}</p></blockquote>"
        case Kind.FACT:
            return f'<p class="fact">{text}</p>'
        case Kind.HEADING:
            return f"<h{block.level + 1}>{text}</h{block.level + 1}>"
        case Kind.ITEM:
            return f'<li class="own">{text}</li>' if brings_own_mark(block) else f"<li>{text}</li>"
        case Kind.TABLE:
            return _table(block)
    return f"<p>{text}</p>"


def _table(table: Block) -> str:
    head = "".join(f'<th scope="col">{escape(cell, quote=False)}</th>' for cell in table.rows[0])
    figures = {column for column in range(len(table.rows[0])) if is_figures(table, column)}
    body = "\n".join(_row(row, figures) for row in table.rows[1:])
    return f"<figure><table>\n<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n{body}\n</tbody>\n</table></figure>"


def _row(row: tuple[str, ...], figures: set[int]) -> str:
    name = group_start(row)
    if name is not None:
        first = f"<td>{escape(row[0], quote=False)}</td>" if name else ""
        label = escape(row[name], quote=False)
        return f'<tr class="group">{first}<th scope="rowgroup" colspan="{len(row) - name}">{label}</th></tr>'
    cells = "".join(
        f'<td class="figures">{cell}</td>' if column in figures else f"<td>{cell}</td>"
        for column, cell in enumerate(escape(cell, quote=False) for cell in row)
    )
    return f'<tr class="total">{cells}</tr>' if is_total(row) else f"<tr>{cells}</tr>"
