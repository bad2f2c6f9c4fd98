"""The languages of the interface; documents, quotes and answers stay in the language of the documents."""

from __future__ import annotations

from enum import StrEnum


class Language(StrEnum):
    """A language of the interface, as the `lang` attribute of a page writes it."""

    VIETNAMESE = "vi"
    ENGLISH = "en"

    @property
    def path(self) -> str:
        """Where its pages are served."""
        return "/" if self is Language.VIETNAMESE else "/en/"
