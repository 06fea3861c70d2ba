"""The interviewer without a model: it reads answers by trained classifiers and speaks in reviewed templates."""
