"""For WSGI servers that import an application: `api.wsgi:app`. Settings come from the file and the environment."""

from api.app import create_app
from api.settings import load_settings

app = create_app(load_settings())
