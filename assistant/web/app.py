"""The app: pages in each language, a tab a view, the reading view beside them.

Gradio is imported by the modules of this package only, when the app is first needed.
"""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import Any

os.environ |= {  # gradio reads the first when it is imported; the others keep it from summing up every event
    "GRADIO_ANALYTICS_ENABLED": "False",
    "GRADIO_ANALYTICS_MAX_EVENTS": "1",
    "GRADIO_ANALYTICS_CACHE_FREQUENCY": "1000000000",
}
import gradio as gr
from fastapi import FastAPI

from assistant.evaluating import Evaluator
from assistant.web import rendering
from assistant.web.asking.view import Asking
from assistant.web.bench import HIDDEN, Bench, View, bench_of, html, opens
from assistant.web.commitments import downloads as register_downloads
from assistant.web.commitments.view import Commitments
from assistant.web.desk import Desk
from assistant.web.evaluation.running import Evaluations
from assistant.web.evaluation.serving import add_reports
from assistant.web.evaluation.view import Evaluation
from assistant.web.findings import downloads as findings_downloads
from assistant.web.findings.view import Findings
from assistant.web.language import Language
from assistant.web.library.receiving import add_receiving
from assistant.web.library.view import Library
from assistant.web.programs.functions import Functions
from assistant.web.programs.publishing import publish
from assistant.web.programs.tools import mcp_server
from assistant.web.shelf import Shelf
from assistant.web.theme import theme

_HERE = Path(__file__).parent
_STYLE = "".join(path.read_text("utf-8") for path in [_HERE / "style.css", *sorted(_HERE.glob("*/style.css"))])

_SHELL = (_HERE / "shell.js").read_text("utf-8")


def app_of(desk: Desk, *, signs_in: bool = False, evaluator: Evaluator | None = None) -> FastAPI:
    """The app with a page a language, Vietnamese at its root; `signs_in` where its users can sign out.

    Without an `evaluator` no question sets can be run.
    """
    store = threading.RLock()
    shelf = Shelf(desk.folder)
    evaluations = Evaluations(desk, store, evaluator) if evaluator else None
    functions = Functions(desk, store)
    tools = mcp_server(functions)
    served = tools.streamable_http_app()
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, lifespan=lambda _: tools.session_manager.run())
    app.mount("/mcp", served)
    register_downloads.add_downloads(app, desk, store)
    findings_downloads.add_downloads(app, desk, store)
    add_receiving(app, shelf)
    if evaluations is not None:
        add_reports(app, evaluations)
    for language in sorted(Language, key=lambda language: -len(language.path)):  # the root takes what is left
        published = functions if language is Language.VIETNAMESE else None  # once is enough
        page = page_of(desk, language, store, shelf, evaluations, signs_in=signs_in, functions=published)
        page.queue(api_open=False)
        gr.mount_gradio_app(
            app,
            page,
            path=language.path.rstrip("/") or "/",
            favicon_path=str(_HERE / "icon.svg") if language.path == "/" else None,
            footer_links=[],
            run_history=False,
            ssr_mode=False,
            pwa=False,
            mcp_server=False,
            enable_monitoring=False,
            show_error=False,
            theme=theme(),
            head=f"<style>{_STYLE}</style><script>{_SHELL}</script>",  # `css` would be put under gradio's container
        )
    return app


def page_of(
    desk: Desk,
    language: Language,
    store: threading.RLock,
    shelf: Shelf,
    evaluations: Evaluations | None,
    *,
    signs_in: bool = False,
    functions: Functions | None = None,
) -> gr.Blocks:
    """The page in one language; `store` is held while the store is read, `functions` are published with it."""
    bench = bench_of(desk, language, store, shelf, evaluations)
    texts, reader, reading = bench.texts, bench.reader, bench.reading
    views = views_of(bench)
    page = gr.Blocks(title=texts.title, fill_width=True, fill_height=True, analytics_enabled=False)
    with page:
        if functions is not None:
            publish(functions)  # first, as events of the page take names too
        bench.changed.render()  # type: ignore[no-untyped-call]
        with gr.Row(elem_id="masthead"):
            name = html(rendering.masthead_html(texts, language, desk.phrases, signs_in), "name")
        tabs: dict[str, gr.Tab] = {}
        with gr.Row(elem_id="workplace"):
            with gr.Column(elem_id="views", scale=5, min_width=320), gr.Tabs(elem_id="tabs", overflow_behavior="wrap"):
                for view in views:
                    tabs[view.name] = gr.Tab(
                        view.label, id=view.name, elem_id=f"view-{view.name}", render_children=True
                    )
                    with tabs[view.name]:
                        view.build()
            with gr.Column(elem_id="desk", scale=6, min_width=320):
                reading.render()  # type: ignore[no-untyped-call]
        for part in (name, reading):
            opens(bench, part)

        built = reader.entries

        def arrive(changes: int, request: gr.Request) -> Any:
            reader.refresh()
            if changes or (reader.entries == built and "document" not in request.query_params):
                return gr.skip()  # a document may be open by now; `page.js` opens it again where documents changed
            return reader.shared(request.query_params)

        arrived = gr.on([page.load, bench.changed.change], arrive, bench.changed, reading, **HIDDEN)
        for view in views:
            for arrival in view.arrivals():
                begins = tabs[view.name].select if arrival.seen else arrived.then
                begins(arrival.refresh, list(arrival.inputs) or None, list(arrival.outputs), **HIDDEN)
    return page


def views_of(bench: Bench) -> tuple[View, ...]:
    """The views in the order of their tabs."""
    return (Asking(bench), Commitments(bench), Findings(bench), Library(bench), Evaluation(bench))
