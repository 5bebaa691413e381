"""The documentation as a site; see scripts/docs."""
