"""Phrasing: an optional language model words what the quotes of an answer say; what they do not say is dropped."""

from assistant.phrasing.model import LanguageModel, ModelError
from assistant.phrasing.phraser import Phraser

__all__ = ["LanguageModel", "ModelError", "Phraser"]
