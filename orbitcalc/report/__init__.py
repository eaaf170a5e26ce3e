"""Results as people read them: tables and screens. Formats, never computes a result."""
