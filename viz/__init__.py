"""Views: chains as a drawing, a page, a network.

`drawing` says what is drawn, `layout` where, `svg` how; `style` holds every colour,
shape and caption, so that legend, report and figure agree; `page` makes one file of
template, style sheet and script that asks the network for nothing.
"""
