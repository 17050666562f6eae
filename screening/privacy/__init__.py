"""Privacy: what may be shown, and what is hidden.

`publication` says what is to be published, `sensitive` which counts could point at a student,
`attack` what a reader can work out, `secondary` what else to hide, `protect` is the way in.
"""
