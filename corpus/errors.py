"""The errors of plan-assistant.

PlanAssistantError
 ├── CorpusError      a file cannot be read or a document cannot be understood
 ├── StoreError       the store is missing, damaged, locked or of another version or encoder
 ├── AssistantError   a question cannot be handled or a setting is wrong
 └── EvalError        a question set or an answer file is malformed

Every message is one line that says where, what, and what to do. Declining to answer is an `Answer`, not an error.
"""


class PlanAssistantError(Exception):
    """Anything that went wrong and that the user can be told about in one line."""


class CorpusError(PlanAssistantError):
    """A file cannot be read or a document cannot be understood."""


class StoreError(PlanAssistantError):
    """The store is missing, damaged, locked, or of another version or encoder."""


class AssistantError(PlanAssistantError):
    """A question cannot be handled or a setting is wrong."""


class EvalError(PlanAssistantError):
    """A question set or an answer file is malformed."""
