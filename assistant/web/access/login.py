"""The page where a user signs in: plain HTML, no script."""

from __future__ import annotations

from html import escape
from pathlib import Path

from assistant.web.language import Language

_SAID = {
    Language.VIETNAMESE: {
        "title": "Đăng nhập · Trợ lý tra cứu kế hoạch",
        "heading": "Đăng nhập",
        "name": "Tên người dùng",
        "password": "Mật khẩu",
        "enter": "Vào",
        "wrong": "Tên hoặc mật khẩu không đúng. Hãy thử lại.",
        "often": "Đã thử quá nhiều lần. Hãy đợi {seconds} giây rồi thử lại.",
        "other": "English",
    },
    Language.ENGLISH: {
        "title": "Sign in · Plan assistant",
        "heading": "Sign in",
        "name": "User name",
        "password": "Password",
        "enter": "Sign in",
        "wrong": "The name or the password is wrong. Try again.",
        "often": "Too many tries. Wait {seconds} seconds and try again.",
        "other": "Tiếng Việt",
    },
}
_STYLE = Path(__file__).with_name("login.css").read_text("utf-8")


def login_html(language: Language, place: str = "", problem: str = "", seconds: int = 0) -> str:
    """The page; `place` is the query of the link that is opened afterwards, `problem` is "", "wrong" or "often"."""
    said = _SAID[language]
    other = next(each for each in Language if each is not language)
    told = f'<p role="alert">{escape(said[problem].format(seconds=seconds))}</p>' if problem else ""
    meta = '<meta name="viewport" content="width=device-width, initial-scale=1">'
    head = f'<meta charset="utf-8"><title>{said["title"]}</title>{meta}<style>{_STYLE}</style>'
    name = _field("name", said["name"], 'autocomplete="username" autocapitalize="none" autofocus maxlength="64"')
    secret = 'type="password" autocomplete="current-password" maxlength="200"'
    wanted = escape(f"&{place}") if place else ""
    form = (
        f'<form method="post" action="/sign-in?lang={language}{wanted}">{name}'
        f"{_field('password', said['password'], secret)}<button>{said['enter']}</button></form>"
    )
    link = f'<p><a href="/sign-in?lang={other}{wanted}" lang="{other}" hreflang="{other}">{said["other"]}</a></p>'
    body = f"<main><h1>{said['heading']}</h1>{told}{form}{link}</main>"
    return f'<!doctype html><html lang="{language}"><head>{head}</head><body>{body}</body></html>'


def _field(name: str, label: str, attributes: str) -> str:
    return f'<label for="{name}">{label}</label><input id="{name}" name="{name}" required {attributes}>'
