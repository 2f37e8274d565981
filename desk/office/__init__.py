"""办公室: who works here, the settings, the working calendar."""
