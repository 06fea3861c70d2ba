"""C2PA manifests that say which media contain synthetic speech: decision 0043."""
