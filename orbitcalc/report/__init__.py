"""Results as people read them: views make documents, renderers draw them. Computes no result."""
