"""Tools for AI agents: operations of the API, over the Model Context Protocol."""
