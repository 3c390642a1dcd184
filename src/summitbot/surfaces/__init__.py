"""Where the bot meets people and programs: the command line, the API and the chat page."""
