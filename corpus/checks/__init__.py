"""What a document says against itself: findings with the quotes that show them."""

from corpus.checks.checking import check_document
from corpus.checks.finding import Finding, FindingKind, Report, Severity, Unchecked

__all__ = ["Finding", "FindingKind", "Report", "Severity", "Unchecked", "check_document"]
