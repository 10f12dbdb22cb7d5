"""The server of the interface: on this machine alone, and for pages of its own alone."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

from aiohttp import web
from aiohttp.typedefs import Handler
from textual_serve.server import Server

LOOPBACK = "127.0.0.1"
"""Nobody but this machine is answered: there is no password, and who has the page has the user's files."""


class LocalServer(Server):
    """Shows what ``command`` (a shell's line) draws, at ``http://127.0.0.1:port``."""

    def __init__(self, command: str, port: int) -> None:
        self.address = f"http://{LOOPBACK}:{port}"
        # Textual's page asks another machine for its typeface.
        templates = Path(str(files("tui") / "web"))
        super().__init__(
            command, LOOPBACK, port, "dangjian-tui", public_url=self.address, templates_path=templates
        )

    async def _make_app(self) -> web.Application:
        app: web.Application = await super()._make_app()
        app.middlewares.append(self._own_pages)
        return app

    @web.middleware
    async def _own_pages(self, request: web.Request, handler: Handler) -> Any:
        """Only what this server's own page asks for is answered.

        A page of any site could open a WebSocket to a port of the user's machine, and type into the program:
        browsers say whose page it is (Origin), and under which name they came here (Host).
        """
        named = {self.address, self.address.replace(LOOPBACK, "localhost")}
        origin = request.headers.get("Origin")
        if f"http://{request.host}" not in named or (origin is not None and origin not in named):
            raise web.HTTPForbidden(text="dangjian-tui")
        return await handler(request)
