"""The door to Jinja: sandboxed, translated, checked templates that are compiled once."""
