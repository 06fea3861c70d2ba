"""The documentation as the product serves it: Markdown in, pages, Markdown, a search index and llms.txt out."""

ROOT = "/docs"
INDEX = "index"
