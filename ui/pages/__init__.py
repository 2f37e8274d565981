"""Pages that fit any room: lists, forms, papers."""
