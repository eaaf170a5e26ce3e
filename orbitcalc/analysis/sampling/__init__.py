"""Which values vary, and draws and grids of them."""
