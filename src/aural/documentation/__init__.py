"""The documentation that the product serves: turns Markdown into pages, a search index and llms.txt."""

ROOT = "/docs"
INDEX = "index"
