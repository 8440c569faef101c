"""A live room: its server, its pages and the client of its protocol."""
