"""The inspection of clips without rendering them: the storyboard and the layout check."""
