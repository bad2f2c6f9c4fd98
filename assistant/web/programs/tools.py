"""The functions as tools of the Model Context Protocol, over HTTP or over standard input and output."""

from __future__ import annotations

from mcp.server.fastmcp import FastMCP
from mcp.server.transport_security import TransportSecuritySettings
from mcp.types import ToolAnnotations

from assistant.web.programs.functions import Functions

_INSTRUCTIONS = (
    "Questions over Vietnamese government plans. Every answer comes with verbatim quotes and their places; what the "
    "documents do not say is declined. Cite the quotes, add nothing to them."
)


def mcp_server(functions: Functions) -> FastMCP[None]:
    """An MCP server with each function as a tool; it serves HTTP at its root, or standard input and output."""
    server: FastMCP[None] = FastMCP(
        "plan-assistant",
        _INSTRUCTIONS,
        streamable_http_path="/",
        stateless_http=True,
        json_response=True,
        log_level="WARNING",
        # `assistant.web.access.gate` stands before it and looks at hosts and origins
        transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
    )
    for function in functions.published:
        server.add_tool(function, annotations=ToolAnnotations(readOnlyHint=True, openWorldHint=False))
    return server
