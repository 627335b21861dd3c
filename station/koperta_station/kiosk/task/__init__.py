"""Show one task: text, pictures, options, and the tools beside them."""
