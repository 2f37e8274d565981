"""How the packaged program is made smaller; none of it is needed to run the program from its source."""
