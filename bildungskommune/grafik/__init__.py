"""The chart kit of screen and print: a chart is worked out once as a `Bild`, the two draw it in their own colours.

bild          what a chart is made of, and the surface it has to fit
massstab      from days and numbers to places
beschriftung  where words stand, so that no two of them touch
zeitstrahl, verlauf, anteil, gantt   the charts
"""
