"""The toolbox of a Lotsin or a Lotse: methods, learning media, the shortlist and the schedule made of it."""

from api.openapi import Api
from api.pages.addresses import add_page
from api.pages.media import media_page, medium_page
from api.pages.method import method_page
from api.pages.methods import methods_page
from api.pages.schedule import schedule_page
from api.pages.shortlist import shortlist_page


def register_toolbox(app: Api) -> None:
    """Add the pages of the toolbox."""
    add_page(app, "methods", methods_page)
    add_page(app, "method", method_page)
    add_page(app, "media", media_page)
    add_page(app, "medium", medium_page)
    add_page(app, "shortlist", shortlist_page)
    add_page(app, "schedule", schedule_page)
