"""The written part of the models’ guide pages."""
