"""What AI agents use: tools over the operations of the API, by the Model Context Protocol."""
