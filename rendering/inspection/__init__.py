"""Looking at a clip without rendering it: storyboards and the layout check."""
