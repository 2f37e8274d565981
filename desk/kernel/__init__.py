"""Words every room uses. Standard library only, except where a value type needs a seed table."""
