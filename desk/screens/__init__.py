"""The vocabulary of description: fields, lists, forms, actions. Pure data, no window, no database."""
