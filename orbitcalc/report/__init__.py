"""Results as people read them: views make documents, which `orbitcalc.document` draws. Computes no result."""
