"""Configurations of nginx and Caddy in front of the application, made from the settings.

Finished pages and static files are sent from disk with the headers that the application gives them; everything else is asked of the
application. Parts: `answers` (what the application says with each kind of file), `errors` (pages for what a front server says itself),
`configuration` (the whole text, from templates/front/).
"""
