"""The gettext catalogues of the interface: ``.po`` to edit, ``.mo`` (committed too) to load."""
