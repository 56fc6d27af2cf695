"""What lies out for everyone: public pages as files, taken away before they could be wrong.

The first anonymous reader of a page has it made and laid out, or `manage.py auslegen` does before him. Everybody after
him gets the file (`ausgabe`), without a thread, a session or a statement. While a page is made, the tables it reads
are noted (`lesung`). A trigger on every table notes which one a transaction changed (`aenderung`), and a watcher in
each web process (`waechter`) takes away what was made of it. A web process whose watcher does not get through hands
out no file.
"""
