"""The look of Gradio's own parts; ours is in the style sheets."""

from __future__ import annotations

import gradio as gr

_FONTS = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Liberation Sans", "Arial", "sans-serif")
_MONOSPACE = ("ui-monospace", "Consolas", "Liberation Mono", "monospace")


def theme() -> gr.themes.Base:
    """Fonts of the system only: a named web font would be asked for from another host."""
    return gr.themes.Base(
        primary_hue=gr.themes.colors.blue,
        neutral_hue=gr.themes.colors.slate,
        radius_size=gr.themes.sizes.radius_sm,
        font=_FONTS,
        font_mono=_MONOSPACE,
    ).set(
        body_background_fill="#f3f5f8",
        body_background_fill_dark="#0f151c",
        body_text_color="#16202b",
        body_text_color_dark="#e8edf3",
        body_text_color_subdued="#4a5866",
        body_text_color_subdued_dark="#a9b6c4",
        background_fill_primary="#ffffff",
        background_fill_primary_dark="#18212b",
        background_fill_secondary="#f3f5f8",
        background_fill_secondary_dark="#0f151c",
        block_background_fill="transparent",
        block_background_fill_dark="transparent",
        block_border_width="0px",
        block_shadow="none",
        border_color_primary="#c8d1da",
        border_color_primary_dark="#3a4857",
        button_primary_background_fill="#12466f",
        button_primary_background_fill_hover="#0d3453",
        button_primary_background_fill_dark="#8ec5f0",
        button_primary_background_fill_hover_dark="#b3d9f6",
        button_primary_text_color="#ffffff",
        button_primary_text_color_dark="#0b1a28",
        input_background_fill="#ffffff",
        input_background_fill_dark="#18212b",
        input_border_color="#8593a1",
        input_border_color_dark="#6b7b8b",
        input_placeholder_color="#5c6a78",
        input_placeholder_color_dark="#a0adba",
    )
