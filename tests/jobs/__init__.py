"""Work done by the worker, and the worker itself."""
