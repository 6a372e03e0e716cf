"""The shapes that generate.py makes programs of: one module each, all of them written with code.py."""
