"""What programs may call: the same five functions as named endpoints of Gradio's API and as tools of MCP."""
