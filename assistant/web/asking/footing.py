"""What stands under an answer: copying it, saying whether it is right, and why."""

from __future__ import annotations

from html import escape

from assistant.feedback import LONGEST_COMMENT
from assistant.web.asking.conversation import Exchange
from assistant.web.asking.record import as_text
from assistant.web.asking.texts import AskingTexts
from index.feedback import Verdict

_THUMBS = {  # drawn here: a thumb of a font looks different on every machine
    Verdict.UP: "M7 22V11l4-9c1.7 0 3 1.3 3 3v4h5.6c1.3 0 2.2 1.2 2 2.4l-1.4 8c-.2 1-1 1.6-2 1.6H7zm-2 0H2V11h3v11z",
    Verdict.DOWN: "M17 2v11l-4 9c-1.7 0-3-1.3-3-3v-4H4.4c-1.3 0-2.2-1.2-2-2.4l1.4-8C4 2.6 4.8 2 5.8 2zm2 0h3v11h-3z",
}


def footing_html(t: AskingTexts, exchange: Exchange) -> str:
    """The buttons under the answer of `exchange`, and the question why once it was rated."""
    copy = escape(as_text(exchange.record))
    buttons = "".join(_thumb(t, exchange, verdict) for verdict in Verdict)
    return (
        f'<div class="below"><button type="button" data-copy="{copy}" data-done="{t.copied}">{t.copy}</button>'
        f'<span class="rate" role="group" aria-label="{t.rate}">{buttons}</span>{_why(t, exchange)}</div>'
    )


def _thumb(t: AskingTexts, exchange: Exchange, verdict: Verdict) -> str:
    said = t.right if verdict is Verdict.UP else t.wrong
    pressed = "true" if exchange.verdict is verdict else "false"
    drawn = f'<svg viewBox="0 0 24 24" width="16" height="16" aria-hidden="true"><path d="{_THUMBS[verdict]}"/></svg>'
    return (
        f'<button type="button" data-rate="{verdict}" data-turn="{exchange.id}" aria-pressed="{pressed}">'
        f"{drawn}{said}</button>"
    )


def _why(t: AskingTexts, exchange: Exchange) -> str:
    """The reasons to choose from and a line to write in, as long as nothing was said."""
    if exchange.verdict is None:
        return ""
    if exchange.explained:
        return f'<p class="thanks" role="status">{t.thanks}</p>'
    right = exchange.verdict is Verdict.UP
    name = f"why-{exchange.id}"
    choices = "".join(
        f'<label><input type="radio" name="{name}" value="{value}">{said}</label>'
        for value, said in (t.reasons_right if right else t.reasons_wrong)
    )
    saved = t.saved.format(verdict=(t.right if right else t.wrong).lower())
    return (
        f'<fieldset class="why" data-why="{exchange.verdict}" data-turn="{exchange.id}">'
        f'<legend><span role="status">{saved}</span> {t.why_right if right else t.why_wrong}</legend>'
        f'<div class="reasons">{choices}</div>'
        f'<label class="comment"><span>{t.comment}</span>'
        f'<input type="text" maxlength="{LONGEST_COMMENT}" autocomplete="off"></label>'
        f'<button type="button" data-explain>{t.send_reason}</button></fieldset>'
    )
