"""The base of every feature: time, ids, errors, logs, metrics, traces."""
