"""Draws a clip from a prompt: layered paper-cut scenes with weather and light, chosen by the words.

``cutting.draw(request, path)`` is the way in; a scene is a file in ``scenes/``, named after its place.
"""
