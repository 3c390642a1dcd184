"""The Model Context Protocol (extra `mcp`): over HTTP at `/mcp`, and over standard input and output."""
