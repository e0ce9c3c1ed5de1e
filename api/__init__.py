"""Flask application, web pages and command line. Composes a built graph and a recommender; knows no engine and no numpy."""
