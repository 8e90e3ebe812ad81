"""One file a model, each defining VIDEO_MODEL; the file being here makes the model known."""
