"""The assistant: understanding a question, retrieval, reading out the answer, citations, conversation, CLI and web."""
