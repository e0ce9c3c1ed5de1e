"""What the views of an application share."""

from flask import current_app

from api.settings import Settings


def current_settings() -> Settings:
    """The settings of the application that answers."""
    found: Settings = current_app.extensions["codiclust-settings"]
    return found


def base_address() -> str:
    """Where the service is reached: its public address, else the one it was told to listen on; never the Host header."""
    settings = current_settings()
    return settings.public_url or f"http://{settings.host}:{settings.port}"
