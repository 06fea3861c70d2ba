"""What every feature stands on: time, ids, errors, logs, figures, traces."""
