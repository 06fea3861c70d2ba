"""Turns a transcript and a judgement into a report, in which every claim has its quotes. Pure."""
