"""The bot in other people's sites: `/widget.js`, the element `<summit-bot>`, and `/embed` for a frame."""
