"""One scene a file: ``HOUR`` is its own time of day, ``build(stage)`` lays its layers from far to near."""
