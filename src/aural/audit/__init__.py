"""The audit log: written in the transaction of each change, chained, anchored and exported."""
