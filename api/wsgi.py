"""For WSGI servers that import an application: `api.wsgi:app`. Settings come from the file and the environment."""

from contextlib import suppress

from api.app import create_app
from api.routes import holder
from api.settings import load_settings
from graph.errors import CodiclustError

app = create_app(load_settings())
with suppress(CodiclustError):  # not built yet: /readyz says so, and the first request after a build loads it
    holder(app).get()
