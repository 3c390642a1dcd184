"""The chat page: HTML rendered here, carried by Gradio, brought to life by a small script."""
