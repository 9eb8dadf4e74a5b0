"""Measuring Jaqyn beside the least a Flask program can do on the same machine; nothing here is shipped."""
