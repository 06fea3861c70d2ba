"""The interviewer with a language model: providers, requests, analysis, wording."""
