"""The drawn roadmap: where everything goes is computed here, templates only put it into SVG."""
