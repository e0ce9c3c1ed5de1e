"""The pages in a real Chromium, over the real server."""
