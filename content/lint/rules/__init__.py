"""One rule a file; `content.lint` finds them by looking."""
